//! Answers to what went well. The answer to a write is the one that was stored with it,
//! so that a repetition gets the same bytes.

use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use leye_app::AppError;
use leye_app::application::Key;
use serde::Serialize;
use serde_json::Value;

use super::caller::Caller;
use super::problem::Problem;

/// A document, with the version as its tag where it is one case.
pub(super) fn json(document: &impl Serialize, version: Option<i64>) -> Response {
    let Ok(text) = serde_json::to_string(document) else {
        tracing::error!("an answer could not be written");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = body(StatusCode::OK, text);
    tag(&mut response, version);
    response
}

/// The answer to a write: that of the first request with the key.
pub(super) async fn first(
    caller: &Caller,
    county: &str,
    key: &Key,
    done: Result<(), AppError>,
) -> Result<Response, Problem> {
    let (status, text) = match done {
        Ok(()) => stored(caller, county, key).await?,
        Err(AppError::Replayed(stored)) => (stored.status, stored.answer),
        Err(error) => return Err(caller.problem(error)),
    };
    let status = u16::try_from(status).ok().and_then(|code| StatusCode::from_u16(code).ok());
    Ok(outline(status.unwrap_or(StatusCode::OK), text))
}

async fn stored(caller: &Caller, county: &str, key: &Key) -> Result<(i64, String), Problem> {
    let found = caller.web.app.store().idempotent(county, &key.user, &key.key).await;
    let stored = found.map_err(|error| caller.problem(AppError::Store(error)))?;
    let lost = || caller.problem(AppError::Rules("the answer to a request was not stored".to_owned()));
    let stored = stored.ok_or_else(lost)?;
    Ok((stored.status, stored.answer))
}

/// The outline of a case, with its version as tag and, when it is new, where it is.
fn outline(status: StatusCode, text: String) -> Response {
    let outline: Value = serde_json::from_str(&text).unwrap_or_default();
    let mut response = body(status, text);
    tag(&mut response, outline.get("version").and_then(Value::as_i64));
    let id = outline.get("id").and_then(Value::as_str).filter(|_| status == StatusCode::CREATED);
    if let Some(place) = id.and_then(|id| HeaderValue::from_str(&format!("/api/v1/applications/{id}")).ok()) {
        response.headers_mut().insert(LOCATION, place);
    }
    response
}

/// A text that is JSON already.
pub(super) fn body(status: StatusCode, text: String) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], text).into_response()
}

fn tag(response: &mut Response, version: Option<i64>) {
    let value = version.and_then(|version| HeaderValue::from_str(&format!("\"{version}\"")).ok());
    if let Some(value) = value {
        response.headers_mut().insert(ETAG, value);
    }
}
