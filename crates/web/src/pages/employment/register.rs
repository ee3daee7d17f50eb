//! Writes down that somebody started to work.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::FieldFault;
use leye_app::employment::WorkRequest;
use leye_domain::employment::{EmploymentAct, EmploymentEvent};
use leye_domain::id::PersonId;

use super::facts::{self, Form};
use super::list::trail;
use super::reason;
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::parts::{Crumb, Field, FormFault, Maker};
use crate::ui::Ui;

/// How the fields of the core are called in the form.
pub(super) const FIELDS: [(&str, &str); 3] =
    [("employer", "job-employer"), ("work", "job-work"), ("reason", "job-reason")];

#[derive(Template)]
#[template(path = "pages/employment/register.html")]
pub(super) struct JobPage {
    pub ui: Ui,
    pub trail: Vec<Crumb>,
    pub title: String,
    pub lead: String,
    pub name: String,
    pub masked: String,
    pub action: String,
    pub back: String,
    pub go: String,
    pub faults: Vec<FormFault>,
    pub form: Form,
    pub reason: Option<Field>,
    pub may_keep: bool,
}

/// The form.
pub(crate) async fn form(me: SignedIn, Id(id): Id<PersonId>) -> Result<Response, Fault> {
    page(&me, &id, &Typed::default(), &[], None).await
}

/// Registers it.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<PersonId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let facts = match facts::read(&me, &typed).await? {
        Ok(facts) => facts,
        Err(faults) => return page(&me, &id, &typed, &faults, None).await,
    };
    // Whether the person is determined is found by the use case itself.
    let act = EmploymentAct::Register { facts, determined: false };
    let request = WorkRequest { person: id.clone(), act, seen: None, key: None };
    match me.web.app.change_work(me.staff(), request).await {
        Ok(done) => {
            let opened = done.events.iter().find_map(|event| match event {
                EmploymentEvent::FollowUpOpened { employment, .. } => Some(*employment),
                _ => None,
            });
            let to = match opened {
                Some(employment) => format!("/follow-ups/{id}/{employment}"),
                None => format!("/people/{id}/employments"),
            };
            Ok(Redirect::to(&to).into_response())
        }
        Err(leye_app::AppError::Work(refusal)) => {
            let ui = me.ui().await;
            match reason::fault(refusal.clone().into(), &FIELDS) {
                Ok(faults) => page(&me, &id, &typed, &faults, None).await,
                Err(_) => {
                    let words = reason::words(&me.web.app, ui.words, &refusal);
                    page(&me, &id, &typed, &[], Some(words)).await
                }
            }
        }
        Err(leye_app::AppError::Invalid(faults)) => page(&me, &id, &typed, &faults, None).await,
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(
    me: &SignedIn,
    id: &PersonId,
    typed: &Typed,
    faults: &[FieldFault],
    refusal: Option<String>,
) -> Result<Response, Fault> {
    let file = me.web.app.work_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let good = faults.is_empty() && refusal.is_none();
    let page = JobPage {
        trail: trail(&ui, id, &file.name),
        title: ui.t("job-register-title"),
        lead: ui.t(if file.determined { "job-register-followed" } else { "job-register-not-followed" }),
        action: format!("/people/{id}/employments/new"),
        back: format!("/people/{id}/employments"),
        go: ui.t("job-register-go"),
        faults: reason::summary(&maker, refusal),
        form: Form::of(&ui, typed, faults),
        reason: None,
        may_keep: file.may_keep,
        name: file.name,
        masked: file.masked,
        ui,
    };
    let status = if good { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
