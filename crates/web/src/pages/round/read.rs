//! The page of the round. It holds nothing personal: that comes by itself, and stays encrypted.

use askama::Template;
use axum::response::{IntoResponse, Response};

use super::form::{RoundForm, forms};
use crate::fault::{Fault, show};
use crate::guard::{Problem, SignedIn};
use crate::ui::Ui;

/// What a policy says, to be read to somebody.
struct Policy {
    title: String,
    text: String,
}

/// Something that the page may have to say.
struct Telling {
    name: &'static str,
    tone: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "pages/round/read.html")]
struct RoundPage {
    ui: Ui,
    forms: Vec<RoundForm>,
    policies: Vec<Policy>,
    tellings: Vec<Telling>,
}

/// What may be said, and how.
const TELLINGS: [(&str, &str); 13] = [
    ("wrong", "wrong"),
    ("signed-out", "soon"),
    ("another-user", "wrong"),
    ("unreachable", "soon"),
    ("full", "wrong"),
    ("missing", "wrong"),
    ("faulty", "wrong"),
    ("unsure", "wrong"),
    ("taken", "well"),
    ("finished", "well"),
    ("outcomes", "well"),
    ("forgotten", "well"),
    ("broken", "wrong"),
];

/// Shows it to who makes visits.
pub(crate) async fn show_page(me: SignedIn) -> Result<Response, Fault> {
    let app = &me.web.app;
    if !app.may_make_visits(me.staff()) {
        return Err(me.fault(Problem::NotFound));
    }
    let ui = me.ui().await;
    let pack = app.rules().pack();
    let rules = pack.follow_up.as_ref().ok_or_else(|| me.fault(Problem::NotFound))?;
    let policy = |one: &leye_pack::PolicySheet| Policy {
        title: ui.words.of_pack(&one.titles).to_owned(),
        text: ui.words.of_pack(&one.text).to_owned(),
    };
    let telling = |(name, tone)| Telling { name, tone, text: ui.t(&format!("round-told-{name}")) };
    let page = RoundPage {
        forms: forms(ui.words, rules),
        policies: rules.policies.iter().map(policy).collect(),
        tellings: TELLINGS.into_iter().map(telling).collect(),
        ui,
    };
    Ok(show(&page).into_response())
}
