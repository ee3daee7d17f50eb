//! A rating: the grades, what followed, and what may be done now. Who rated and what they said is
//! shown to who may know it, after they asked for it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::rating::{RatingFile, RatingStep};
use leye_app::{AppError, FieldFault};
use leye_domain::agency::Level;
use leye_domain::id::RatingId;
use leye_domain::rating::{Aspect, RatingAct};

use super::{aspect_words, grade_words};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::pages::supervision;
use crate::pages::supervision::story::{Entry, text};
use crate::parts::{Choices, Crumb, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, place};

/// One thing that may be done: choose one, or nothing to choose, and say why.
struct Form {
    act: &'static str,
    title: String,
    choices: Option<Choices>,
    note: Field,
    button: String,
}

#[derive(Template)]
#[template(path = "pages/rating/read.html")]
struct RatingPage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    version: i64,
    state: String,
    level: &'static str,
    due: Option<DueWords>,
    facts: Vec<Fact>,
    reveal: bool,
    entries: Vec<Entry>,
    faults: Vec<FormFault>,
    forms: Vec<Form>,
}

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(id): Id<RatingId>) -> Result<Response, Fault> {
    page(&me, &id, &Typed::default(), &[], false).await
}

/// Does what its button says.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<RatingId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let did = typed.text("do");
    if did == "reveal" {
        return page(&me, &id, &typed, &[], true).await;
    }
    let Some((name, ..)) = ACTS.iter().find(|(name, ..)| *name == did) else {
        return Err(me.fault(StatusCode::BAD_REQUEST));
    };
    let (field, note) = (format!("rating-{name}"), format!("rating-{name}-note"));
    let Some(act) = read(&typed, name) else {
        return page(&me, &id, &typed, &[FieldFault::new(&field, "not-chosen")], false).await;
    };
    let seen = typed.text("version").parse().unwrap_or_default();
    let fault = match me.web.app.act_on_rating(me.staff(), &id, act, seen).await {
        Ok(()) => return Ok(Redirect::to(&format!("/ratings/{id}")).into_response()),
        Err(AppError::Rating(refusal)) => {
            let code = supervision::fault(&refusal, "rating", &note).code;
            FieldFault::new(&note, &code)
        }
        Err(AppError::Stale { .. }) => FieldFault::new(&note, "changed-meanwhile"),
        Err(error) => return Err(me.fault(error)),
    };
    page(&me, &id, &typed, &[fault], false).await
}

/// Each act with its choices.
const ACTS: [(&str, &[&str]); 6] = [
    ("examine", &["count", "leave"]),
    ("call", &["remedy", "content", "missed"]),
    ("remedy", &[]),
    ("look", &["settled", "again"]),
    ("judge", &["keep", "strike"]),
    ("appeal", &[]),
];

fn read(typed: &Typed, name: &str) -> Option<RatingAct> {
    let text = typed.text(&format!("rating-{name}-note")).to_owned();
    let chosen = typed.text(&format!("rating-{name}"));
    let call = |reached, wants_remedy| RatingAct::CallBack { reached, wants_remedy, note: text.clone() };
    Some(match (name, chosen) {
        ("examine", "count" | "leave") => RatingAct::Examine { counts: chosen == "count", reason: text },
        ("call", "remedy") => call(true, true),
        ("call", "content") => call(true, false),
        ("call", "missed") => call(false, false),
        ("look", "settled" | "again") => RatingAct::Look { settled: chosen == "settled", note: text },
        ("judge", "keep" | "strike") => RatingAct::Judge { struck: chosen == "strike", reason: text },
        ("remedy", _) => RatingAct::Remedy { done: text },
        ("appeal", _) => RatingAct::Appeal { reason: text },
        _ => return None,
    })
}

