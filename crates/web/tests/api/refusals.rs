//! What the rules and the access policies do not allow.

use serde_json::json;

use super::office::{
    Answer, BUREAU, OFFICE, OTHER_STATION, Program, STATION, World, application, number, ticks,
};

/// A refusal with its article, from where, and why.
#[track_caller]
fn refused(answer: Answer, from: Option<&str>, act: &str, article: &str, reason: &str) -> Answer {
    let answer = answer.is(422);
    assert_eq!(answer.json["type"], "urn:leye:problem:refused");
    let told = ["from", "act", "article", "reason"].map(|name| answer.json[name].as_str());
    assert_eq!(told, [from, Some(act), Some(article), Some(reason)], "{}", answer.text);
    let detail = answer.json["detail"].as_str().unwrap_or_default();
    assert!(!detail.starts_with("reason-"), "{detail}");
    answer
}

async fn clerk() -> (World, Program, String) {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let id = station.file(1).await;
    (world, station, id)
}

#[tokio::test]
async fn an_act_of_another_state_is_refused_with_its_article() {
    let (_world, station, id) = clerk().await;
    let answer = station.act(&id, json!({ "act": "forward" })).await;
    refused(answer, Some("initial_review"), "forward", "C3.2", "not_in_this_state");
    let answer = station.act(&id, json!({ "act": "post_notice", "place": "a", "photo": "b" })).await;
    refused(answer, Some("initial_review"), "post_notice", "C3.2", "form_not_signed");
}

#[tokio::test]
async fn ticks_without_proofs_are_refused_with_every_fault() {
    let (_world, station, id) = clerk().await;
    let ticks = json!([
        { "condition": "C1.1", "met": true, "proofs": [] },
        { "condition": "able_to_work", "met": false },
    ]);
    let answer = station.act(&id, json!({ "act": "pass_initial_review", "ticks": ticks })).await;
    let answer = refused(answer, Some("initial_review"), "pass_initial_review", "C3.1", "ticks");
    let faults = answer.json["faults"].as_array().expect("faults");
    assert!(faults.iter().any(|f| f["fault"] == "general_not_met"), "{}", answer.text);
    assert!(faults.iter().any(|f| f["fault"] == "proof_missing" && f["proofs"] == json!(["id_card"])));
}

#[tokio::test]
async fn a_notice_is_not_closed_early() {
    let (world, station, id) = clerk().await;
    station.act(&id, json!({ "act": "pass_initial_review", "ticks": ticks() })).await.is(200);
    station.act(&id, json!({ "act": "complete_form", "signed_on": world.today() })).await.is(200);
    let posted = station.act(&id, json!({ "act": "post_notice", "place": "a", "photo": "b" })).await.is(200);
    let answer = station.act(&id, json!({ "act": "close_notice" })).await;
    let answer = refused(answer, Some("notice"), "close_notice", "C3.2", "notice_still_hangs");
    assert_eq!(answer.json["until"], posted.json["due_at"]);
}

#[tokio::test]
async fn another_level_is_told_which_one_it_needs() {
    let (world, _station, id) = clerk().await;
    let office = world.staff("reviewer", OFFICE).await;
    let answer = office.act(&id, json!({ "act": "pass_initial_review", "ticks": ticks() })).await;
    let answer = refused(answer, Some("initial_review"), "pass_initial_review", "C3.1", "wrong_level");
    assert_eq!(answer.json["needs"], "station");
    let answer = office.post("/applications", &application(&number("19780315", 20))).await;
    refused(answer, None, "submit", "C1", "wrong_level");
}

#[tokio::test]
async fn who_worked_at_the_station_makes_no_second_review() {
    let (world, station, id) = clerk().await;
    station.act(&id, json!({ "act": "pass_initial_review", "ticks": ticks() })).await.is(200);
    station.act(&id, json!({ "act": "complete_form", "signed_on": world.today() })).await.is(200);
    let posted = station.act(&id, json!({ "act": "post_notice", "place": "a", "photo": "b" })).await.is(200);
    station.post("/training/clock", &json!({ "now": posted.json["due_at"] })).await.is(200);
    station.act(&id, json!({ "act": "record_entry" })).await.is(200);
    station.act(&id, json!({ "act": "forward" })).await.is(200);
    let mut row = world.app.store().user(&station.name).await.unwrap().expect("the clerk");
    row.agency = OFFICE.to_owned();
    row.role = "reviewer".to_owned();
    world.app.store().put_user(row).await.unwrap();
    let answer = station.act(&id, json!({ "act": "pass_second_review", "ticks": ticks() })).await;
    refused(answer, Some("second_review"), "pass_second_review", "C3.3", "worked_at_lower_level");
}

