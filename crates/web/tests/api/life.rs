//! One case, from application to certificate, over the API alone.

use serde_json::{Value, json};

use super::office::{BUREAU, OFFICE, Program, STATION, World, ticks};

#[tokio::test]
async fn a_case_goes_from_application_to_hand_back() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let office = world.staff("reviewer", OFFICE).await;
    let bureau = world.staff("reviewer", BUREAU).await;
    let id = station.file(1).await;

    let until = post_notice(&station, &id).await;
    let moved = station.post("/training/clock", &json!({ "now": until })).await.is(200);
    assert!(moved.json["settled"].as_i64() >= Some(1), "{}", moved.text);
    step(&station, &id, json!({ "act": "record_entry", "receipt": "JB-1" }), "entry").await;
    let sent = step(&station, &id, json!({ "act": "forward" }), "second_review").await;
    assert_eq!(sent["holder"], station.name.as_str(), "the sender is responsible until it is taken");

    let pass = json!({ "act": "pass_second_review", "ticks": ticks() });
    step(&office, &id, pass, "confirmation").await;
    let confirm = json!({ "act": "confirm", "ticks": ticks(), "category": "C1.1", "receipt": "JB-3" });
    step(&bureau, &id, confirm, "annotation").await;
    let annotate =
        json!({ "act": "annotate_certificate", "certificate": "2301020026000123", "category": "C1.1" });
    let annotated = step(&bureau, &id, annotate, "papers_back").await;
    assert_eq!(annotated["agency"], STATION);

    step(&station, &id, json!({ "act": "receive_back" }), "papers_back").await;
    let back = json!({ "act": "hand_back", "signed_by": "Li Xiuying", "signed_on": world.today() });
    let done = step(&station, &id, back, "completed").await;
    assert_eq!((done["holder"].clone(), done["due_at"].clone()), (Value::Null, Value::Null));

    // The exchange brings the office's number after all.
    let late = json!({ "act": "record_receipt", "step": "second_review", "number": "JB-2" });
    step(&office, &id, late, "completed").await;
    let receipts = station.get(&format!("/applications/{id}/receipts")).await.is(200);
    assert_eq!(receipts.json["second_review"], json!({ "status": "received", "number": "JB-2" }));
}

#[tokio::test]
async fn a_case_goes_through_correction_objection_and_both_returns() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let office = world.staff("head", OFFICE).await;
    let bureau = world.staff("head", BUREAU).await;
    let id = station.file(1).await;
    step(
        &station,
        &id,
        json!({ "act": "request_correction", "faults": ["a page is missing"] }),
        "correction",
    )
    .await;
    let supplied = json!({ "act": "supply_correction", "materials": ["the page"] });
    step(&station, &id, supplied, "initial_review").await;
    post_notice(&station, &id).await;
    step(&station, &id, json!({ "act": "raise_objection", "text": "has work elsewhere" }), "objection").await;
    let settled = json!({ "act": "settle_objection", "upheld": false, "finding": "that work has ended" });
    let notice = step(&station, &id, settled, "notice").await;
    station.post("/training/clock", &json!({ "now": notice["due_at"] })).await.is(200);
    step(&station, &id, json!({ "act": "record_entry" }), "entry").await;
    step(&station, &id, json!({ "act": "forward" }), "second_review").await;
    step(
        &office,
        &id,
        json!({ "act": "extend", "days": 1, "reason": "an answer is awaited" }),
        "second_review",
    )
    .await;
    step(
        &office,
        &id,
        json!({ "act": "return_to_station", "reasons": ["the photo is blurred"] }),
        "returned",
    )
    .await;
    step(&station, &id, json!({ "act": "forward" }), "second_review").await;
    step(
        &office,
        &id,
        json!({ "act": "pass_second_review", "ticks": ticks(), "receipt": "2" }),
        "confirmation",
    )
    .await;
    let back = json!({ "act": "return_to_office", "reasons": ["the finding is not written down"] });
    step(&bureau, &id, back, "second_review").await;
    step(&office, &id, json!({ "act": "return_to_station", "reasons": ["see above"] }), "returned").await;
    step(&station, &id, json!({ "act": "refuse", "reasons": ["not eligible"] }), "refused").await;
}

#[tokio::test]
async fn a_case_ends_by_failing_or_by_withdrawal() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let first = station.file(1).await;
    step(&station, &first, json!({ "act": "fail_initial_review", "reasons": ["employed"] }), "refused").await;
    let second = station.file(2).await;
    step(&station, &second, json!({ "act": "withdraw", "reason": "found work" }), "withdrawn").await;
}

/// From the initial review to the notice; gives when it ends.
async fn post_notice(station: &Program, id: &str) -> Value {
    step(station, id, json!({ "act": "pass_initial_review", "ticks": ticks() }), "form").await;
    let seen = station.get(&format!("/applications/{id}")).await.is(200);
    let signed = json!({ "act": "complete_form", "signed_on": seen.json["submitted_on"] });
    step(station, id, signed, "posting").await;
    let post = json!({ "act": "post_notice", "place": "the board", "photo": "IMG-1" });
    step(station, id, post, "notice").await["due_at"].clone()
}

/// Does an act and gives the outline, which names the state and the new version.
async fn step(who: &Program, id: &str, act: Value, state: &str) -> Value {
    let answer = who.act(id, act).await.is(200);
    assert_eq!(answer.json["state"], state);
    assert_eq!(answer.header("etag"), format!("\"{}\"", answer.json["version"]));
    answer.json
}
