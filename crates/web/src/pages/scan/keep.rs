//! Keeps photos and scans at the counter. What cannot be kept is told; the others are kept.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::response::{IntoResponse, Redirect, Response};
use leye_domain::id::CaseId;

use super::{refused, to_keep, unread};
use crate::fault::Fault;
use crate::guard::{Id, SignedIn};
use crate::pages::paper::list::{Shown, page};
use crate::parts::FormFault;
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
    let (mut faults, mut kept) = (Vec::new(), 0);
    if files.is_empty() {
        faults.push(FormFault { name: "file".to_owned(), text: words.t("scan-fault-none") });
    }
    for file in files {
        if let Some(why) = file.refused {
            faults.push(unread(words, &file, why, most));
            continue;
        }
        let name = file.name.clone();
        let mut scan = to_keep(file);
        typed.text("scan-title").clone_into(&mut scan.title);
        scan.proves = proves.iter().cloned().collect();
        scan.signed.clone_from(&signed);
        let result = app.keep_scan(me.staff(), &id, scan).await;
        match result {
            Ok(_) => kept += 1,
            Err(error) => match refused(words, &name, &error) {
                Some(fault) => faults.push(fault),
                None => return Err(me.fault(error)),
            },
        }
    }
    if faults.is_empty() {
        return Ok(Redirect::to(&format!("/applications/{id}/papers?kept={kept}")).into_response());
    }
    page(&me, &id, Shown { typed: Some(&typed), faults, kept, ..Shown::default() }).await
}
