//! Writes down that a job ended. Lost before six months are over, assistance goes on by itself
//! (B3.5).

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::employment::WorkRequest;
use leye_app::{AppError, FieldFault};
use leye_domain::employment::{EmploymentAct, EndReason};
use leye_domain::id::PersonId;

use super::list::{title, trail};
use super::{facts, reason};
use crate::fault::{Fault, Problem, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::parts::{Choices, Crumb, DateField, Field, FormFault, Maker};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "pages/employment/end.html")]
struct EndPage {
    ui: Ui,
    trail: Vec<Crumb>,
    name: String,
    masked: String,
    job: String,
    lead: String,
    action: String,
    back: String,
    faults: Vec<FormFault>,
    on: DateField,
    reason: Choices,
    note: Field,
    may_keep: bool,
}

/// The form.
pub(crate) async fn form(me: SignedIn, Id((id, number)): Id<(PersonId, u32)>) -> Result<Response, Fault> {
    page(&me, &id, number, &Typed::default(), (&[], None)).await
}

/// Ends it.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, number)): Id<(PersonId, u32)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let mut faults = Vec::new();
    let on = facts::day(&typed, "job-ended", &mut |field, code| faults.push(FieldFault::new(field, code)));
    let reason_ = EndReason::parse(typed.text("job-end-reason"));
    if reason_.is_none() {
        faults.push(FieldFault::new("job-end-reason", "not-chosen"));
    }
    let (Some(on), Some(reason)) = (on, reason_) else {
        return page(&me, &id, number, &typed, (&faults, None)).await;
    };
    let note = typed.text("job-end-note").to_owned();
    let act = EmploymentAct::End { employment: number, on, reason, note };
    let request = WorkRequest { person: id.clone(), act, seen: None, key: None };
    match me.web.app.change_work(me.staff(), request).await {
        Ok(_) => Ok(Redirect::to(&format!("/people/{id}/employments")).into_response()),
        Err(AppError::Work(refusal)) => {
            match reason::fault(refusal.clone().into(), &[("note", "job-end-note")]) {
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
    let job = file.jobs.jobs.get(&number).filter(|job| job.ended.is_none());
    let job = job.ok_or_else(|| me.fault(Problem::NotFound))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let reasons: Vec<(String, String)> = EndReason::ALL
        .iter()
        .map(|one| one.as_str())
        .map(|word| (word.to_owned(), ui.t(&format!("job-end-{}", word.replace('_', "-")))))
        .collect();
    let lead = job.follow_up.as_ref().filter(|one| one.ended.is_none()).map(|follow_up| {
        ui.words.with("job-end-lead-followed", &[("day", ui.words.date(follow_up.over_on))])
    });
    let good = faults.is_empty() && refusal.is_none();
    let page = EndPage {
        trail: trail(&ui, id, &file.name),
        job: title(&ui, job, file.workplaces.get(&number).map_or("", String::as_str)),
        lead: lead.unwrap_or_else(|| ui.t("job-end-lead")),
        action: format!("/people/{id}/employments/{number}/end"),
        back: format!("/people/{id}/employments"),
        faults: reason::summary(&maker, refusal),
        on: maker.day("job-ended"),
        reason: maker.choices("job-end-reason", true, &reasons),
        note: maker.text("job-end-note", false),
        may_keep: file.may_keep,
        name: file.name,
        masked: file.masked,
        ui,
    };
    let status = if good { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
