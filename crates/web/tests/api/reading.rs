//! What a case says of itself.

use leye_domain::id::PersonId;
use serde_json::{Value, json};

use super::office::{Program, STATION, World, number};

async fn opened() -> (World, Program, String) {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let body = json!({
        "person": {
            "number": number("19780315", 2), "name": "Li Xiuying", "phone": "13904510000",
            "retirement_class": "female-50", "certificate": "2301020026000123",
            "household": [{ "name": "Wang Jianguo", "relation": "husband", "number": number("19770101", 1) }],
        },
        "claimed": ["C1.1", "C1.3"], "accept": true,
    });
    let filed = station.post("/applications", &body).await.is(201);
    let id = filed.json["id"].as_str().expect("an id").to_owned();
    (world, station, id)
}

#[tokio::test]
async fn a_case_shows_its_applicant_masked() {
    let (_world, station, id) = opened().await;
    let answer = station.get(&format!("/applications/{id}")).await.is(200);
    assert_eq!(answer.header("etag"), "\"2\"");
    let who = &answer.json["applicant"];
    assert_eq!((&who["name"], &who["phone"]), (&json!("Li Xiuying"), &json!("139****0000")));
    assert_eq!(answer.json["claimed"], json!(["C1.1", "C1.3"]));
    assert_eq!(
        answer.json["receipts"],
        json!({ "entry": null, "second_review": null, "confirmation": null })
    );
    for hidden in
        [number("19780315", 2), number("19770101", 1), "13904510000".to_owned(), "Jianguo".to_owned()]
    {
        assert!(!answer.text.contains(&hidden), "{hidden}");
    }
}

#[tokio::test]
async fn a_case_says_which_acts_there_are_and_why_not() {
    let (_world, station, id) = opened().await;
    let answer = station.get(&format!("/applications/{id}")).await.is(200);
    let acts = answer.json["acts"].as_array().unwrap();
    let find = |name: &str| acts.iter().find(|a| a["act"] == name).unwrap_or_else(|| panic!("{name}"));
    assert_eq!(find("pass_initial_review")["allowed"], true);
    assert!(find("pass_initial_review").get("reason").is_none());
    let extend = find("extend");
    assert_eq!((&extend["allowed"], &extend["reason"]), (&json!(false), &json!("head_only")));
    assert!(extend["detail"].as_str().is_some_and(|text| !text.starts_with("reason-")));
}

#[tokio::test]
async fn the_events_are_a_chain_without_wrappings() {
    let (_world, station, id) = opened().await;
    station.act(&id, json!({ "act": "withdraw", "reason": "found work" })).await.is(200);
    let answer = station.get(&format!("/applications/{id}/events")).await.is(200);
    let events = answer.json["events"].as_array().unwrap();
    let kinds: Vec<&Value> = events.iter().map(|event| &event["kind"]).collect();
    assert_eq!(kinds, ["application_submitted", "application_accepted", "application_withdrawn"]);
    assert_eq!(events[0]["prev_hash"], "0".repeat(64));
    assert_eq!(events[1]["prev_hash"], events[0]["hash"]);
    assert_eq!(events[0]["body"]["claimed"], json!(["C1.1", "C1.3"]));
    assert_eq!(events[2]["body"]["why"]["reason"], "found work");
    assert_eq!(events[2]["actor"], station.name.as_str());
    assert!(!answer.text.contains("$sealed"), "{}", answer.text);
    assert_eq!(events[0]["body"]["household"], Value::Null, "keyed hashes serve the guard alone");
    assert_eq!(events[0]["body"]["known"]["facts"]["born"], "1978-03-15");
}

#[tokio::test]
async fn the_clocks_say_why_this_is_the_due_date() {
    let (_world, station, id) = opened().await;
    let outline = station.get(&format!("/applications/{id}")).await.is(200);
    let path = format!("/applications/{id}/clocks");
    let clocks = station.get(&path).await.is(200).json;
    let running = &clocks["running"];
    assert_eq!((&running["limit"], &running["article"]), (&json!("initial_review"), &json!("C3.1")));
    assert_eq!(running["due_at"], outline.json["due_at"]);
    assert_eq!(running["budget"], json!({ "amount": 2, "unit": "working_days", "roll": false }));
    let days = running["days"].as_array().unwrap();
    assert_eq!((&days[0]["why"], &days[0]["counted"]), (&json!("first-day"), &json!(false)));
    assert_eq!(days.iter().filter(|day| day["counted"] == true).count(), 2);
    assert_eq!((&clocks["suspended"], &clocks["past"][0]["limit"]), (&Value::Null, &json!("received")));

    station.act(&id, json!({ "act": "request_correction", "faults": ["a page"] })).await.is(200);
    let clocks = station.get(&path).await.is(200).json;
    assert_eq!(clocks["running"]["limit"], "correction");
    let suspended = &clocks["suspended"];
    assert_eq!((&suspended["limit"], &suspended["suspended"]), (&json!("initial_review"), &json!(true)));
    assert_eq!((&suspended["days_left"], &suspended["due_at"]), (&json!(2), &Value::Null));
    assert_eq!(suspended["ledger"][0]["reason"], "correction_asked");

    station.act(&id, json!({ "act": "supply_correction", "materials": ["the page"] })).await.is(200);
    let clocks = station.get(&path).await.is(200).json;
    let past = clocks["past"].as_array().unwrap().iter().map(|clock| clock["limit"].as_str().unwrap());
    assert_eq!(past.collect::<Vec<_>>(), ["received", "correction"]);
    assert_eq!(clocks["running"]["limit"], "initial_review");
    assert_eq!(clocks["running"]["ledger"][1]["entry"], "resumed");
}

#[tokio::test]
async fn an_erased_applicant_is_gone_from_every_answer() {
    let (world, station, id) = opened().await;
    let seen = station.get(&format!("/applications/{id}")).await.is(200);
    let person = PersonId::parse(seen.json["person"].as_str().unwrap()).unwrap();
    world.app.erase_by("service", &person, "the term of keeping is over").await.unwrap();
    let answer = station.get(&format!("/applications/{id}")).await.is(200);
    assert_eq!((&answer.json["applicant"], &answer.json["claimed"]), (&Value::Null, &Value::Null));
    let events = station.get(&format!("/applications/{id}/events")).await.is(200);
    assert_eq!(events.json["events"][0]["body"]["claimed"], Value::Null);
    assert!(!events.text.contains("$erased"), "{}", events.text);
    assert_eq!(station.get("/worklist").await.is(200).json["items"][0]["name"], "");
    station.act(&id, json!({ "act": "withdraw", "reason": "x" })).await.is(410);
    let known = json!({ "person": { "person_id": person.as_str() } });
    station.post("/applications", &known).await.is(410);
}
