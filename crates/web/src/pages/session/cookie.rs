//! The cookies: who is signed in, which language, and which browser a public form is in.

use axum::http::HeaderValue;
use axum::http::header::{HeaderName, SET_COOKIE};
use data_encoding::BASE64URL_NOPAD;

use crate::Settings;
use crate::guard::{LANGUAGE, SESSION, VISITOR, Visitor};
use crate::words::Lang;

/// A year in seconds.
const YEAR: u32 = 365 * 24 * 60 * 60;

/// A header that sets a cookie.
pub(crate) type Set = (HeaderName, HeaderValue);

/// The cookie of a sign-in; it ends with the browser, or before when the session does.
pub(crate) fn session(token: &str, settings: Settings) -> Set {
    set(SESSION, token, None, settings)
}

/// Takes the cookie of a sign-in away.
pub(crate) fn signed_out(settings: Settings) -> Set {
    set(SESSION, "", Some(0), settings)
}

/// The cookie of the chosen language.
pub(crate) fn language(lang: Lang, settings: Settings) -> Set {
    set(LANGUAGE, lang.as_str(), Some(YEAR), settings)
}

/// Gives a visitor an id where they have none, so that the forms of the page can carry a
/// token. The answer must carry the cookie.
pub(crate) fn introduce(visitor: &mut Visitor) -> Option<Set> {
    if visitor.id.is_some() {
        return None;
    }
    let id = BASE64URL_NOPAD.encode(&visitor.web.app.random_key());
    let cookie = set(VISITOR, &id, None, visitor.web.settings);
    visitor.id = Some(id);
    Some(cookie)
}

fn set(name: &str, value: &str, seconds: Option<u32>, settings: Settings) -> Set {
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let secure = if settings.secure_cookies { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}");
    (SET_COOKIE, HeaderValue::from_str(&text).expect("tokens and language tags are plain ASCII"))
}
