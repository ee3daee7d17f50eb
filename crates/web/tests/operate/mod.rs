//! What operators see of the web room: ids of requests, readiness, figures.

use axum::body::Body;
use axum::http::Request;
use leye_web::{Door, Metrics, Settings, router_behind};
use tower::ServiceExt;

use crate::api::office::{STATION, World, ticks};

#[tokio::test]
async fn every_answer_has_an_id_of_its_own() {
    let world = World::new().await;
    let stranger = world.stranger();
    let (first, second) =
        (stranger.get("/openapi.json").await.is(200), stranger.get("/nowhere").await.is(404));
    assert!(!first.header("x-request-id").is_empty());
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
}

#[tokio::test]
async fn a_closed_door_is_not_ready() {
    let world = World::new().await;
    let door = Door::default();
    let pages = router_behind(world.app.clone(), Settings::default(), door.clone());
    let status = async || {
        let request = Request::get("/ready").body(Body::empty()).expect("a request");
        pages.clone().oneshot(request).await.expect("an answer").status().as_u16()
    };
    assert_eq!(status().await, 200);
    door.close();
    assert_eq!(status().await, 503);
}

#[tokio::test]
async fn acts_and_refusals_are_counted_by_name() {
    let metrics = Metrics::install().expect("the first to collect");
    let world = World::new().await;
    let clerk = world.staff("clerk", STATION).await;
    let reviewer = world.staff("reviewer", STATION).await;
    let id = clerk.file(47).await;
    reviewer.act(&id, serde_json::json!({ "act": "forward" })).await.is(422);
    reviewer.act(&id, serde_json::json!({ "act": "pass_initial_review", "ticks": ticks() })).await;
    metrics.refresh(&world.app).await.expect("counts");
    let figures = metrics.router(world.app.clone(), Door::default());
    let request = Request::get("/metrics").body(Body::empty()).expect("a request");
    let answer = figures.oneshot(request).await.expect("an answer");
    let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
    let text = String::from_utf8(bytes.to_vec()).expect("text");
    for line in [
        "leye_acts_total{act=\"submit\",outcome=\"done\"} 1",
        "leye_acts_total{act=\"forward\",outcome=\"refused\"} 1",
        "leye_refusals_total{act=\"forward\",reason=\"not_in_this_state\"} 1",
        "route=\"/api/v1/applications/{id}/acts\",status=\"4xx\"",
        "leye_commit_seconds_count",
        "leye_commit_group_size_bucket",
        "leye_commits_waiting 0",
        "when=\"open\"} 1",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}