async fn page(
    me: &SignedIn,
    id: &RatingId,
    typed: &Typed,
    faults: &[FieldFault],
    reveal: bool,
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.rating_file(me.staff(), id, reveal).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let day = |at| app.rules().zone().to_datetime(at).date();
    let owed = file.rating.due();
    let page = RatingPage {
        trail: vec![Crumb { href: "/ratings".to_owned(), label: ui.t("nav-ratings") }],
        id: id.to_string(),
        version: file.rating.version,
        state: ui.t(&format!("rating-state-{}", file.rating.state().replace('_', "-"))),
        level: if owed.is_some() { "soon" } else { "well" },
        due: owed.map(|at| due(app, ui.words, Some(at), Some(app.days_left(day(at))))),
        facts: facts(me, &ui, &file),
        reveal: file.may_reveal && !reveal,
        entries: file.steps.iter().rev().map(|step| entry(me, &ui, step)).collect(),
        faults: maker.summary(),
        forms: forms(&ui, &maker, &file),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

fn forms(ui: &Ui, maker: &Maker<'_>, file: &RatingFile) -> Vec<Form> {
    let may = |name: &str| match name {
        "examine" => file.may_examine,
        "call" => file.may_call_back,
        "remedy" => file.may_remedy,
        "look" => file.may_look,
        "judge" => file.may_judge,
        _ => file.may_appeal,
    };
    let form = |(act, choices): &(&'static str, &[&str])| {
        let items: Vec<_> =
            choices.iter().map(|word| ((*word).to_owned(), ui.t(&format!("rating-{act}-{word}")))).collect();
        Form {
            act,
            title: ui.t(&format!("rating-{act}-title")),
            choices: (!items.is_empty()).then(|| maker.choices(&format!("rating-{act}"), true, &items)),
            note: maker.text(&format!("rating-{act}-note"), true),
            button: ui.t(&format!("rating-{act}-go")),
        }
    };
    ACTS.iter().filter(|(name, _)| may(name)).map(form).collect()
}

fn entry(me: &SignedIn, ui: &Ui, step: &RatingStep) -> Entry {
    let app = &me.web.app;
    Entry {
        title: ui.t(&format!("rating-event-{}", step.kind)),
        by: if step.by == "public" { ui.t("rating-by-resident") } else { app.staff_name(&step.by) },
        at: ui.words.moment(app.rules().zone().to_datetime(step.at)),
        iso: app.local(step.at),
        note: step.note.clone(),
    }
}

fn facts(me: &SignedIn, ui: &Ui, file: &RatingFile) -> Vec<Fact> {
    let (app, rating) = (&me.web.app, &file.rating);
    let fact = |key: String, value: String| Fact { key, value, ..Fact::default() };
    let mut facts = vec![
        fact(ui.t("rating-agency"), place(app, ui.words, &rating.agency)),
        fact(ui.t("rating-kind"), ui.t(&format!("rating-kind-{}", rating.service.kind().as_str()))),
    ];
    let Some((answers, ..)) = &rating.answers else { return facts };
    let graded = |one: &Aspect| fact(aspect_words(ui, *one), grade_words(ui, answers.of(*one)));
    facts.extend(Aspect::ALL.iter().map(graded));
    if file.may_reveal && me.staff().level() >= Level::Bureau {
        let charged = ui.t(&format!("rating-charged-{}", answers.charged.as_str()));
        facts.push(fact(ui.t("field-rating-charged"), charged));
    }
    if let Some((name, phone, case)) = &file.rater {
        let name = if name.is_empty() { ui.t("erased") } else { name.clone() };
        facts.push(Fact {
            key: ui.t("rating-rater"),
            value: format!("{name} {phone}"),
            href: case.as_ref().map(|case| format!("/applications/{case}")),
            action: ui.t("rating-open-case"),
            note: None,
        });
        let words = text(ui, &answers.words);
        let words = if words.is_empty() { ui.t("rating-no-words") } else { words };
        facts.push(fact(ui.t("rating-words"), words));
    }
    facts
}
