//! The register of problems by due time (B4.2).

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::supervision::{ListedProblem, ProblemFilter, ProblemState};
use leye_domain::staff::Role;
use serde::Deserialize;

use crate::cursor;
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::pages::application::clock::{DueWords, due};
use crate::pages::supervision::sections;
use crate::parts::Pill;
use crate::ui::{Ui, agency_name};

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

struct Row {
    href: String,
    due: Option<DueWords>,
    since: String,
    what: String,
    name: String,
    station: String,
    found: String,
}

#[derive(Template)]
#[template(path = "pages/problem/list.html")]
struct ProblemsPage {
    ui: Ui,
    sections: Vec<Pill>,
    states: Vec<Pill>,
    rows: Vec<Row>,
    empty: String,
    may_find: bool,
    next: Option<String>,
    back: Option<String>,
    shown: String,
}

/// Shows a list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let (app, staff) = (&me.web.app, me.staff());
    let state = ProblemState::parse(&asked.state).unwrap_or_default();
    let filter = ProblemFilter { state, after: cursor::read(&asked.after) };
    let page = app.problems(staff, &filter).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let rows: Vec<Row> = page.items.into_iter().map(|one| row(&me, &ui, one)).collect();
    let pill = |(one, count): &(ProblemState, i64)| Pill {
        href: address(*one, ""),
        label: ui.t(&format!("problem-state-{}", one.as_str())),
        count: Some(*count),
        on: *one == state,
    };
    Ok(render(&ProblemsPage {
        sections: sections(&ui, staff, "problems"),
        states: page.counts.iter().map(pill).collect(),
        empty: ui.t(&format!("problem-empty-{}", state.as_str())),
        may_find: staff.role != Role::Auditor && !app.supervised_by(staff).is_empty(),
        shown: ui.words.count("finding-shown", i64::try_from(rows.len()).unwrap_or_default()),
        next: page.next.map(|after| address(state, &cursor::write(&after))),
        back: (!asked.after.is_empty()).then(|| address(state, "")),
        rows,
        ui,
    }))
}

fn address(state: ProblemState, after: &str) -> String {
    let after = if after.is_empty() { String::new() } else { format!("&after={after}") };
    format!("/problems?state={}{after}", state.as_str())
}

fn row(me: &SignedIn, ui: &Ui, one: ListedProblem) -> Row {
    let (app, words) = (&me.web.app, ui.words);
    let source = ui.t(&format!("problem-source-{}", one.source.as_str().replace('_', "-")));
    let by = agency_name(app, words, &one.finder);
    Row {
        href: format!("/problems/{}", one.id),
        due: one.due.map(|(at, days)| due(app, words, Some(at), Some(days))),
        since: words.with("problem-since", &[("day", words.day(one.since))]),
        what: one.what.unwrap_or_else(|| ui.t("erased")),
        name: one.name,
        station: agency_name(app, words, &one.station),
        found: words.with("problem-found-by", &[("by", by), ("source", source)]),
    }
}
