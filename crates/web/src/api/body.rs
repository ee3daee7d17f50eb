//! Reading a body: bounded, UTF-8, JSON, of the described shape, all faults at once.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::caller::language;
use super::problem::Problem;
use super::shape::{self, ShapeFault};
use crate::Web;
use crate::words::{Lang, Words};

/// A body, with the bytes it came as.
pub(crate) struct Body<T> {
    pub value: T,
    pub bytes: Bytes,
}

impl<T: DeserializeOwned + ToSchema> FromRequest<Web> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Body<T>, Problem> {
        let lang = language(request.headers());
        let bytes = Bytes::from_request(request, web).await.map_err(|rejection| {
            match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => {
                    Problem::new(lang, StatusCode::PAYLOAD_TOO_LARGE, "too-large")
                }
                _ => Problem::new(lang, StatusCode::BAD_REQUEST, "cut-off"),
            }
        })?;
        let value = read(lang, &bytes)?;
        Ok(Body { value, bytes })
    }
}

fn read<T: DeserializeOwned + ToSchema>(lang: Lang, bytes: &[u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let problem = Problem::new(lang, StatusCode::BAD_REQUEST, "not-utf8");
        problem.with("place", json!({ "byte": error.valid_up_to() + 1 }))
    })?;
    // The message of the reader may hold what was sent, so only the place is told.
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let problem = Problem::new(lang, StatusCode::BAD_REQUEST, "not-json");
        problem.with("place", json!({ "line": error.line(), "column": error.column() }))
    })?;
    let faults = shape::faults(&T::name(), &value);
    if !faults.is_empty() {
        return Err(misshapen(lang, &faults));
    }
    serde_json::from_value(value).map_err(|_| Problem::new(lang, StatusCode::BAD_REQUEST, "malformed"))
}

/// A body of another shape is 400; one of the right shape with values that cannot be is
/// 422, like every fault of a field.
fn misshapen(lang: Lang, faults: &[ShapeFault]) -> Problem {
    let words = Words::of(lang);
    let told: Vec<Value> = faults.iter().map(|fault| fault.json(words)).collect();
    let unknown: Vec<&str> =
        faults.iter().filter(|f| f.code == "unknown-field").map(|f| f.path.as_str()).collect();
    let mut problem = if faults.iter().any(ShapeFault::is_structural) {
        Problem::new(lang, StatusCode::BAD_REQUEST, "malformed").with("faults", told)
    } else {
        Problem::faulty(lang, told)
    };
    if !unknown.is_empty() {
        problem = problem.with("unknown_fields", unknown);
    }
    if let Some(acts) = faults.iter().find(|fault| fault.code == "unknown-act") {
        problem =
            problem.with("detail", words.t("api-fault-unknown-act")).with("acts", acts.data["acts"].clone());
    }
    problem
}
