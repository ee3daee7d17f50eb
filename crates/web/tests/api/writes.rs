//! Writes that are repeated, or made on something old.

use axum::http::Request;
use axum::http::request::Builder;
use serde_json::{Value, json};

use super::office::{STATION, World, application, number};

fn submit(key: &str) -> Builder {
    Request::post("/api/v1/applications").header("idempotency-key", key)
}

#[tokio::test]
async fn the_same_key_gets_the_first_answer_byte_for_byte() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let body = application(&number("19780315", 2)).to_string();
    let first = station.send(submit("one"), body.clone().into()).await.is(201);
    let again = station.send(submit("one"), body.clone().into()).await.is(201);
    assert_eq!(first.text, again.text);
    for name in ["location", "etag", "content-type"] {
        assert_eq!(first.header(name), again.header(name));
    }
    let id = first.json["id"].as_str().unwrap();
    assert_eq!(first.header("location"), format!("/api/v1/applications/{id}"));
    assert_eq!(first.header("etag"), "\"2\"");
    // The case moved on meanwhile; the answer is still the first.
    station.act(id, json!({ "act": "withdraw", "reason": "found work" })).await.is(200);
    assert_eq!(station.send(submit("one"), body.into()).await.is(201).text, first.text);
    let other = application(&number("19780315", 4)).to_string();
    let reused = station.send(submit("one"), other.clone().into()).await.is(422);
    assert_eq!(reused.json["type"], "urn:leye:problem:key-reused");
    // Keys of two members of staff never meet.
    let colleague = world.staff("clerk", STATION).await;
    colleague.send(submit("one"), other.into()).await.is(201);
}

#[tokio::test]
async fn a_repeated_act_is_done_once() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let id = station.file(1).await;
    let act = |key: &'static str| {
        let request = Request::post(format!("/api/v1/applications/{id}/acts"))
            .header("idempotency-key", key)
            .header("if-match", "\"2\"");
        let body = json!({ "act": "request_correction", "faults": ["a page"] }).to_string();
        let station = station.clone();
        async move { station.send(request, body.into()).await }
    };
    let (first, again) = (act("one").await.is(200), act("one").await.is(200));
    assert_eq!((&first.text, first.header("etag")), (&again.text, again.header("etag")));
    let events = station.get(&format!("/applications/{id}/events")).await.is(200);
    assert_eq!(events.json["events"].as_array().map(Vec::len), Some(3));
    act("two").await.is(409);
}

#[tokio::test]
async fn a_request_at_the_same_time_with_the_same_key_files_once() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let body = application(&number("19780315", 2)).to_string();
    let send = || station.send(submit("one"), body.clone().into());
    let (a, b, c) = tokio::join!(send(), send(), send());
    let texts = [a.is(201).text, b.is(201).text, c.is(201).text];
    assert!(texts.iter().all(|text| *text == texts[0]), "{texts:?}");
}

#[tokio::test]
async fn a_stale_version_is_told_what_changed() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let colleague = world.staff("clerk", STATION).await;
    let id = station.file(1).await;
    let correction = json!({ "act": "request_correction", "faults": ["a page"] });
    colleague.act_seen(&id, 2, &correction).await.is(200);
    let answer = station.act_seen(&id, 2, &json!({ "act": "withdraw", "reason": "x" })).await.is(409);
    assert_eq!(answer.json["current_version"], 4);
    assert_eq!(answer.json["since"], json!(["taken", "correction_requested"]));
    // A version that does not exist yet is as wrong as an old one.
    station.act_seen(&id, 9, &json!({ "act": "withdraw", "reason": "x" })).await.is(409);
}

#[tokio::test]
async fn of_two_acts_on_the_same_version_one_is_done() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let id = station.file(1).await;
    let withdraw = json!({ "act": "withdraw", "reason": "found work" });
    let fail = json!({ "act": "fail_initial_review", "reasons": ["employed"] });
    let (a, b) = tokio::join!(station.act_seen(&id, 2, &withdraw), station.act_seen(&id, 2, &fail));
    let (won, lost) = if a.status.is_success() { (a, b) } else { (b, a) };
    won.is(200);
    let lost = lost.is(409);
    assert_eq!(lost.json["current_version"], 3);
    assert_eq!(lost.json["since"].as_array().map(Vec::len), Some(1), "{}", lost.text);
}

#[tokio::test]
async fn a_write_names_its_key_and_an_act_its_version() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let id = station.file(1).await;
    let path = format!("/api/v1/applications/{id}/acts");
    let body = r#"{"act":"take"}"#;
    let answer = station.send(Request::post(&path).header("if-match", "\"2\""), body.into()).await.is(400);
    assert_eq!(answer.json["header"], "Idempotency-Key");
    assert!(answer.json["detail"].as_str().unwrap().contains("Idempotency-Key"));
    let answer = station.send(Request::post("/api/v1/training/clock"), "{}".into()).await.is(400);
    assert_eq!(answer.json["header"], "Idempotency-Key");
    let spaced = Request::post(&path).header("idempotency-key", "a b").header("if-match", "\"2\"");
    station.send(spaced, body.into()).await.is(400);
    for (version, status) in [("*", 428), ("", 428), ("\"x\"", 400), ("W/\"2\"", 400), ("\"2\", \"3\"", 400)]
    {
        let request = Request::post(&path).header("idempotency-key", "a").header("if-match", version);
        assert_eq!(station.send(request, body.into()).await.is(status).json["header"], "If-Match");
    }
    let request = Request::post(&path).header("idempotency-key", "a");
    let answer = station.send(request, body.into()).await.is(428);
    assert!(answer.json["detail"].as_str().unwrap().contains("If-Match"));
}

#[tokio::test]
async fn the_training_clock_goes_forward_only() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let day = world.app.today().tomorrow().unwrap();
    let clock = |key: &'static str, now: Value| {
        let request = Request::post("/api/v1/training/clock").header("idempotency-key", key);
        let (station, body) = (station.clone(), json!({ "now": now }).to_string());
        async move { station.send(request, body.into()).await }
    };
    let first = clock("one", json!(format!("{day}T09:00:00+08:00"))).await.is(200);
    assert!(first.json["now"].as_str().unwrap().starts_with(&format!("{day}T09:00:0")), "{}", first.text);
    assert_eq!(world.app.today(), day);
    let again = clock("one", json!(format!("{day}T09:00:00+08:00"))).await.is(200);
    assert_eq!(first.text, again.text);
    clock("one", json!(format!("{day}T10:00:00+08:00"))).await.is(422);
    let back = clock("two", json!(format!("{day}T08:00:00+08:00"))).await.is(422);
    assert_eq!(back.faults(), [("now".to_owned(), "clock-only-forward".to_owned())]);
    let none = clock("three", json!("2026-11-05 09:00")).await.is(422);
    assert_eq!(none.faults(), [("now".to_owned(), "no-instant".to_owned())]);
    let real = World::of(false).await;
    let station = real.staff("clerk", STATION).await;
    let answer =
        station.post("/training/clock", &json!({ "now": format!("{day}T10:00:00+08:00") })).await.is(403);
    assert_eq!(answer.json["type"], "urn:leye:problem:not-training");
}
