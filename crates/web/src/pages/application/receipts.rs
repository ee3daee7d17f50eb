//! The receipts of the reviews of a case, to take away.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use leye_domain::id::CaseId;

use crate::fault::Fault;
use crate::guard::{Id, SignedIn};

/// One file for one receipt, else a list of them.
pub(crate) async fn download(me: SignedIn, Id(id): Id<CaseId>) -> Result<Response, Fault> {
    let receipts = me.web.app.review_receipts(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let text = match receipts.as_slice() {
        [only] => serde_json::to_string_pretty(only),
        all => serde_json::to_string_pretty(all),
    };
    let name = format!("attachment; filename=\"{id}-receipts.json\"");
    let head = [(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((head, text.unwrap_or_default()).into_response())
}
