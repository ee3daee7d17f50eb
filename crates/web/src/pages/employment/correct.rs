//! Corrects what is known of a job; the visits are planned anew.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::employment::WorkRequest;
use leye_app::{AppError, FieldFault};
use leye_domain::employment::EmploymentAct;
use leye_domain::id::PersonId;

use super::facts::{self, Form};
use super::list::trail;
use super::reason;
use super::register::{FIELDS, JobPage};
use crate::fault::{Fault, Problem, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::parts::Maker;

/// The form, with what is known.
pub(crate) async fn form(me: SignedIn, Id((id, number)): Id<(PersonId, u32)>) -> Result<Response, Fault> {
    page(&me, &id, number, None, (&[], None)).await
}

/// Corrects it.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, number)): Id<(PersonId, u32)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let reason = typed.text("job-reason").to_owned();
    let read = facts::read(&me, &typed).await?;
    let facts = match read {
        Ok(facts) if !reason.is_empty() => facts,
        read => {
            let mut faults = read.err().unwrap_or_default();
            if reason.is_empty() {
                faults.push(FieldFault::new("job-reason", "missing"));
            }
            return page(&me, &id, number, Some(&typed), (&faults, None)).await;
        }
    };
    let act = EmploymentAct::Correct { employment: number, facts, reason };
    let request = WorkRequest { person: id.clone(), act, seen: None, key: None };
    match me.web.app.change_work(me.staff(), request).await {
        Ok(_) => Ok(Redirect::to(&format!("/people/{id}/employments")).into_response()),
        Err(AppError::Work(refusal)) => match reason::fault(refusal.clone().into(), &FIELDS) {
            Ok(faults) => page(&me, &id, number, Some(&typed), (&faults, None)).await,
            Err(_) => {
                let words = reason::words(&me.web.app, me.ui().await.words, &refusal);
                page(&me, &id, number, Some(&typed), (&[], Some(words))).await
            }
        },
        Err(AppError::Invalid(faults)) => page(&me, &id, number, Some(&typed), (&faults, None)).await,
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(
    me: &SignedIn,
    id: &PersonId,
    number: u32,
    typed: Option<&Typed>,
    (faults, refusal): (&[FieldFault], Option<String>),
) -> Result<Response, Fault> {
    let file = me.web.app.work_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let job = file.jobs.jobs.get(&number).filter(|job| job.ended.is_none());
    let job = job.ok_or_else(|| me.fault(Problem::NotFound))?;
    let ui = me.ui().await;
    let known = facts::typed_of(&job.facts, file.workplaces.get(&number).map_or("", String::as_str));
    let typed = typed.unwrap_or(&known);
    let maker = Maker { words: ui.words, typed, faults };
    let good = faults.is_empty() && refusal.is_none();
    let page = JobPage {
        trail: trail(&ui, id, &file.name),
        title: ui.t("job-correct-title"),
        lead: ui.t("job-correct-lead"),
        action: format!("/people/{id}/employments/{number}"),
        back: format!("/people/{id}/employments"),
        go: ui.t("job-correct-go"),
        faults: reason::summary(&maker, refusal),
        form: Form::of(&ui, typed, faults),
        reason: Some(maker.text("job-reason", true)),
        may_keep: file.may_keep,
        name: file.name,
        masked: file.masked,
        ui,
    };
    let status = if good { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
