//! Withdraws a paper, with the reason.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::paper::grouped;
use leye_app::{AppError, FieldFault};
use leye_domain::id::CaseId;
use leye_domain::paper::PaperRefusal;

use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, Problem, SignedIn};
use crate::parts::{Crumb, Field, FormFault, Maker};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "pages/paper/withdraw.html")]
struct WithdrawPage {
    ui: Ui,
    trail: Vec<Crumb>,
    list: String,
    action: String,
    title: String,
    code: String,
    faults: Vec<FormFault>,
    reason: Field,
}

/// Asks why.
pub(crate) async fn form(me: SignedIn, Id((id, code)): Id<(CaseId, String)>) -> Result<Response, Fault> {
    page(&me, &id, &code, &Typed::default(), &[]).await
}

/// Withdraws it.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, code)): Id<(CaseId, String)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    match me.web.app.withdraw_paper(me.staff(), &id, &code, typed.text("paper-reason")).await {
        Ok(()) | Err(AppError::Paper(PaperRefusal::DoneBefore)) => {
            Ok(Redirect::to(&format!("/applications/{id}/papers")).into_response())
        }
        Err(AppError::Paper(PaperRefusal::Missing { .. })) => {
            page(&me, &id, &code, &typed, &[FieldFault::new("paper-reason", "missing")]).await
        }
        Err(AppError::Paper(PaperRefusal::TooLong { .. })) => {
            page(&me, &id, &code, &typed, &[FieldFault::new("paper-reason", "text-too-long")]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(
    me: &SignedIn,
    id: &CaseId,
    code: &str,
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Response, Fault> {
    let papers = me.web.app.papers(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let paper = papers.issued.get(code).ok_or_else(|| me.fault(Problem::NotFound))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let list = format!("/applications/{id}/papers");
    let page = WithdrawPage {
        trail: vec![
            Crumb { href: format!("/applications/{id}"), label: id.to_string() },
            Crumb { href: list.clone(), label: ui.t("papers-title") },
        ],
        action: format!("{list}/{code}/withdraw"),
        list,
        title: ui.t(&format!("form-{}-title", paper.facts.form)),
        code: grouped(code),
        faults: maker.summary(),
        reason: maker.text("paper-reason", true),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
