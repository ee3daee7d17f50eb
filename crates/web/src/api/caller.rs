//! Who calls, and what the headers of a write must say.

use axum::extract::{FromRequestParts, Path};
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, HeaderMap, IF_MATCH, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use data_encoding::HEXLOWER;
use leye_app::AppError;
use leye_app::application::Key;
use leye_domain::id::{CaseId, PersonId, VisitKey};
use leye_domain::staff::Staff;
use sha2::{Digest, Sha256};

use super::problem::Problem;
use crate::Web;
use crate::words::{Lang, accepted};

/// Name of the header that makes a repeated write safe.
pub(super) const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
/// The longest idempotency key, in characters.
const LONGEST_KEY: usize = 100;

/// The language that a program wants its sentences in.
pub(super) fn language(headers: &HeaderMap) -> Lang {
    accepted(text(headers, ACCEPT_LANGUAGE.as_str()).unwrap_or_default())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim)
}

/// A member of staff whose program calls.
pub(crate) struct Caller {
    pub web: Web,
    pub lang: Lang,
    pub staff: Staff,
}

impl Caller {
    /// A use case that did not happen, as a problem in the caller's language.
    pub(super) fn problem(&self, error: AppError) -> Problem {
        Problem::of(&self.web.app, self.lang, error)
    }

    /// The idempotency key with the hash of the request that it stands for.
    pub(super) fn key(&self, sent: &SentKey, address: &str, body: &[u8]) -> Key {
        let mut hash = Sha256::new();
        hash.update(address.as_bytes());
        hash.update(b"\n");
        hash.update(body);
        Key {
            user: self.staff.user.as_str().to_owned(),
            key: sent.0.clone(),
            request_hash: HEXLOWER.encode(&hash.finalize()),
        }
    }
}

impl FromRequestParts<Web> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Caller, Problem> {
        let lang = language(&parts.headers);
        let Some(token) = bearer(&parts.headers) else {
            return Err(unauthorized(lang, "Bearer realm=\"leye\""));
        };
        let found = web.app.api_caller(token).await.map_err(|e| Problem::of(&web.app, lang, e))?;
        let staff =
            found.ok_or_else(|| unauthorized(lang, "Bearer realm=\"leye\", error=\"invalid_token\""))?;
        Ok(Caller { web: web.clone(), lang, staff })
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = text(headers, AUTHORIZATION.as_str())?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn unauthorized(lang: Lang, challenge: &'static str) -> Problem {
    let problem = Problem::new(lang, StatusCode::UNAUTHORIZED, "unauthorized");
    problem.header(WWW_AUTHENTICATE, HeaderValue::from_static(challenge))
}

/// The case that an address names. What is no id of a case is not found.
pub(crate) struct CasePath(pub CaseId);

impl FromRequestParts<Web> for CasePath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<CasePath, Problem> {
        let path = Path::<String>::from_request_parts(parts, web).await.ok();
        let id = path.and_then(|Path(text)| CaseId::parse(&text).ok());
        id.map(CasePath)
            .ok_or_else(|| Problem::new(language(&parts.headers), StatusCode::NOT_FOUND, "not-found"))
    }
}

/// The person whom an address names. What is no id of a file is not found.
pub(crate) struct PersonPath(pub PersonId);

impl FromRequestParts<Web> for PersonPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<PersonPath, Problem> {
        let path = Path::<String>::from_request_parts(parts, web).await.ok();
        let id = path.and_then(|Path(text)| PersonId::parse(&text).ok());
        id.map(PersonPath)
            .ok_or_else(|| Problem::new(language(&parts.headers), StatusCode::NOT_FOUND, "not-found"))
    }
}

/// The idempotency key as it was sent.
pub(crate) struct SentKey(String);

impl SentKey {
    /// The key as the id of a report of a visit.
    pub(super) fn visit(&self, lang: Lang) -> Result<VisitKey, Problem> {
        let unreadable = |_| {
            let problem = Problem::new(lang, StatusCode::BAD_REQUEST, "visit-key-unreadable");
            problem.with("header", IDEMPOTENCY_KEY)
        };
        VisitKey::parse(&self.0).map_err(unreadable)
    }
}

impl FromRequestParts<Web> for SentKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<SentKey, Problem> {
        let bad = |kind| {
            let problem = Problem::new(language(&parts.headers), StatusCode::BAD_REQUEST, kind);
            Err(problem.with("header", IDEMPOTENCY_KEY))
        };
        let Some(key) = text(&parts.headers, IDEMPOTENCY_KEY).filter(|key| !key.is_empty()) else {
            return bad("key-missing");
        };
        let readable = key.len() <= LONGEST_KEY && key.bytes().all(|b| b.is_ascii_graphic());
        if readable { Ok(SentKey(key.to_owned())) } else { bad("key-unreadable") }
    }
}

/// The version of a case that the caller saw.
pub(crate) struct Seen(pub i64);

impl FromRequestParts<Web> for Seen {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Seen, Problem> {
        let bad = |status, kind| {
            Err(Problem::new(language(&parts.headers), status, kind).with("header", "If-Match"))
        };
        match text(&parts.headers, IF_MATCH.as_str()) {
            // `*` names no version, so it says no more than a missing header.
            None | Some("" | "*") => bad(StatusCode::PRECONDITION_REQUIRED, "version-missing"),
            Some(tag) => match version(tag) {
                Some(version) => Ok(Seen(version)),
                None => bad(StatusCode::BAD_REQUEST, "version-unreadable"),
            },
        }
    }
}

/// The version in `"7"`, as an `ETag` of the service says it.
fn version(tag: &str) -> Option<i64> {
    let inner = tag.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(tag);
    let digits = !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| inner.parse().ok()).flatten()
}
