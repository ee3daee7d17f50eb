//! What did not go, as `application/problem+json` (RFC 9457): what is wrong, where, and
//! what to do next, in the caller's language. Nothing of what was sent is repeated but
//! the names of fields, so that no personal data get into an error.

use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, HeaderMap, HeaderName, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use leye_app::{App, AppError, FieldFault};
use leye_domain::case::{Reason, Refusal};
use leye_domain::employment::EmploymentRefusal;
use serde_json::{Map, Value, json};

use super::caller::language;
use crate::form::Typed;
use crate::pages::application::reason;
use crate::pages::employment::reason as employment_reason;
use crate::parts::Maker;
use crate::words::{Lang, Words};

/// A problem on its way to the caller. Boxed because it is rare.
#[derive(Debug)]
pub(crate) struct Problem(Box<Told>);

#[derive(Debug)]
struct Told {
    status: StatusCode,
    lang: Lang,
    members: Map<String, Value>,
    headers: HeaderMap,
}

impl Problem {
    /// A problem of a kind; its title and detail are the words `api-KIND-title` and
    /// `api-KIND-detail`.
    pub(super) fn new(lang: Lang, status: StatusCode, kind: &str) -> Problem {
        let words = Words::of(lang);
        let mut members = Map::new();
        members.insert("type".to_owned(), json!(format!("urn:leye:problem:{kind}")));
        members.insert("title".to_owned(), json!(words.t(&format!("api-{kind}-title"))));
        members.insert("status".to_owned(), json!(status.as_u16()));
        members.insert("detail".to_owned(), json!(words.t(&format!("api-{kind}-detail"))));
        Problem(Box::new(Told { status, lang, members, headers: HeaderMap::new() }))
    }

    /// The same with one more member, or another detail.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Problem {
        self.0.members.insert(name.to_owned(), value.into());
        self
    }

    /// The same with one more header.
    pub(super) fn header(mut self, name: HeaderName, value: HeaderValue) -> Problem {
        self.0.headers.insert(name, value);
        self
    }

    /// A use case that did not happen.
    pub(super) fn of(app: &App, lang: Lang, error: AppError) -> Problem {
        match error {
            AppError::NotFound => Problem::new(lang, StatusCode::NOT_FOUND, "not-found"),
            AppError::Forbidden { .. } => Problem::new(lang, StatusCode::FORBIDDEN, "forbidden"),
            AppError::NotTraining => Problem::new(lang, StatusCode::FORBIDDEN, "not-training"),
            AppError::Refused(refusal) => refused(app, lang, &refusal),
            // No address of the API reaches the drafts of packs.
            AppError::Draft(_)
            | AppError::Assistance(_)
            | AppError::NameSeal(_)
            | AppError::Paper(_)
            | AppError::Registration(_)
            | AppError::Household(_)
            | AppError::Problem(_)
            | AppError::Complaint(_)
            | AppError::Contact(_)
            | AppError::Rating(_)
            | AppError::Supervision(_)
            | AppError::Campaign(_)
            | AppError::Relocation(_)
            | AppError::Docket(_)
            | AppError::Form(_)
            | AppError::Intake(_) => Problem::new(lang, StatusCode::UNPROCESSABLE_ENTITY, "refused"),
            AppError::Work(refusal) => work_refused(app, lang, &refusal),
            AppError::Stale { current, since } => Problem::new(lang, StatusCode::CONFLICT, "stale")
                .with("current_version", Some(current).filter(|version| *version > 0))
                .with("since", since),
            AppError::Invalid(faults) => {
                let faults = faults.iter().map(|fault| field_fault(lang, fault, &fault.field)).collect();
                Problem::faulty(lang, faults)
            }
            AppError::KeyReused => Problem::new(lang, StatusCode::UNPROCESSABLE_ENTITY, "key-reused"),
            AppError::Erased => Problem::new(lang, StatusCode::GONE, "erased"),
            AppError::SignInFailed => Problem::new(lang, StatusCode::UNAUTHORIZED, "unauthorized"),
            error if error.is_away() => {
                tracing::error!(%error, "an answer could not be given");
                let problem = Problem::new(lang, StatusCode::SERVICE_UNAVAILABLE, "storage-away");
                problem.header(RETRY_AFTER, HeaderValue::from_static("5"))
            }
            error if error.is_full() => {
                tracing::error!(%error, "an answer could not be given");
                Problem::new(lang, StatusCode::INSUFFICIENT_STORAGE, "storage-full")
            }
            AppError::Replayed(_) | AppError::Rules(_) | AppError::Store(_) => {
                tracing::error!(%error, "an answer could not be given");
                Problem::new(lang, StatusCode::INTERNAL_SERVER_ERROR, "failed")
            }
        }
    }

    /// Faults of fields.
    pub(super) fn faulty(lang: Lang, faults: Vec<Value>) -> Problem {
        Problem::new(lang, StatusCode::UNPROCESSABLE_ENTITY, "faulty").with("faults", faults)
    }

    /// A fault of one field of an address.
    pub(super) fn of_field(lang: Lang, field: &str, code: &str) -> Problem {
        Problem::faulty(lang, vec![field_fault(lang, &FieldFault::new(field, code), field)])
    }
}

