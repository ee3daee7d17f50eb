//! Style sheet, script and seal: compiled in, named with their hash, cached for ever.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
// The fonts of printed papers are embedded by the room that prints them.
#[exclude = "fonts/*"]
struct Dist;

/// Name to address with hash.
static ADDRESSES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    Dist::iter()
        .filter_map(|name| {
            let file = Dist::get(&name)?;
            let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(&file.data)[..6]);
            Some((name.to_string(), format!("/assets/{hash}/{name}")))
        })
        .collect()
});

/// The address of a file of `ui/dist`.
pub(crate) fn address(name: &str) -> String {
    ADDRESSES.get(name).cloned().unwrap_or_else(|| format!("/assets/0/{name}"))
}

/// The text of a file of `ui/dist`.
pub(crate) fn text(name: &str) -> Option<String> {
    String::from_utf8(Dist::get(name)?.data.into_owned()).ok()
}

/// Serves a file.
pub(crate) async fn serve(Path((_, name)): Path<(String, String)>) -> Response {
    let Some(file) = Dist::get(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    };
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, file.data.into_owned()).into_response()
}