#[tokio::test]
async fn a_clerk_does_not_extend_and_an_inspector_does_nothing() {
    let (world, station, id) = clerk().await;
    let extend = json!({ "act": "extend", "days": 1, "reason": "more time" });
    refused(station.act(&id, extend).await, Some("initial_review"), "extend", "A2", "head_only");
    let inspector = world.staff("inspector", BUREAU).await;
    inspector.get(&format!("/applications/{id}")).await.is(200);
    inspector.act(&id, json!({ "act": "withdraw", "reason": "x" })).await.is(422);
}

#[tokio::test]
async fn what_the_caller_may_not_know_is_not_found() {
    let (world, _station, id) = clerk().await;
    for other in [world.staff("clerk", OTHER_STATION).await, world.staff("administrator", BUREAU).await] {
        for rest in ["", "/events", "/clocks", "/receipts"] {
            other.get(&format!("/applications/{id}{rest}")).await.is(404);
        }
        let seen = other.act_seen(&id, 2, &json!({ "act": "take" })).await.is(404);
        let nothing = other.act_seen("230102-2026-00000000", 2, &json!({ "act": "take" })).await.is(404);
        assert_eq!(seen.text, nothing.text, "an existing case looks like none");
        other.get("/applications/no-id-at-all").await.is(404);
    }
    let known = json!({ "person": { "person_id": "230102-P-0000000000" } });
    world.staff("clerk", STATION).await.post("/applications", &known).await.is(404);
}

#[tokio::test]
async fn a_person_has_one_open_application() {
    let (_world, station, id) = clerk().await;
    let again = application(&number("19780315", 2));
    refused(station.post("/applications", &again).await, None, "submit", "C1", "open_application");
    let seen = station.get(&format!("/applications/{id}")).await.is(200);
    let known = json!({ "person": { "person_id": seen.json["person"] }, "claimed": ["C1.1"] });
    refused(station.post("/applications", &known).await, None, "submit", "C1", "open_application");
    station.act(&id, json!({ "act": "withdraw", "reason": "found work" })).await.is(200);
    let filed = station.post("/applications", &known).await.is(201);
    assert_eq!(
        (filed.json["state"].as_str(), &filed.json["person"]),
        (Some("received"), &seen.json["person"])
    );
}

#[tokio::test]
async fn nobody_without_a_good_token_gets_in() {
    let (world, station, id) = clerk().await;
    let stranger = world.stranger();
    let answer = stranger.get(&format!("/applications/{id}")).await.is(401);
    assert!(answer.header("www-authenticate").starts_with("Bearer"));
    let mut guess = station.clone();
    guess.token = Some("leye_guess".to_owned());
    assert!(guess.get("/worklist").await.is(401).header("www-authenticate").contains("invalid_token"));
    stranger.post("/applications", &application(&number("19780315", 4))).await.is(401);
    world.app.disable_user(&station.name).await.unwrap();
    station.get("/worklist").await.is(401);
}

#[tokio::test]
async fn refusals_speak_the_language_that_was_asked_for() {
    let (_world, station, id) = clerk().await;
    let send = |lang: &'static str, key: &'static str| {
        let request = axum::http::Request::post(format!("/api/v1/applications/{id}/acts"))
            .header("idempotency-key", key)
            .header("if-match", "\"2\"")
            .header("accept-language", lang);
        let mut station = station.clone();
        let token = station.token.take().expect("a token");
        let request = request.header("authorization", format!("Bearer {token}"));
        async move { station.send(request, r#"{"act":"forward"}"#.into()).await }
    };
    let hant = send("zh-TW", "a").await.is(422);
    let hans = send("zh-CN", "b").await.is(422);
    assert_eq!((hant.header("content-language"), hans.header("content-language")), ("zh-Hant", "zh-Hans"));
    assert_ne!(hant.json["title"], hans.json["title"]);
    assert!(!hant.json["detail"].as_str().unwrap().is_ascii());
}
