//! What the agency complained of is asked: the question alone.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::{AppError, FieldFault};
use leye_domain::id::ComplaintId;

use super::fault;
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::pages::supervision::story::text;
use crate::parts::{Crumb, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, place};

#[derive(Template)]
#[template(path = "pages/complaint/question.html")]
struct QuestionPage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    version: i64,
    due: DueWords,
    facts: Vec<Fact>,
    faults: Vec<FormFault>,
    answer: Field,
}

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(id): Id<ComplaintId>) -> Result<Response, Fault> {
    page(&me, &id, &Typed::default(), &[]).await
}

/// Takes the answer.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<ComplaintId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let seen = typed.text("version").parse().unwrap_or_default();
    let words = typed.text("complaint-answer").to_owned();
    let fault = match me.web.app.answer_complaint_question(me.staff(), &id, words, seen).await {
        Ok(()) => return Ok(Redirect::to("/complaints?state=asked").into_response()),
        Err(AppError::Complaint(refusal)) => fault(&refusal, "complaint-answer"),
        Err(AppError::Stale { .. }) => FieldFault::new("complaint-answer", "changed-meanwhile"),
        Err(error) => return Err(me.fault(error)),
    };
    page(&me, &id, &typed, &[fault]).await
}

async fn page(
    me: &SignedIn,
    id: &ComplaintId,
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let question = app.complaint_question(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let moment = |at| ui.words.moment(app.rules().zone().to_datetime(at));
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let day = app.rules().zone().to_datetime(question.due).date();
    let page = QuestionPage {
        trail: vec![Crumb { href: "/complaints?state=asked".to_owned(), label: ui.t("nav-complaints") }],
        id: id.to_string(),
        version: question.version,
        due: due(app, ui.words, Some(question.due), Some(app.days_left(day))),
        facts: vec![
            fact("complaint-asking", place(app, ui.words, &question.asking)),
            fact("complaint-asked-at", moment(question.since)),
            fact("complaint-question", text(&ui, &question.words)),
        ],
        faults: maker.summary(),
        answer: maker.text("complaint-answer", true),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
