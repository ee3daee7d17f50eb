//! A photo of a visit.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use leye_domain::id::PersonId;

use crate::fault::Fault;
use crate::guard::{Id, SignedIn};

/// Gives it. What was kept is a JPEG, a PNG or a PDF, told by how it begins.
pub(crate) async fn show(me: SignedIn, Id((id, digest)): Id<(PersonId, String)>) -> Result<Response, Fault> {
    let bytes = me.web.app.visit_photo(me.staff(), &id, &digest).await.map_err(|e| me.fault(e))?;
    let media = match bytes.get(..4) {
        Some(b"%PDF") => "application/pdf",
        Some([0x89, b'P', b'N', b'G']) => "image/png",
        _ => "image/jpeg",
    };
    let private = (header::CACHE_CONTROL, "private, no-store");
    Ok(([(header::CONTENT_TYPE, media), private], bytes).into_response())
}
