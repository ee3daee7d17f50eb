//! The form of an act on a household.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::household::HouseholdFile;
use leye_app::{AppError, FieldFault};
use leye_domain::id::HouseholdId;
use serde::Deserialize;

use super::act_parts::{Act, Part, begin, parts};
use super::{act_read, read, refusal};
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Id, Problem, SignedIn};
use crate::parts::{Crumb, FormFault, Maker};
use crate::ui::Ui;
use crate::words::Words;

/// What the address may say: which member.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    member: u32,
}

#[derive(Template)]
#[template(path = "pages/household/act.html")]
pub(super) struct ActPage {
    pub ui: Ui,
    pub trail: Vec<Crumb>,
    pub title: String,
    pub who: String,
    pub lead: String,
    pub faults: Vec<FormFault>,
    pub parts: Vec<Part>,
    pub version: i64,
    pub button: String,
    pub kind: &'static str,
    pub back: String,
}

struct Form<'a> {
    file: &'a HouseholdFile,
    act: Act,
    member: u32,
    typed: &'a Typed,
    faults: &'a [FieldFault],
    above: Vec<FormFault>,
}

/// Shows the form.
pub(crate) async fn form(
    me: SignedIn,
    Id((id, act)): Id<(HouseholdId, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let act = Act::parse(&act).ok_or_else(|| me.fault(Problem::NotFound))?;
    let file = me.web.app.household_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    // An act that is not possible any more is shown where it can be seen why.
    if !read::offers(&file, act, asked.member) {
        return Ok(Redirect::to(&format!("/households/{id}")).into_response());
    }
    let typed = begin(&me.web.app, &file.household, act, asked.member);
    let form = Form { file: &file, act, member: asked.member, typed: &typed, faults: &[], above: Vec::new() };
    Ok(page(&me, form).await)
}

/// Does it, or shows the form again with what was typed.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, act)): Id<(HouseholdId, String)>,
    Query(asked): Query<Asked>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let act = Act::parse(&act).ok_or_else(|| me.fault(Problem::NotFound))?;
    let app = &me.web.app;
    let file = app.household_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let (words, member) = (Words::of(me.lang), asked.member);
    let mut found = Vec::new();
    let mut above = Vec::new();
    match act_read::read(act, member, &typed) {
        Err(faults) => found = faults,
        Ok(wish) => {
            let seen = typed.text("version").parse().unwrap_or_default();
            match app.act_on_household(me.staff(), &id, seen, wish).await {
                Ok(_) => {
                    let done = format!("/households/{id}?done={}", act.as_str());
                    return Ok(Redirect::to(&done).into_response());
                }
                Err(AppError::Household(refused)) => above.push(refusal::fault(words, &refused)),
                Err(AppError::Invalid(faults)) => found = faults,
                Err(AppError::Stale { .. }) => {
                    let text = words.t("fault-changed-meanwhile");
                    above.push(FormFault { name: String::new(), text });
                }
                Err(error) => return Err(me.fault(error)),
            }
        }
    }
    let form = Form { file: &file, act, member, typed: &typed, faults: &found, above };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&me, form).await).into_response())
}

async fn page(me: &SignedIn, form: Form<'_>) -> Response {
    let ui = me.ui().await;
    let Form { file, act, member, typed, faults, above } = form;
    let make = Maker { words: ui.words, typed, faults };
    let id = &file.household.id;
    let key = format!("household-act-{}", act.as_str());
    let mut parts = parts(&me.web.app, &make, &file.household, act);
    parts.iter_mut().for_each(|part| part.tell(&above));
    let facts = file.household.members.get(&member).and_then(|one| one.facts.get());
    let who = facts.filter(|_| act.of_member()).map(|facts| facts.name.clone());
    let lead = format!("{key}-lead");
    render(&ActPage {
        trail: vec![
            Crumb { href: "/households".to_owned(), label: ui.t("nav-households") },
            Crumb { href: format!("/households/{id}"), label: read::called(ui.words, &file.household) },
        ],
        title: ui.t(&key),
        who: who.unwrap_or_else(|| read::called(ui.words, &file.household)),
        lead: if ui.words.has(&lead) { ui.t(&lead) } else { String::new() },
        faults: above.into_iter().chain(make.summary()).collect(),
        parts,
        version: file.household.version,
        button: ui.t(&format!("{key}-button")),
        kind: if act.is_grave() { "warning" } else { "main" },
        back: format!("/households/{id}"),
        ui,
    })
}
