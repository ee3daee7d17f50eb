//! Says whether a support is drawn that somebody may draw while at work (B4.2).

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::employment::WorkRequest;
use leye_app::{AppError, FieldFault};
use leye_domain::employment::{EmploymentAct, SupportState};
use leye_domain::id::PersonId;

use super::list::{title, trail};
use super::reason;
use crate::fault::{Fault, Problem, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::followup::support_title;
use crate::parts::{Choices, Crumb, Field, FormFault, Maker};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "pages/employment/support.html")]
struct SupportPage {
    ui: Ui,
    trail: Vec<Crumb>,
    name: String,
    masked: String,
    job: String,
    action: String,
    back: String,
    faults: Vec<FormFault>,
    which: Choices,
    state: Choices,
    note: Field,
    may_keep: bool,
}

/// The form.
pub(crate) async fn form(me: SignedIn, Id((id, number)): Id<(PersonId, u32)>) -> Result<Response, Fault> {
    page(&me, &id, number, &Typed::default(), (&[], None)).await
}

/// Writes it down.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, number)): Id<(PersonId, u32)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let support = typed.text("support-which").to_owned();
    let state = SupportState::parse(typed.text("support-state"));
    let mut faults = Vec::new();
    if support.is_empty() {
        faults.push(FieldFault::new("support-which", "not-chosen"));
    }
    if state.is_none() {
        faults.push(FieldFault::new("support-state", "not-chosen"));
    }
    let Some(state) = state.filter(|_| faults.is_empty()) else {
        return page(&me, &id, number, &typed, (&faults, None)).await;
    };
    let note = typed.text("support-note").to_owned();
    let act = EmploymentAct::NoteSupport { employment: number, support, state, note };
    let request = WorkRequest { person: id.clone(), act, seen: None, key: None };
    match me.web.app.change_work(me.staff(), request).await {
        Ok(_) => Ok(Redirect::to(&format!("/people/{id}/employments")).into_response()),
        Err(AppError::Work(refusal)) => {
            match reason::fault(refusal.clone().into(), &[("note", "support-note")]) {
                Ok(faults) => page(&me, &id, number, &typed, (&faults, None)).await,
                Err(_) => {
                    let words = reason::words(&me.web.app, me.ui().await.words, &refusal);
                    page(&me, &id, number, &typed, (&[], Some(words))).await
                }
            }
        }
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(
    me: &SignedIn,
    id: &PersonId,
    number: u32,
    typed: &Typed,
    (faults, refusal): (&[FieldFault], Option<String>),
) -> Result<Response, Fault> {
    let file = me.web.app.work_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let job = file.jobs.jobs.get(&number).filter(|job| job.ended.is_none() && !job.supports.is_empty());
    let job = job.ok_or_else(|| me.fault(Problem::NotFound))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let which: Vec<(String, String)> =
        job.supports.keys().map(|code| (code.clone(), support_title(me, &ui, code))).collect();
    let states: Vec<(String, String)> = SupportState::ALL
        .iter()
        .map(|one| one.as_str())
        .map(|word| (word.to_owned(), ui.t(&format!("support-{}", word.replace('_', "-")))))
        .collect();
    let good = faults.is_empty() && refusal.is_none();
    let page = SupportPage {
        trail: trail(&ui, id, &file.name),
        job: title(&ui, job, file.workplaces.get(&number).map_or("", String::as_str)),
        action: format!("/people/{id}/employments/{number}/supports"),
        back: format!("/people/{id}/employments"),
        faults: reason::summary(&maker, refusal),
        which: maker.choices("support-which", true, &which),
        state: maker.choices("support-state", true, &states),
        note: maker.text("support-note", false),
        may_keep: file.may_keep,
        name: file.name,
        masked: file.masked,
        ui,
    };
    let status = if good { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
