//! A guidance note with its story, and what may be done now.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::{AppError, FieldFault};
use leye_domain::id::GuidanceId;
use leye_domain::supervision::{GuidanceAct, Topic};

use super::give::told;
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::pages::supervision;
use crate::pages::supervision::story::{Entry, story, text};
use crate::parts::{Choices, Crumb, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, place};

#[derive(Template)]
#[template(path = "pages/guidance/read.html")]
struct GuidancePage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    version: i64,
    state: String,
    level: &'static str,
    due: Option<DueWords>,
    facts: Vec<Fact>,
    entries: Vec<Entry>,
    faults: Vec<FormFault>,
    answer: Option<Field>,
    look: Option<(Choices, Field)>,
    reason: Option<Field>,
}

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(id): Id<GuidanceId>) -> Result<Response, Fault> {
    page(&me, &id, &Typed::default(), &[]).await
}

/// Does what its button says.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<GuidanceId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let field = |name| typed.text(name).to_owned();
    let (act, otherwise) = match (typed.text("do"), typed.text("guidance-look")) {
        ("answer", _) => (GuidanceAct::Answer { answer: field("guidance-answer") }, "guidance-answer"),
        ("withdraw", _) => (GuidanceAct::Withdraw { reason: field("guidance-reason") }, "guidance-reason"),
        (_, "accept") => (GuidanceAct::Accept { note: field("guidance-text") }, "guidance-look"),
        (_, "again") => (GuidanceAct::AskAgain { text: field("guidance-text") }, "guidance-look"),
        _ => return page(&me, &id, &typed, &[FieldFault::new("guidance-look", "not-chosen")]).await,
    };
    let seen = typed.text("version").parse().unwrap_or_default();
    let fault = match me.web.app.act_on_guidance(me.staff(), &id, act, seen).await {
        Ok(()) => return Ok(Redirect::to(&format!("/guidance/{id}")).into_response()),
        Err(AppError::Supervision(refusal)) => supervision::fault(&refusal, "guidance", otherwise),
        Err(AppError::Stale { .. }) => FieldFault::new(otherwise, "changed-meanwhile"),
        Err(error) => return Err(me.fault(error)),
    };
    page(&me, &id, &typed, &[fault]).await
}

async fn page(
    me: &SignedIn,
    id: &GuidanceId,
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.guidance_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let note = &file.guidance;
    let day = |at| app.rules().zone().to_datetime(at).date();
    let looks = ["accept", "again"].map(|word| (word.to_owned(), ui.t(&format!("guidance-look-{word}"))));
    let page = GuidancePage {
        trail: vec![Crumb { href: "/guidance".to_owned(), label: ui.t("supervision-guidance") }],
        id: id.to_string(),
        version: note.version,
        state: ui.t(&format!("guidance-state-{}", note.state())),
        level: if note.progress.is_open() { "soon" } else { "well" },
        due: note.progress.due().map(|at| due(app, ui.words, Some(at), Some(app.days_left(day(at))))),
        facts: facts(me, &ui, &file.guidance).await,
        entries: story(me, &ui, "guidance-event", (&note.rounds, &note.progress)),
        faults: maker.summary(),
        answer: file.may_answer.then(|| maker.text("guidance-answer", true)),
        look: file.may_accept.then(|| {
            let words = Field { label: ui.t("guidance-look-text"), ..maker.text("guidance-text", false) };
            (maker.choices("guidance-look", true, &looks), words)
        }),
        reason: file.may_withdraw.then(|| maker.text("guidance-reason", true)),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

async fn facts(me: &SignedIn, ui: &Ui, note: &leye_domain::supervision::Guidance) -> Vec<Fact> {
    let app = &me.web.app;
    let fact = |key: &str, value| Fact { key: ui.t(key), value, ..Fact::default() };
    let mut facts = vec![
        fact("guidance-what", text(ui, &note.text)),
        fact("guidance-where", place(app, ui.words, &note.agency)),
        fact("guidance-finder", place(app, ui.words, &note.giver)),
    ];
    let supervises = me.staff().level() != leye_domain::agency::Level::Station;
    let href = match &note.topic {
        Topic::Work => None,
        Topic::Person(person) => Some(format!("/people/{person}")),
        Topic::Problem(problem) => Some(format!("/problems/{problem}")),
        Topic::Day(day) => supervises.then(|| format!("/checks?day={day}")),
    };
    if let Some(value) = told(me, ui, &note.topic).await {
        let action = ui.t("guidance-open-about");
        facts.push(Fact { key: ui.t("guidance-about"), value, href, action, note: None });
    }
    facts
}
