//! The jobs of a person, the newest first.

use askama::Template;
use axum::response::Response;
use leye_app::employment::WorkFile;
use leye_domain::employment::{Job, SupportNote, SupportState};
use leye_domain::id::PersonId;

use super::facts;
use crate::fault::{Fault, show as render};
use crate::guard::{Id, SignedIn};
use crate::pages::followup::support_title;
use crate::parts::{Crumb, Fact};
use crate::ui::{Ui, place};

struct Row {
    number: u32,
    title: String,
    state: String,
    level: &'static str,
    facts: Vec<Fact>,
    follow_up: Option<(String, String)>,
    supports: Vec<SupportRow>,
    runs: bool,
}

/// A support that the person may draw while in the job.
struct SupportRow {
    title: String,
    state: String,
    level: &'static str,
    note: String,
}

#[derive(Template)]
#[template(path = "pages/employment/list.html")]
struct JobsPage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    name: String,
    masked: String,
    station: String,
    rows: Vec<Row>,
    may_keep: bool,
}

/// Shows them.
pub(crate) async fn show(me: SignedIn, Id(id): Id<PersonId>) -> Result<Response, Fault> {
    let file = me.web.app.work_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let rows =
        file.jobs.jobs.iter().rev().map(|(number, job)| row(&me, &ui, &file, (*number, job))).collect();
    Ok(render(&JobsPage {
        trail: trail(&ui, &id, &file.name),
        id: id.to_string(),
        station: place(&me.web.app, ui.words, &file.person.station),
        rows,
        may_keep: file.may_keep,
        name: file.name,
        masked: file.masked,
        ui,
    }))
}

/// The way to a person's jobs.
pub(crate) fn trail(ui: &Ui, id: &PersonId, name: &str) -> Vec<Crumb> {
    let name = if name.is_empty() { ui.t("erased") } else { name.to_owned() };
    vec![
        Crumb { href: "/people".to_owned(), label: ui.t("nav-people") },
        Crumb { href: format!("/people/{id}"), label: name },
    ]
}

fn row(me: &SignedIn, ui: &Ui, file: &WorkFile, (number, job): (u32, &Job)) -> Row {
    let workplace = file.workplaces.get(&number).cloned().unwrap_or_default();
    let (state, level) = state(ui, job);
    let mut shown = facts::shown(ui, job, &workplace);
    shown.extend(ended(ui, job));
    Row {
        number,
        title: title(ui, job, &workplace),
        state,
        level,
        facts: shown,
        follow_up: job.follow_up.as_ref().map(|follow_up| {
            let owed = follow_up.owed().len();
            let words = match follow_up.ended {
                Some((how, _)) => ui.t(&format!("follow-up-ended-{}", how.as_str().replace('_', "-"))),
                None => ui.words.count("follow-up-owed", i64::try_from(owed).unwrap_or_default()),
            };
            (format!("/follow-ups/{}/{number}", file.person.id), words)
        }),
        supports: job.supports.iter().map(|(code, note)| support(me, ui, code, note.as_ref())).collect(),
        runs: job.ended.is_none() && file.may_keep,
    }
}

fn support(me: &SignedIn, ui: &Ui, code: &str, note: Option<&SupportNote>) -> SupportRow {
    let (word, level) = match note.map(|note| note.state) {
        None => ("support-unknown".to_owned(), "soon"),
        Some(state) => {
            let level = match state {
                SupportState::Drawn => "well",
                SupportState::Open => "late",
                SupportState::Claimed => "brand",
                SupportState::Declined | SupportState::NotMet => "plain",
            };
            (format!("support-{}", state.as_str().replace('_', "-")), level)
        }
    };
    SupportRow {
        title: support_title(me, ui, code),
        state: ui.t(&word),
        level,
        note: note.and_then(|note| note.note.get().cloned()).unwrap_or_default(),
    }
}

/// Where somebody works, in a few words.
pub(crate) fn title(ui: &Ui, job: &Job, workplace: &str) -> String {
    let kind = ui.t(&format!("job-kind-{}", job.facts.kind.as_str().replace('_', "-")));
    if workplace.is_empty() { kind } else { workplace.to_owned() }
}

fn state(ui: &Ui, job: &Job) -> (String, &'static str) {
    match &job.ended {
        Some(end) if end.resumes => (ui.t("job-state-lost"), "late"),
        Some(_) => (ui.t("job-state-ended"), "plain"),
        None if job.is_followed() => (ui.t("job-state-followed"), "brand"),
        None => (ui.t("job-state-working"), "well"),
    }
}

fn ended(ui: &Ui, job: &Job) -> Vec<Fact> {
    let Some(end) = &job.ended else { return Vec::new() };
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let why = end.why.get().map_or_else(
        || ui.t("erased"),
        |why| {
            let reason = ui.t(&format!("job-end-{}", why.reason.as_str().replace('_', "-")));
            if why.note.is_empty() { reason } else { format!("{reason} · {}", why.note) }
        },
    );
    let mut rows = vec![fact("field-job-ended", ui.words.date(end.on)), fact("field-job-end-reason", why)];
    if end.resumes {
        rows.push(fact("job-resumes-key", ui.t("job-resumes")));
    }
    rows
}
