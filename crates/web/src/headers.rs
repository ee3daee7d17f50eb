//! Headers of every answer: a strict content security policy and no caching of pages.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::Settings;

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A year, in which browsers come over TLS only.
const TLS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// What an answer has to do with frames; an extension of it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Frames {
    /// The page shows a paper of ours in a frame.
    Shows,
    /// The paper is shown in a frame of ours.
    Shown,
}

/// Adds them.
pub(crate) async fn add(State(settings): State<Settings>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let frames = response.extensions().get::<Frames>().copied();
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &'static str); 6] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(frames) = frames {
        let policy = match frames {
            Frames::Shows => format!("{POLICY}; frame-src 'self'"),
            Frames::Shown => {
                headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
                // A browser shows a PDF by a page of its own, which frames the file once more.
                "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-src 'self'; \
                 object-src 'self'; frame-ancestors 'self'"
                    .to_owned()
            }
        };
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    if settings.secure_cookies {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TLS_ONLY);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
