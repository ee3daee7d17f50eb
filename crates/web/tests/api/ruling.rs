//! Facts, the computed ruling, reviews beside it, and the receipts that they leave.

use std::collections::BTreeMap;

use leye_app::ruling::{ReceiptFault, verify};
use serde_json::{Value, json};

use super::office::{OFFICE, Program, STATION, World, application, facts, number, ticks};

/// A case of which something that category C1.1 needs is not known.
async fn without(station: &Program, fact: &str) -> String {
    let mut body = application(&number("19780315", 2));
    body["facts"].as_object_mut().expect("facts").remove(fact);
    let answer = station.post("/applications", &body).await.is(201);
    answer.json["id"].as_str().expect("an id").to_owned()
}

async fn ruling(station: &Program, id: &str) -> Value {
    station.get(&format!("/applications/{id}/ruling")).await.is(200).json
}

fn checked(receipt: &Value) -> Result<(), ReceiptFault> {
    verify(receipt.to_string().as_bytes(), &BTreeMap::new(), None).map(|_| ())
}

#[tokio::test]
async fn what_is_missing_is_named_recorded_and_settles_the_ruling() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let id = without(&station, "registered_unemployed").await;
    let before = ruling(&station, &id).await;
    assert_eq!(before["ruling"], "unknown");
    assert_eq!(before["categories"][0]["missing"], json!(["registered_unemployed"]));
    let recorded = json!({ "act": "record_facts", "facts": facts() });
    station.act(&id, recorded.clone()).await.is(200);
    let after = ruling(&station, &id).await;
    assert_eq!((&after["ruling"], &after["categories"][0]["holds"]), (&json!("eligible"), &json!(true)));
    assert_ne!(after["facts_hash"], before["facts_hash"]);
    let again = station.act(&id, recorded).await.is(422);
    assert_eq!(again.json["reason"], "facts_unchanged_since");
}

#[tokio::test]
async fn a_fact_that_cannot_be_is_told_by_its_place() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let mut body = application(&number("19780315", 2));
    body["facts"]["disability_grade"] = json!(9);
    let answer = station.post("/applications", &body).await.is(422);
    assert_eq!(answer.faults(), [("facts.disability_grade".to_owned(), "fact-out-of-range".to_owned())]);
    body["facts"] = json!({ "registered_unemployed_since": "2999-01-01" });
    let answer = station.post("/applications", &body).await.is(422);
    assert_eq!(answer.faults()[0].1, "in-future");
    body["facts"] = json!({ "shoe_size": 43 });
    assert_eq!(station.post("/applications", &body).await.is(422).faults()[0].1, "fact-unknown");
}

#[tokio::test]
async fn a_departure_needs_its_reason_and_the_levels_above_change_no_facts() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let id = without(&station, "registered_unemployed").await;
    let pass = json!({ "act": "pass_initial_review", "ticks": ticks() });
    let refused = station.act(&id, pass.clone()).await.is(422);
    assert_eq!(refused.json["reason"], "departs_from_ruling");
    let mut with_reason = pass;
    with_reason["departure"] = json!("the register was shown at the counter");
    station.act(&id, with_reason).await.is(200);
    let reviews = station.get(&format!("/applications/{id}/reviews")).await.is(200);
    let receipt = &reviews.json["reviews"][0];
    assert_eq!(receipt["departures"], json!([{ "condition": "C1.1", "computed": null, "found": true }]));
    assert_eq!(receipt["reason"], "the register was shown at the counter");
    assert_eq!(checked(receipt), Ok(()));
}

#[tokio::test]
async fn a_receipt_is_ruled_again_and_nothing_in_it_can_be_changed() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let id = station.file(1).await;
    station.act(&id, json!({ "act": "pass_initial_review", "ticks": ticks() })).await.is(200);
    let reviews = station.get(&format!("/applications/{id}/reviews")).await.is(200);
    let [receipt] = reviews.json["reviews"].as_array().expect("receipts").as_slice() else { panic!("one") };
    assert_eq!((&receipt["kind"], &receipt["ruling"]["ruling"]), (&json!("review"), &json!("eligible")));
    assert_eq!(receipt["ruling"], ruling(&station, &id).await);
    assert_eq!(checked(receipt), Ok(()));
    for (place, value) in [
        ("/facts/employed", json!(true)),
        ("/ruling/categories/0/holds", json!(false)),
        ("/reviewer", json!("somebody.else")),
        ("/pack/files/facts.toml", json!("")),
        ("/event_hash", json!("0")),
    ] {
        let mut changed = receipt.clone();
        *changed.pointer_mut(place).expect("a place") = value;
        assert_eq!(checked(&changed), Err(ReceiptFault::Signature), "{place}");
    }
    let other = verify(receipt.to_string().as_bytes(), &BTreeMap::new(), Some("00"));
    assert!(matches!(other, Err(ReceiptFault::OtherKey { .. })));
    // Who may not see the case may not see its receipts.
    let stranger = world.staff("clerk", super::office::OTHER_STATION).await;
    stranger.get(&format!("/applications/{id}/reviews")).await.is(404);
    let above = world.staff("reviewer", OFFICE).await;
    above.get(&format!("/applications/{id}/ruling")).await.is(200);
}
