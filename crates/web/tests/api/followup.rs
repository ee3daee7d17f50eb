//! Jobs and visits over the API: what a device delivers twice is one visit, and nothing is
//! overwritten.

use axum::body::Body;
use axum::http::Request;
use jiff::ToSpan;
use leye_app::import::{By, Kind, Reading, Request as Import};
use serde_json::{Value, json};

use super::office::{Answer, OTHER_STATION, Program, STATION, World, number};

/// Somebody determined; the id of their file.
async fn determined(world: &World) -> String {
    let number = number("19780315", 4);
    let text = format!("姓名,身份证号,退休类别,认定类别,认定日期\n李秀英,{number},女50,C1.1,2025-05-20\n");
    let import = Import {
        kind: Kind::People,
        name: "people.csv".to_owned(),
        bytes: text.into_bytes(),
        reading: Reading::default(),
        agency: Some(STATION.parse().expect("a code")),
        by: By::Console("console".to_owned()),
        dry_run: false,
        skip_bad: false,
    };
    let report = world.app.import(&import, &|_, _| {}).await.expect("a register");
    assert_eq!(report.added, 1, "{:?}", report.faults);
    let rows = world.app.store().register_page(("", ""), "completed", 10).await.expect("a page");
    rows.people[0].id.clone()
}

fn job(world: &World) -> Value {
    let start = world.app.today().saturating_sub(35.days());
    json!({
        "kind": "employed", "employer": "松江紙品廠", "start": start.to_string(),
        "contract": "open", "insurance": ["pension"], "pay": 250_000, "lives_alone": false,
    })
}

/// Somebody at work for five weeks.
async fn working(world: &World, station: &Program) -> String {
    let person = determined(world).await;
    let done = station.post(&format!("/people/{person}/employments"), &job(world)).await.is(201);
    assert_eq!((&done.json["employment"], &done.json["followed"]), (&json!(1), &json!(true)));
    person
}

fn visit(world: &World, person: &str, paid: &str) -> Value {
    json!({
        "person": person, "employment": 1, "month": 1, "target": "family",
        "at": world.app.local(world.app.now()), "manner": "on_the_spot", "place": "at home",
        "answers": { "family_employed": "yes", "family_there": "yes", "family_paid": paid, "family_care": "no" },
        "policies": ["hiring"],
    })
}

async fn deliver(station: &Program, key: &str, body: &Value) -> Answer {
    let request = Request::post("/api/v1/visits").header("idempotency-key", key);
    station.send(request, Body::from(body.to_string())).await
}

#[tokio::test]
async fn a_job_opens_visits_that_are_listed_until_they_are_delivered() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let person = working(&world, &station).await;
    let owed = station.get("/follow-ups").await.is(200);
    assert_eq!(owed.json["items"].as_array().map(Vec::len), Some(9));
    assert_eq!(owed.json["items"][0]["employer"], "松江紙品廠");
    assert!(!owed.text.contains("19780315"), "numbers are masked");
    let late = station.get("/follow-ups?due=late").await.is(200);
    assert_eq!(late.json["items"].as_array().map(Vec::len), Some(3));
    station.get("/follow-ups?due=soon").await.is(422);
    deliver(&station, "7c0f5f4e-0001", &visit(&world, &person, "yes")).await.is(200);
    let jobs = station.get(&format!("/people/{person}/employments")).await.is(200);
    let visits = jobs.json["employments"][0]["visits"].as_array().expect("visits");
    assert_eq!(visits.iter().filter(|visit| visit["state"] == "made").count(), 1);
    let other = world.staff("clerk", OTHER_STATION).await;
    other.get(&format!("/people/{person}/employments")).await.is(404);
    deliver(&other, "7c0f5f4e-0002", &visit(&world, &person, "yes")).await.is(404);
}

#[tokio::test]
async fn what_is_delivered_twice_gets_the_same_answer_and_what_differs_is_kept_beside_it() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let person = working(&world, &station).await;
    let (first, second) = (visit(&world, &person, "yes"), visit(&world, &person, "no"));
    let kept = deliver(&station, "7c0f5f4e-0001", &first).await.is(200);
    assert_eq!(kept.json["outcome"], "kept");
    let conflict = deliver(&station, "7c0f5f4e-0002", &second).await.is(200);
    assert_eq!(conflict.json["outcome"], "conflict");
    for (key, body, answer) in [("7c0f5f4e-0001", &first, kept), ("7c0f5f4e-0002", &second, conflict)] {
        assert_eq!(deliver(&station, key, body).await.is(200).text, answer.text);
    }
    let reused = deliver(&station, "7c0f5f4e-0001", &second).await.is(422);
    assert_eq!(reused.json["reason"], "key_used");
}

#[tokio::test]
async fn a_device_is_told_what_it_has_to_mend() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let person = working(&world, &station).await;
    let body = visit(&world, &person, "yes");
    deliver(&station, "short", &body).await.is(400);
    let mut ahead = body.clone();
    ahead["at"] = json!(world.app.local(world.app.now() + jiff::SignedDuration::from_hours(24)));
    let refused = deliver(&station, "7c0f5f4e-0003", &ahead).await.is(422);
    assert_eq!(
        (&refused.json["reason"], &refused.json["article"]),
        (&json!("visit_in_future"), &json!("B4.1"))
    );
    let mut silent = body.clone();
    silent["answers"] = json!({ "family_paid": "perhaps" });
    let refused = deliver(&station, "7c0f5f4e-0003", &silent).await.is(422);
    let faults = refused.json["faults"].as_array().expect("faults");
    assert_eq!(faults.len(), 4, "{}", refused.text);
    assert!(faults.iter().any(|fault| fault["question"] == "family_paid" && fault["fault"] == "wrong-kind"));
    // Nothing was written: the same id is free for what is mended.
    deliver(&station, "7c0f5f4e-0003", &body).await.is(200);
}

#[tokio::test]
async fn a_job_is_registered_once_with_its_key() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let person = determined(&world).await;
    let address = format!("/api/v1/people/{person}/employments");
    let send = || Request::post(&address).header("idempotency-key", "one");
    let first = station.send(send(), Body::from(job(&world).to_string())).await.is(201);
    let again = station.send(send(), Body::from(job(&world).to_string())).await.is(201);
    assert_eq!(first.text, again.text);
    let known = station.post(&format!("/people/{person}/employments"), &job(&world)).await.is(422);
    assert_eq!(known.json["reason"], "same_job");
    let mut faulty = job(&world);
    faulty["kind"] = json!("elsewhere");
    faulty["start"] = json!("2026-13-01");
    let faults = station.post(&format!("/people/{person}/employments"), &faulty).await.is(422).faults();
    assert!(!faults.is_empty(), "{faults:?}");
}
