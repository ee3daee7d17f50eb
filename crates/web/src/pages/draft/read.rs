//! One draft: what it is, what it changes, what its examples say, its rehearsal, what may be
//! done to it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, REFRESH};
use axum::response::{IntoResponse, Response};
use leye_app::FieldFault;
use leye_app::draft::{DraftView, Failed};
use leye_domain::rulebook::{Done, DraftProgress};

use super::changes::{self, ArticleView};
use super::progress;
use super::rehearsal::{self, RehearsalView};
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Problem, SignedIn};
use crate::parts::{Choices, Crumb, DateField, Fact, Field, FormFault, Maker};
use crate::ui::Ui;

/// A worked example that does not come out.
struct Example {
    title: String,
    place: String,
    differences: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/draft/read.html")]
struct DraftPage {
    ui: Ui,
    trail: Vec<Crumb>,
    faults: Vec<FormFault>,
    number: u32,
    heading: String,
    status: String,
    kind: &'static str,
    facts: Vec<Fact>,
    changes: Vec<ArticleView>,
    changes_lead: String,
    failed: Vec<Example>,
    examples_lead: String,
    rehearsal: Option<RehearsalView>,
    propose: Option<DateField>,
    may_publish: bool,
    /// Why the reader does not publish it, where they otherwise could.
    not_publish: Option<String>,
    withdraw: Option<Field>,
    rehearse: Option<RehearseForm>,
}

/// Asks for people and a day.
struct RehearseForm {
    kept: Option<Choices>,
    file: Field,
    on: DateField,
}

/// Shows the draft.
pub(crate) async fn show(me: SignedIn, Path(number): Path<String>) -> Result<Response, Fault> {
    let number = number.parse().map_err(|_| me.fault(Problem::NotFound))?;
    page(&me, number, &Typed::default(), &[], Vec::new(), StatusCode::OK).await
}

/// The page with what was typed and what is wrong with it.
pub(super) async fn page(
    me: &SignedIn,
    number: u32,
    typed: &Typed,
    faults: &[FieldFault],
    mut above: Vec<FormFault>,
    status: StatusCode,
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let view = app.draft(me.staff(), number).await.map_err(|error| me.fault(error))?;
    let held = app.rehearsal(me.staff(), number).map_err(|error| me.fault(error))?;
    let in_force = app.drafts(me.staff()).await.map_err(|error| me.fault(error))?.in_force;
    let ui = me.ui().await;
    let make = Maker { words: ui.words, typed, faults };
    above.extend(make.summary());
    let (word, kind) = progress(&ui, &view.draft, in_force, app.today());
    let rehearsal = held.map(|held| rehearsal::view(me, &ui, &view.pack, &held));
    let is_running = rehearsal.as_ref().is_some_and(|rehearsal| rehearsal.running.is_some());
    let changed = i64::try_from(view.changes.count()).unwrap_or(i64::MAX);
    let page = DraftPage {
        trail: vec![Crumb { href: "/rules/drafts".to_owned(), label: ui.t("drafts-title") }],
        faults: above,
        number,
        heading: ui.words.with("draft-heading", &[("number", number.to_string())]),
        status: word,
        kind,
        facts: facts(me, &ui, &view),
        changes_lead: ui.words.count("draft-changes-lead", changed),
        changes: changes::views(&ui, &view.changes),
        examples_lead: examples_lead(&ui, &view),
        failed: view.failed.iter().map(example).collect(),
        rehearsal,
        propose: may_propose(&view).then(|| DateField { required: true, ..make.day("in_force") }),
        may_publish: view.may_publish && is_proposed(&view) && !is_own(me, &view),
        not_publish: (view.may_publish && is_proposed(&view) && is_own(me, &view))
            .then(|| ui.t("draft-refused-same-person")),
        withdraw: may_withdraw(me, &view).then(|| make.text("reason", true)),
        rehearse: (view.may_keep && !is_running).then(|| form(me, &ui, &make)),
        ui,
    };
    let mut response = (status, render(&page)).into_response();
    if is_running {
        response.headers_mut().insert(REFRESH, HeaderValue::from_static("3"));
    }
    Ok(response)
}

fn form(me: &SignedIn, ui: &Ui, make: &Maker<'_>) -> RehearseForm {
    let app = &me.web.app;
    let first = (String::new(), ui.t("rehearsal-kept-none"));
    let names = app.people_files().into_iter().map(|name| (name.clone(), name));
    let items: Vec<(String, String)> = std::iter::once(first).chain(names).collect();
    let mut on = make.day("on");
    if make.typed.text("on-year").is_empty() {
        let today = app.today();
        (on.year, on.month, on.day) =
            (today.year().to_string(), today.month().to_string(), today.day().to_string());
    }
    RehearseForm {
        kept: (items.len() > 1).then(|| make.choices("kept", false, &items)),
        file: make.text("people", false),
        on,
    }
}

fn is_proposed(view: &DraftView) -> bool {
    matches!(view.draft.progress, DraftProgress::Proposed { .. })
}

fn is_own(me: &SignedIn, view: &DraftView) -> bool {
    matches!(&view.draft.progress, DraftProgress::Proposed { proposed, .. } if proposed.by == me.staff().user)
}

fn may_propose(view: &DraftView) -> bool {
    view.may_keep && view.draft.progress == DraftProgress::Uploaded && view.failed.is_empty()
}

fn may_withdraw(me: &SignedIn, view: &DraftView) -> bool {
    let is_open = match &view.draft.progress {
        DraftProgress::Withdrawn { .. } => false,
        DraftProgress::Published { in_force, .. } => *in_force > me.web.app.today(),
        _ => true,
    };
    view.may_keep && is_open
}

fn facts(me: &SignedIn, ui: &Ui, view: &DraftView) -> Vec<Fact> {
    let app = &me.web.app;
    let draft = &view.draft;
    let done = |done: &Done| {
        let at = ui.words.moment(app.rules().zone().to_datetime(done.at));
        ui.words.with("draft-done", &[("by", app.staff_name(done.by.as_str())), ("at", at)])
    };
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let mut facts = vec![
        fact("draft-pack", format!("{} · {}", draft.facts.pack, ui.words.of_pack(&view.pack.titles))),
        fact("draft-hash", draft.facts.hash.chars().take(16).collect()),
        fact("draft-uploaded-by", done(&draft.uploaded)),
    ];
    if !draft.facts.note.is_empty() {
        facts.push(fact("field-draft-note", draft.facts.note.clone()));
    }
    match &draft.progress {
        DraftProgress::Uploaded => {}
        DraftProgress::Proposed { proposed, in_force } => {
            facts.push(fact("draft-proposed-by", done(proposed)));
            facts.push(fact("draft-day", ui.words.date(*in_force)));
        }
        DraftProgress::Published { proposed, published, in_force } => {
            facts.push(fact("draft-proposed-by", done(proposed)));
            facts.push(fact("draft-published-by", done(published)));
            facts.push(fact("draft-day", ui.words.date(*in_force)));
        }
        DraftProgress::Withdrawn { withdrawn, reason, .. } => {
            facts.push(fact("draft-withdrawn-by", done(withdrawn)));
            facts.push(fact("field-reason", reason.clone()));
        }
    }
    facts
}

fn examples_lead(ui: &Ui, view: &DraftView) -> String {
    let counts = [("all", view.draft.facts.examples.to_string()), ("failed", view.failed.len().to_string())];
    if view.draft.facts.examples == 0 {
        return ui.t("draft-examples-none");
    }
    ui.words.with(if view.failed.is_empty() { "draft-examples-good" } else { "draft-examples-bad" }, &counts)
}

fn example(failed: &Failed) -> Example {
    let differences =
        failed.differences.iter().map(|one| format!("{}: {} → {}", one.what, one.expected, one.found));
    Example {
        title: failed.title.clone(),
        place: format!("{}:{}", failed.file, failed.line),
        differences: failed.error.iter().cloned().chain(differences).collect(),
    }
}
