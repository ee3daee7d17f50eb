//! What the page asks for before it takes anything along: its worker, who is signed in, and
//! whether a password is theirs.

use axum::Json;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::assets;
use crate::fault::Fault;
use crate::form::Typed;
use crate::guard::{Problem, SignedIn};
use crate::pages::notice::object::From;
use crate::words::Words;

/// The worker that keeps the page. It answers for the page, which lies above it.
pub(crate) async fn worker() -> Response {
    let Some(script) = assets::text("round-worker.js") else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        // Asked anew each time: a worker that is kept would keep an old page.
        (header::CACHE_CONTROL, "no-cache"),
        (HeaderName::from_static("service-worker-allowed"), "/round"),
    ];
    (headers, script).into_response()
}

/// By which a telephone puts the page among its programs.
pub(crate) async fn manifest(visitor: crate::guard::Visitor) -> Response {
    let words = Words::of(visitor.lang);
    let manifest = json!({
        "name": words.t("round-program"),
        "short_name": words.t("product-name"),
        "lang": visitor.lang.as_str(),
        "start_url": "/round",
        "scope": "/round",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#14423a",
        "icons": [{ "src": assets::address("seal.svg"), "type": "image/svg+xml", "sizes": "any" }],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], manifest.to_string()).into_response()
}

/// Who is signed in, with the token that what they send must carry.
pub(crate) async fn session(me: SignedIn) -> Response {
    Json(json!({ "user": me.staff().user.as_str(), "csrf": me.session.csrf })).into_response()
}

/// Whether this is the password of who is signed in: what they take along is locked with it.
pub(crate) async fn password(
    me: SignedIn,
    From(from): From,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    if !me.web.limits.may_sign_in(me.staff().user.as_str(), from) {
        return Err(me.fault(Problem::TooOften));
    }
    let right = me.web.app.is_password(me.staff(), typed.raw("password")).await.map_err(|e| me.fault(e))?;
    Ok(Json(json!({ "right": right })).into_response())
}
