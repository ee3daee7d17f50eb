//! An office or a bureau writes a guidance note (B2b).

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::supervision::GuidanceRequest;
use leye_app::{AppError, FieldFault};
use leye_domain::agency::AgencyCode;
use leye_domain::id::{PersonId, ProblemId};
use leye_domain::supervision::Topic;
use serde::Deserialize;

use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::pages::supervision::{self, story};
use crate::parts::{Choices, Crumb, Field, FormFault, Maker};
use crate::ui::{Ui, place};

/// What the address may ask for: what the note is about.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    person: String,
    #[serde(default)]
    problem: String,
    #[serde(default)]
    day: String,
}

#[derive(Template)]
#[template(path = "pages/guidance/give.html")]
struct GivePage {
    ui: Ui,
    trail: Vec<Crumb>,
    faults: Vec<FormFault>,
    /// What it is about: the name and the value of the field, and in words.
    topic: Option<(&'static str, String, String)>,
    /// Chosen, where it does not follow from what it is about.
    agency: Option<Choices>,
    text: Field,
}

/// Shows the form.
pub(crate) async fn form(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let mut typed = Typed::default();
    typed.set("person", asked.person);
    typed.set("problem", asked.problem);
    typed.set("day", asked.day);
    page(&me, &typed, &[]).await
}

/// Keeps it.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let (topic, of) = about(&me, &typed).await?;
    let agency: Option<AgencyCode> = of.or_else(|| typed.text("guidance-agency").parse().ok());
    let Some(agency) = agency else {
        return page(&me, &typed, &[FieldFault::new("guidance-agency", "not-chosen")]).await;
    };
    let request = GuidanceRequest { agency, topic, text: typed.text("guidance-text").to_owned() };
    match me.web.app.give_guidance(me.staff(), request).await {
        Ok(id) => Ok(Redirect::to(&format!("/guidance/{id}")).into_response()),
        Err(AppError::Supervision(refusal)) => {
            page(&me, &typed, &[supervision::fault(&refusal, "guidance", "guidance-agency")]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

/// What it is about, and the agency that follows from it.
async fn about(me: &SignedIn, typed: &Typed) -> Result<(Topic, Option<AgencyCode>), Fault> {
    let (app, staff) = (&me.web.app, me.staff());
    if let Ok(person) = PersonId::parse(typed.text("person")) {
        let station = app.work_place(staff, &person).await.map_err(|e| me.fault(e))?.1;
        return Ok((Topic::Person(person), Some(station)));
    }
    if let Ok(problem) = ProblemId::parse(typed.text("problem")) {
        let file = app.problem_file(staff, &problem).await.map_err(|e| me.fault(e))?;
        return Ok((Topic::Problem(problem), Some(file.problem.station)));
    }
    Ok((typed.text("day").parse().map_or(Topic::Work, Topic::Day), None))
}

/// What a note is about, in words.
pub(super) async fn told(me: &SignedIn, ui: &Ui, topic: &Topic) -> Option<String> {
    let (app, staff) = (&me.web.app, me.staff());
    let (key, value) = match topic {
        Topic::Work => return None,
        Topic::Person(person) => {
            let name = app.work_place(staff, person).await.map(|found| found.0).unwrap_or_default();
            ("person", if name.is_empty() { ui.t("erased") } else { name })
        }
        Topic::Problem(problem) => {
            let file = app.problem_file(staff, problem).await.ok()?;
            ("problem", story::text(ui, &file.problem.what))
        }
        Topic::Day(day) => ("day", ui.words.date(*day)),
    };
    Some(ui.words.with(&format!("guidance-about-{key}"), &[("about", value)]))
}

async fn page(me: &SignedIn, typed: &Typed, faults: &[FieldFault]) -> Result<Response, Fault> {
    let ui = me.ui().await;
    let below = supervision::below(me, &ui)?;
    let maker = Maker { words: ui.words, typed, faults };
    let (topic, of) = about(me, typed).await?;
    let words = told(me, &ui, &topic).await.unwrap_or_default();
    let topic = match topic {
        Topic::Work => None,
        Topic::Person(person) => Some(("person", person.to_string(), words)),
        Topic::Problem(problem) => Some(("problem", problem.to_string(), words)),
        Topic::Day(day) => Some(("day", day.to_string(), words)),
    };
    let named = of.map(|station| place(&me.web.app, ui.words, &station));
    let page = GivePage {
        trail: vec![Crumb { href: "/guidance".to_owned(), label: ui.t("supervision-guidance") }],
        faults: maker.summary(),
        agency: named.is_none().then(|| maker.choices("guidance-agency", true, &below)),
        topic: topic.map(|(name, value, words)| match &named {
            Some(station) => (name, value, format!("{words} · {station}")),
            None => (name, value, words),
        }),
        text: maker.text("guidance-text", true),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
