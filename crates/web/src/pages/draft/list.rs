//! Every draft, and the upload of another one.

use askama::Template;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::draft::Uploaded;
use leye_app::{AppError, FieldFault};
use leye_pack::Diagnostic;

use super::{progress, receive, refusal};
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::parts::{Field, FormFault, Maker};
use crate::ui::Ui;

struct Row {
    href: String,
    number: u32,
    pack: String,
    note: String,
    by: String,
    at: String,
    status: String,
    kind: &'static str,
}

/// A fault of an upload.
struct Wrong {
    place: String,
    message: String,
    remedy: String,
}

#[derive(Template)]
#[template(path = "pages/draft/list.html")]
struct DraftsPage {
    ui: Ui,
    faults: Vec<FormFault>,
    rows: Vec<Row>,
    may_keep: bool,
    file: Field,
    note: Field,
    wrong: Vec<Wrong>,
    wrong_count: String,
}

/// Shows the list.
pub(crate) async fn show(me: SignedIn) -> Result<Response, Fault> {
    page(&me, &Typed::default(), &[], Vec::new(), Vec::new(), StatusCode::OK).await
}

/// Takes in a draft.
pub(crate) async fn send(
    me: SignedIn,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    let form = form.map_err(|error| me.fault(error.status()))?;
    let (typed, file) = receive::small(&me, form, leye_app::draft::MOST_PACKED).await?;
    let bad = StatusCode::UNPROCESSABLE_ENTITY;
    if file.is_empty() {
        let missing = [FieldFault::new("pack", "missing")];
        return page(&me, &typed, &missing, Vec::new(), Vec::new(), bad).await;
    }
    match me.web.app.upload_draft(me.staff(), file, typed.text("draft_note")).await {
        Ok(Uploaded::Draft(number)) => Ok(Redirect::to(&format!("/rules/drafts/{number}")).into_response()),
        Ok(Uploaded::Faults(wrong)) => page(&me, &typed, &[], Vec::new(), wrong, bad).await,
        Err(AppError::Draft(why)) => {
            let above = FormFault { name: "pack".to_owned(), text: refusal(me.ui().await.words, &why) };
            page(&me, &typed, &[], vec![above], Vec::new(), bad).await
        }
        Err(AppError::Invalid(faults)) => page(&me, &typed, &faults, Vec::new(), Vec::new(), bad).await,
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(
    me: &SignedIn,
    typed: &Typed,
    faults: &[FieldFault],
    mut above: Vec<FormFault>,
    wrong: Vec<Diagnostic>,
    status: StatusCode,
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let list = app.drafts(me.staff()).await.map_err(|error| me.fault(error))?;
    let ui = me.ui().await;
    let make = Maker { words: ui.words, typed, faults };
    let rows = list.drafts.iter().map(|draft| {
        let (status, kind) = progress(&ui, draft, list.in_force, app.today());
        Row {
            href: format!("/rules/drafts/{}", draft.number),
            number: draft.number,
            pack: draft.facts.pack.clone(),
            note: draft.facts.note.clone(),
            by: app.staff_name(draft.uploaded.by.as_str()),
            at: ui.words.moment(app.rules().zone().to_datetime(draft.uploaded.at)),
            status,
            kind,
        }
    });
    let rows = rows.collect();
    let wrong_count = ui.words.count("draft-wrong-count", i64::try_from(wrong.len()).unwrap_or(i64::MAX));
    if !wrong.is_empty() {
        above.push(FormFault { name: "pack".to_owned(), text: wrong_count.clone() });
    }
    above.extend(make.summary());
    let page = DraftsPage {
        rows,
        may_keep: list.may_keep,
        file: make.text("pack", true),
        note: make.text("draft_note", false),
        wrong: wrong.into_iter().map(told).collect(),
        wrong_count,
        faults: above,
        ui,
    };
    Ok((status, render(&page)).into_response())
}

fn told(fault: Diagnostic) -> Wrong {
    let place = if fault.file.is_empty() {
        String::new()
    } else {
        format!("{}:{}:{}", fault.file, fault.line, fault.column)
    };
    Wrong { place, message: fault.message, remedy: fault.remedy }
}