/// A fault of a field, in words; `path` is where the field stands in the body.
pub(super) fn field_fault(lang: Lang, fault: &FieldFault, path: &str) -> Value {
    let typed = Typed::default();
    let maker = Maker { words: Words::of(lang), typed: &typed, faults: std::slice::from_ref(fault) };
    json!({ "field": path, "code": fault.code, "detail": maker.error(&fault.field) })
}

fn refused(app: &App, lang: Lang, refusal: &Refusal) -> Problem {
    let mut problem = Problem::new(lang, StatusCode::UNPROCESSABLE_ENTITY, "refused")
        .with("detail", reason::words(app, Words::of(lang), &refusal.reason))
        .with("from", refusal.from.map(|state| state.as_str()))
        .with("act", refusal.act.as_str())
        .with("article", refusal.article);
    for (name, value) in reason_members(app, &refusal.reason) {
        problem = problem.with(&name, value);
    }
    problem
}

/// Why nothing was done about a job or its follow-up, with what a device has to mend.
fn work_refused(app: &App, lang: Lang, refusal: &EmploymentRefusal) -> Problem {
    let mut problem = Problem::new(lang, StatusCode::UNPROCESSABLE_ENTITY, "refused")
        .with("detail", employment_reason::words(app, Words::of(lang), refusal))
        .with("article", refusal.article());
    if let Ok(Value::Object(members)) = serde_json::to_value(refusal) {
        for (name, value) in members {
            problem = problem.with(if name == "code" { "reason" } else { &name }, value);
        }
    }
    problem
}

/// A reason as `reason` and what it carries, such as `needs`, `until` or `faults`.
pub(super) fn reason_members(app: &App, reason: &Reason) -> Map<String, Value> {
    let Ok(Value::Object(mut members)) = serde_json::to_value(reason) else { return Map::new() };
    let code = members.remove("code").unwrap_or_default();
    members.insert("reason".to_owned(), code);
    if let Reason::NoticeStillHangs { until } = reason {
        members.insert("until".to_owned(), json!(app.local(*until)));
    }
    members
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let told = *self.0;
        let mut response = (told.status, Value::Object(told.members).to_string()).into_response();
        let headers = response.headers_mut();
        headers.extend(told.headers);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(told.lang.as_str()));
        response
    }
}

/// Answers an address that does not exist.
pub(super) async fn no_such_address(headers: HeaderMap) -> Problem {
    Problem::new(language(&headers), StatusCode::NOT_FOUND, "not-found")
}

/// Answers a method that an address does not have.
pub(super) async fn wrong_method(headers: HeaderMap) -> Problem {
    Problem::new(language(&headers), StatusCode::METHOD_NOT_ALLOWED, "wrong-method")
}
