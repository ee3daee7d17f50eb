//! Follow-up of those who found work: what is due, who is at risk, the visits of a job, and what
//! is done about it (B3).

pub(crate) mod conflict;
pub(crate) mod end;
pub(crate) mod list;
pub(crate) mod mediation;
pub(crate) mod photo;
pub(crate) mod read;
mod report;
pub(crate) mod risk;
mod story;
pub(crate) mod visit;
pub(crate) mod visitor;
pub(crate) mod visits;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::AppError;
use leye_app::employment::{WorkFile, WorkRequest};
use leye_domain::employment::{EmploymentAct, Job};
use leye_domain::followup::FollowUp;
use leye_domain::id::PersonId;
use leye_pack::Words as Named;

use crate::fault::{Fault, Problem, show};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::pages::employment::list::title;
use crate::pages::employment::reason;
use crate::parts::{Choices, Crumb, Fact, Field, FormFault, Maker};
use crate::ui::Ui;

/// A follow-up as opened.
struct Opened {
    file: WorkFile,
    number: u32,
}

impl Opened {
    async fn of(me: &SignedIn, id: &PersonId, number: u32) -> Result<Opened, Fault> {
        let file = me.web.app.work_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
        let is_followed = file.jobs.jobs.get(&number).is_some_and(|job| job.follow_up.is_some());
        if is_followed { Ok(Opened { file, number }) } else { Err(me.fault(Problem::NotFound)) }
    }

    fn job(&self) -> Option<(&Job, &FollowUp)> {
        let job = self.file.jobs.jobs.get(&self.number)?;
        Some((job, job.follow_up.as_ref()?))
    }

    fn address(&self) -> String {
        format!("/follow-ups/{}/{}", self.file.person.id, self.number)
    }

    fn workplace(&self) -> &str {
        self.file.workplaces.get(&self.number).map_or("", String::as_str)
    }

    /// The way to a page below it.
    fn trail(&self, ui: &Ui) -> Vec<Crumb> {
        let label = self.job().map(|(job, _)| title(ui, job, self.workplace())).unwrap_or_default();
        vec![
            Crumb { href: "/follow-ups".to_owned(), label: ui.t("nav-follow-ups") },
            Crumb { href: self.address(), label: format!("{} · {label}", self.name(ui)) },
        ]
    }

    fn name(&self, ui: &Ui) -> String {
        if self.file.name.is_empty() { ui.t("erased") } else { self.file.name.clone() }
    }
}

/// A page with one small form: what is done about a risk, a mediation, the end.
#[derive(Template)]
#[template(path = "pages/followup/act.html")]
struct ActPage {
    ui: Ui,
    trail: Vec<Crumb>,
    title: String,
    lead: String,
    about: Vec<Fact>,
    faults: Vec<FormFault>,
    forms: Vec<ActForm>,
    back: String,
}

/// One of its forms.
struct ActForm {
    action: String,
    title: Option<String>,
    choices: Option<Choices>,
    line: Option<Field>,
    text: Field,
    what: &'static str,
    go: String,
    kind: &'static str,
}

fn act_page(page: &ActPage) -> Response {
    let status = if page.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, show(page)).into_response()
}

/// Does an act and goes back to the follow-up, or gives what is wrong with the form. `fields`
/// tells how the fields of the core are called in it.
async fn do_act(
    me: &SignedIn,
    id: &PersonId,
    number: u32,
    act: EmploymentAct,
    fields: &[(&'static str, &'static str)],
) -> Result<Result<Response, Refused>, Fault> {
    let request = WorkRequest { person: id.clone(), act, seen: None, key: None };
    match me.web.app.change_work(me.staff(), request).await {
        Ok(_) => Ok(Ok(Redirect::to(&format!("/follow-ups/{id}/{number}")).into_response())),
        Err(AppError::Work(refusal)) => match reason::fault(refusal.clone().into(), fields) {
            Ok(faults) => Ok(Err(Refused { faults, words: None })),
            Err(_) => {
                let words = reason::words(&me.web.app, me.ui().await.words, &refusal);
                Ok(Err(Refused { faults: Vec::new(), words: Some(words) }))
            }
        },
        Err(AppError::Invalid(faults)) => Ok(Err(Refused { faults, words: None })),
        Err(error) => Err(me.fault(error)),
    }
}

/// What is wrong with a form, or why it was refused.
#[derive(Default)]
struct Refused {
    faults: Vec<leye_app::FieldFault>,
    words: Option<String>,
}

impl Refused {
    fn maker<'a>(&'a self, ui: &Ui, typed: &'a Typed) -> Maker<'a> {
        Maker { words: ui.words, typed, faults: &self.faults }
    }

    fn summary(&self, maker: &Maker<'_>) -> Vec<FormFault> {
        reason::summary(maker, self.words.clone())
    }
}

/// The words of a code of the pack; the code itself where the pack has it no more.
fn named<'a>(ui: &Ui, code: &'a str, mut titles: impl Iterator<Item = (&'a str, &'a Named)>) -> String {
    let found = titles.find(|(known, _)| *known == code);
    found.map_or_else(|| code.to_owned(), |(_, titles)| ui.words.of_pack(titles).to_owned())
}

/// What a support is called.
pub(crate) fn support_title(me: &SignedIn, ui: &Ui, code: &str) -> String {
    let pack = me.web.app.follow_up_pack();
    let supports = pack.iter().flat_map(|pack| &pack.supports);
    named(ui, code, supports.map(|one| (one.code.as_str(), &one.titles)))
}

fn risk_title(me: &SignedIn, ui: &Ui, code: &str) -> String {
    let pack = me.web.app.follow_up_pack();
    let risks = pack.iter().flat_map(|pack| &pack.risks.list);
    let titles: Vec<(String, Named)> = risks.map(|risk| (risk.code.clone(), risk.titles.clone())).collect();
    named(ui, code, titles.iter().map(|(code, titles)| (code.as_str(), titles)))
}
