//! The public start page: what the service is, for whom, what to bring, how long it takes.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use leye_domain::clock::{Budget, Unit};
use leye_domain::policy::Policy;
use leye_domain::staff::Role;

use crate::fault::{Fault, show};
use crate::guard::{SignedIn, Visitor};
use crate::ui::Ui;

/// The steps that somebody outside would want to know of, with their limits' keys.
const STEPS: [&str; 6] =
    ["initial_review", "notice", "entry", "second_review", "confirmation", "papers_back"];

struct Category {
    title: String,
    explanation: String,
    proofs: Vec<String>,
}

struct Step {
    title: String,
    limit: String,
}

#[derive(Template)]
#[template(path = "pages/start/read.html")]
struct StartPage {
    ui: Ui,
    general: Vec<String>,
    categories: Vec<Category>,
    proofs: Vec<String>,
    steps: Vec<Step>,
}

/// Shows it; staff who are signed in go on to their work.
pub(crate) async fn read(visitor: Visitor, me: Result<SignedIn, Fault>) -> Response {
    if let Ok(me) = me {
        let home = if me.staff().role == Role::Administrator { "/users" } else { "/work" };
        return Redirect::to(home).into_response();
    }
    let ui = visitor.ui();
    let words = ui.words;
    let app = &visitor.web.app;
    let pack = &app.rules().pack();
    let title = |titles: &leye_pack::Words| words.of_pack(titles).to_owned();
    let mut proofs: Vec<String> = Vec::new();
    for proof in pack.general.conditions.iter().flat_map(|condition| &condition.proofs) {
        if !proofs.contains(&title(&proof.titles)) {
            proofs.push(title(&proof.titles));
        }
    }
    let today = app.today();
    let categories = pack.categories.iter().filter(|category| category.period.contains(today));
    let categories = categories.map(|category| Category {
        title: title(&category.titles),
        explanation: title(&category.explanation),
        proofs: category.proofs.iter().map(|p| title(&p.titles)).filter(|p| !proofs.contains(p)).collect(),
    });
    let page = StartPage {
        general: pack.general.conditions.iter().map(|condition| title(&condition.titles)).collect(),
        categories: categories.collect(),
        steps: steps(&ui, &app.rules().policy(today)),
        proofs,
        ui,
    };
    show(&page)
}

fn steps(ui: &Ui, policy: &Policy) -> Vec<Step> {
    let limit = |key: &str| policy.limits.get(key).map(|limit| days(ui, limit.budget));
    let step = |key: &&str| {
        Some(Step { title: ui.t(&format!("start-step-{}", key.replace('_', "-"))), limit: limit(key)? })
    };
    STEPS.iter().filter_map(step).collect()
}

fn days(ui: &Ui, budget: Budget) -> String {
    let unit = match budget.unit {
        Unit::WorkingDays => "working",
        Unit::NaturalDays => "natural",
        Unit::Months => "months",
    };
    ui.words.count(&format!("start-limit-{unit}"), i64::from(budget.amount))
}
