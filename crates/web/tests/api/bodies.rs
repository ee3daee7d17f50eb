//! Bodies that cannot be: told where, nothing written, nothing personal repeated.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::office::{Answer, Program, STATION, World, application, number};

async fn clerk() -> (World, Program) {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    (world, station)
}

async fn raw(who: &Program, body: impl Into<Body>) -> Answer {
    let request = Request::post("/api/v1/applications").header("idempotency-key", "raw");
    who.send(request, body.into()).await
}

/// An application with one member changed.
fn with(path: &str, value: Value) -> Value {
    let mut body = application(&number("19780315", 2));
    *body.pointer_mut(path).expect("a member") = value;
    body
}

#[track_caller]
fn has(answer: &Answer, field: &str, code: &str) {
    let faults = answer.faults();
    assert!(faults.contains(&(field.to_owned(), code.to_owned())), "{faults:?}");
}

#[tokio::test]
async fn what_is_no_json_is_told_its_place() {
    let (_world, station) = clerk().await;
    let answer = raw(&station, "{\n  \"person\": ,\n}").await.is(400);
    assert_eq!(answer.json["place"], json!({ "line": 2, "column": 13 }));
    assert_eq!(raw(&station, "").await.is(400).json["place"]["line"], 1);
    let answer = raw(&station, &b"{\"person\":\"\xff\"}"[..]).await.is(400);
    assert_eq!(answer.json["place"], json!({ "byte": 12 }));
    raw(&station, "[".repeat(100_000)).await.is(400);
    raw(&station, "[]").await.is(400);
}

#[tokio::test]
async fn ten_megabytes_are_too_large() {
    let (_world, station) = clerk().await;
    let text = "a".repeat(10 * 1024 * 1024);
    raw(&station, with("/person/name", json!(text)).to_string()).await.is(413);
    let long = station.post("/applications", &with("/person/name", json!("a".repeat(100_000)))).await.is(422);
    has(&long, "person.name", "too-long");
}

#[tokio::test]
async fn unknown_members_are_all_named() {
    let (_world, station) = clerk().await;
    let mut body = application(&number("19780315", 2));
    body["acept"] = json!(true);
    body["person"]["nmae"] = json!("x");
    let answer = station.post("/applications", &body).await.is(400);
    let named = answer.json["unknown_fields"].as_array().unwrap();
    assert!(named.len() == 2 && named.contains(&json!("acept")) && named.contains(&json!("person.nmae")));
    has(&answer, "acept", "unknown-field");
}

#[tokio::test]
async fn an_unknown_act_is_told_the_acts() {
    let (_world, station) = clerk().await;
    let id = station.file(1).await;
    for body in
        [json!({ "act": "approve" }), json!({}), json!({ "act": 3 }), json!({ "act": "deem_accepted" })]
    {
        let answer = station.act_seen(&id, 2, &body).await.is(400);
        let acts = answer.json["acts"].as_array().expect("acts");
        assert!(acts.contains(&json!("pass_initial_review")) && acts.len() == 25, "{}", answer.text);
    }
}

#[tokio::test]
async fn members_of_an_act_are_checked_at_their_place() {
    let (_world, station) = clerk().await;
    let id = station.file(1).await;
    let body =
        json!({ "act": "pass_initial_review", "ticks": [{ "condition": "C1.1", "met": "yes" }], "x": 1 });
    let answer = station.act_seen(&id, 2, &body).await.is(400);
    has(&answer, "ticks[0].met", "wrong-type");
    has(&answer, "x", "unknown-field");
    let answer =
        station.act_seen(&id, 2, &json!({ "act": "complete_form", "signed_on": "2026-02-30" })).await.is(422);
    has(&answer, "signed_on", "no-date");
    let answer = station.act_seen(&id, 2, &json!({ "act": "withdraw" })).await.is(400);
    has(&answer, "reason", "missing-field");
    let answer =
        station.act_seen(&id, 2, &json!({ "act": "extend", "days": 0, "reason": "x" })).await.is(422);
    has(&answer, "days", "out-of-range");
    let bad = json!({ "act": "record_receipt", "step": "form", "number": "1" });
    has(&station.act_seen(&id, 2, &bad).await.is(422), "step", "not-allowed");
    let long = json!({ "act": "withdraw", "reason": "x".repeat(2_001) });
    has(&station.act_seen(&id, 2, &long).await.is(422), "reason", "too-long");
    let long = json!({ "act": "fail_initial_review", "reasons": ["short", "x".repeat(2_001)] });
    has(&station.act_seen(&id, 2, &long).await.is(422), "reasons[1]", "too-long");
    let seen = station.get(&format!("/applications/{id}")).await.is(200);
    assert_eq!(seen.json["version"], 2, "nothing was written");
}

#[tokio::test]
async fn faults_of_the_person_stand_beside_their_fields() {
    let (_world, station) = clerk().await;
    let good = number("19780315", 2);
    let wrong = format!("{}{}", &good[..17], if good.ends_with('1') { '2' } else { '1' });
    let mut body = with("/person/number", json!(wrong));
    body["person"]["household"] = json!([{ "name": "Wang Jianguo", "relation": "", "number": "123" }]);
    let answer = station.post("/applications", &body).await.is(422);
    has(&answer, "person.number", "wrong-check-digit");
    has(&answer, "person.household[0].relation", "missing");
    has(&answer, "person.household[0].number", "wrong-length");
    assert!(
        !answer.text.contains(&wrong) && !answer.text.contains("Jianguo"),
        "nothing personal in an error"
    );
    let answer =
        station.post("/applications", &with("/person/retirement_class", json!("male"))).await.is(422);
    has(&answer, "person.retirement_class", "class-does-not-fit-sex");
    let answer = station.post("/applications", &with("/person/retirement_class", json!("old"))).await.is(422);
    has(&answer, "person.retirement_class", "not-allowed");
}

#[tokio::test]
async fn ages_and_dates_that_cannot_be_are_refused() {
    let (world, station) = clerk().await;
    let year = world.app.today().year();
    let born = |day: String| with("/person/number", json!(number(&day, 2)));
    let future = station.post("/applications", &born(format!("{}0101", year + 1))).await.is(422);
    has(&future, "person.number", "born-in-future");
    let impossible = station.post("/applications", &born("19780230".to_owned())).await.is(422);
    has(&impossible, "person.number", "impossible-date");
    let child = station.post("/applications", &born(format!("{}0101", year - 15))).await.is(422);
    let told = [&child.json["reason"], &child.json["article"], &child.json["least"]];
    assert_eq!(told, [&json!("too_young"), &json!("C1"), &json!(16)]);
}

#[tokio::test]
async fn an_agency_that_does_not_exist_is_a_fault_of_the_station() {
    let (_world, station) = clerk().await;
    for code in ["999999999999", "x", "230102001998"] {
        let mut body = application(&number("19780315", 2));
        body["station"] = json!(code);
        has(&station.post("/applications", &body).await.is(422), "station", "unknown-agency");
    }
    let mut body = application(&number("19780315", 2));
    body["claimed"] = json!(["C9"]);
    let answer = station.post("/applications", &body).await.is(422);
    assert_eq!(
        (&answer.json["reason"], &answer.json["category"]),
        (&json!("unknown_category"), &json!("C9"))
    );
}

#[tokio::test]
async fn addresses_and_methods_that_do_not_exist_are_problems_too() {
    let (_world, station) = clerk().await;
    station.get("/nothing").await.is(404);
    station.get("/applications").await.is(405);
    station.post("/worklist", &json!({})).await.is(405);
}
