//! Somebody comes for the applicant, over the API and on the pages' own terms: named,
//! masked, unmasked by nobody here.

use serde_json::{Value, json};

use super::office::{BUREAU, OFFICE, STATION, World, application, number, ticks};

/// The son, with a written authorisation; a number that is not the applicant's.
fn son() -> Value {
    json!({
        "name": "Wang Jianguo",
        "number": number("20010203", 11),
        "phone": "13945100001",
        "relation": "son",
        "paper": { "kind": "authorisation", "reference": "2026-11-02" },
    })
}

fn filed_by(who: Value) -> Value {
    let mut body = application(&number("19780315", 2));
    body["representative"] = who;
    body
}

fn with(pointer: &str, value: &str) -> Value {
    let mut who = son();
    *who.pointer_mut(pointer).expect("a member") = value.into();
    filed_by(who)
}

#[tokio::test]
async fn who_filed_is_shown_masked() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let filed = station.post("/applications", &filed_by(son())).await.is(201);
    let id = filed.json["id"].as_str().expect("an id").to_owned();
    let seen = station.get(&format!("/applications/{id}")).await.is(200);
    let shown = &seen.json["representatives"][0];
    assert_eq!((&shown["act"], &shown["relation"]), (&json!("submit"), &json!("son")));
    assert_eq!(shown["paper"], "authorisation");
    let events = station.get(&format!("/applications/{id}/events")).await.is(200);
    let body = &events.json["events"][0]["body"]["representative"];
    assert_eq!(body["relation"], "son");
    assert!(body.get("identity").is_none());
    for answer in [&seen.text, &events.text] {
        for secret in ["Wang Jianguo", "13945100001", &number("20010203", 11)] {
            assert!(!answer.contains(secret), "{secret} in {answer}");
        }
    }
}

#[tokio::test]
async fn faults_of_a_representative_stand_at_their_place() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let own = number("19780315", 2);
    let wrong = [
        (with("/number", &own), "representative.number", "own-number"),
        (with("/number", "230102197403020001"), "representative.number", "wrong-check-digit"),
        (with("/name", ""), "representative.name", "name-empty"),
        (with("/relation", " "), "representative.relation", "missing"),
        (with("/paper/kind", "hearsay"), "representative.paper.kind", "unknown-paper"),
        (with("/paper/reference", ""), "representative.paper.reference", "missing"),
    ];
    for (body, field, code) in wrong {
        let answer = station.post("/applications", &body).await.is(422);
        assert_eq!(answer.faults(), [(field.to_owned(), code.to_owned())]);
    }
    let mut without_paper = filed_by(son());
    without_paper["representative"].as_object_mut().expect("members").remove("paper");
    let answer = station.post("/applications", &without_paper).await;
    assert_eq!(answer.faults(), [("representative.paper".to_owned(), "missing-field".to_owned())]);
}

#[tokio::test]
async fn papers_are_fetched_by_who_signs_for_them() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let (office, bureau) = (world.staff("reviewer", OFFICE).await, world.staff("reviewer", BUREAU).await);
    let id = station.file(1).await;
    let today = world.today();
    let acts = [
        json!({ "act": "pass_initial_review", "ticks": ticks() }),
        json!({ "act": "complete_form", "signed_on": today }),
        json!({ "act": "post_notice", "place": "the board", "photo": "IMG-1" }),
    ];
    let mut posted = Value::Null;
    for act in acts {
        posted = station.act(&id, act).await.is(200).json;
    }
    station.post("/training/clock", &json!({ "now": posted["due_at"] })).await.is(200);
    station.act(&id, json!({ "act": "record_entry" })).await.is(200);
    station.act(&id, json!({ "act": "forward" })).await.is(200);
    office.act(&id, json!({ "act": "pass_second_review", "ticks": ticks() })).await.is(200);
    bureau.act(&id, json!({ "act": "confirm", "ticks": ticks(), "category": "C1.1" })).await.is(200);
    let annotate = json!({ "act": "annotate_certificate", "certificate": "1", "category": "C1.1" });
    bureau.act(&id, annotate).await.is(200);
    station.act(&id, json!({ "act": "receive_back" })).await.is(200);

    let back =
        |signed_by: &str| json!({ "act": "hand_back", "signed_by": signed_by, "signed_on": world.today() });
    let by_son = |signed_by: &str| {
        let mut body = back(signed_by);
        body["representative"] = son();
        body
    };
    let refused = station.act(&id, back("Wang Jianguo")).await.is(422);
    assert_eq!(refused.faults(), [("signed_by".to_owned(), "not-the-applicant".to_owned())]);
    let refused = station.act(&id, by_son("Li Xiuying")).await.is(422);
    assert_eq!(refused.faults(), [("signed_by".to_owned(), "not-the-representative".to_owned())]);
    let done = station.act(&id, by_son("Wang Jianguo")).await.is(200);
    assert_eq!(done.json["state"], "completed");
    let events = station.get(&format!("/applications/{id}/events")).await.is(200);
    assert!(!events.text.contains("Wang Jianguo"), "{}", events.text);
}

#[tokio::test]
async fn the_form_is_signed_by_the_applicant() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let id = station.file(1).await;
    station.act(&id, json!({ "act": "pass_initial_review", "ticks": ticks() })).await.is(200);
    let signed = json!({ "act": "complete_form", "signed_on": world.today(), "representative": son() });
    let refused = station.act(&id, signed).await;
    assert_eq!(refused.faults(), [("representative".to_owned(), "unknown-field".to_owned())]);
}
