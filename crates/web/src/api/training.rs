//! The clock of a training service.

use std::collections::VecDeque;
use std::sync::Arc;

use axum::extract::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use leye_app::AppError;
use leye_app::application::Key;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use utoipa::ToSchema;

use super::answer;
use super::body::Body;
use super::caller::{Caller, SentKey};
use super::problem::Problem;

/// First answers are remembered for this many requests; a clock is moved by hand.
const MOST: usize = 200;

/// The first answers to moves of the clock. They live as long as the service: nothing of
/// the clock is part of a case, so there is no commit that could carry them.
#[derive(Clone, Default)]
pub(super) struct FirstAnswers(Arc<Mutex<VecDeque<(Key, String)>>>);

/// Where the clock is to stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClockBody {
    /// The instant, with its offset; never before the present one.
    #[schema(value_type = String, format = DateTime, example = "2026-11-05T09:00:00+08:00")]
    now: Timestamp,
}

/// Where the clock stands.
#[derive(Serialize, ToSchema)]
struct ClockMoved {
    /// The instant.
    #[schema(format = DateTime)]
    now: String,
    /// Cases that moved on by themselves because a period ran out on the way.
    settled: usize,
}

/// Moves the clock of a training service.
///
/// Forward only, and only where the service was started with `--training`. Periods that
/// run out on the way have their effect.
#[utoipa::path(
    post,
    path = "/api/v1/training/clock",
    operation_id = "move_clock",
    tag = "training",
    params(
        ("Idempotency-Key" = String, Header, description = "A name of this request, up to 100 visible characters. The same key with the same body gets the first answer again."),
    ),
    request_body(content = ClockBody, description = "Where the clock is to stand"),
    responses((status = 200, description = "Moved", body = ClockMoved))
)]
pub(crate) async fn send(
    caller: Caller,
    Extension(FirstAnswers(first)): Extension<FirstAnswers>,
    sent: SentKey,
    body: Body<ClockBody>,
) -> Result<Response, Problem> {
    let key = caller.key(&sent, "POST /training/clock", &body.bytes);
    let mut first = first.lock().await;
    let known = first.iter().find(|(known, _)| known.user == key.user && known.key == key.key);
    if let Some((known, text)) = known {
        let same = known.request_hash == key.request_hash;
        let text = same.then(|| text.clone()).ok_or_else(|| caller.problem(AppError::KeyReused))?;
        return Ok(answer::body(StatusCode::OK, text));
    }
    let app = &caller.web.app;
    let settled = app.move_clock(body.value.now).await.map_err(|e| caller.problem(e))?;
    let moved = ClockMoved { now: app.local(app.now()), settled };
    let text = serde_json::to_string(&moved).map_err(|e| caller.problem(AppError::Rules(e.to_string())))?;
    if first.len() == MOST {
        first.pop_front();
    }
    first.push_back((key, text.clone()));
    Ok(answer::body(StatusCode::OK, text))
}
