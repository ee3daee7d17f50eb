//! Keeps photos and scans at the counter. What cannot be kept is told; the others are kept.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::paper::ToKeep;
use leye_domain::id::CaseId;

use super::keep_each;
use crate::fault::Fault;
use crate::guard::{Id, SignedIn};
use crate::pages::paper::list::{Shown, page};
use crate::upload;

/// Keeps them, and goes back to the papers of the case.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<CaseId>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    let form = form.map_err(|error| me.fault(error.status()))?;
    let app = &me.web.app;
    let most = app.most_of_a_scan();
    let (typed, files) = upload::read(&me, form, most).await?;
    let words = me.ui().await.words;
    let proves = typed.all("proof");
    let signed = Some(typed.text("signed").to_owned()).filter(|code| !code.is_empty());
    let keep = |scan: ToKeep| {
        let (title, proves) = (typed.text("scan-title").to_owned(), proves.iter().cloned().collect());
        app.keep_scan(me.staff(), &id, ToKeep { title, proves, signed: signed.clone(), ..scan })
    };
    let (kept, faults) = keep_each(words, files, most, keep).await.map_err(|e| me.fault(e))?;
    if faults.is_empty() {
        return Ok(Redirect::to(&format!("/applications/{id}/papers?kept={kept}")).into_response());
    }
    page(&me, &id, Shown { typed: Some(&typed), faults, kept, ..Shown::default() }).await
}
