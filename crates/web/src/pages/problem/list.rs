//! The register of problems by due time (B4.2).

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::supervision::{ListedProblem, ProblemFilter, ProblemState};
use leye_domain::staff::Role;

use crate::fault::Fault;
use crate::guard::SignedIn;
use crate::pages::application::clock::due;
use crate::pages::supervision::list::{Asked, List, Row, page};
use crate::pages::supervision::{sections, supervises};
use crate::ui::{Ui, agency_name};

/// Shows a list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let (app, staff) = (&me.web.app, me.staff());
    let state =
        ProblemState::parse(asked.state(&ProblemState::ALL.map(ProblemState::as_str))).unwrap_or_default();
    let filter = ProblemFilter { state, after: asked.after() };
    let found = app.problems(staff, &filter).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let list = List {
        word: "problem",
        part: "problems",
        sections: sections(&ui, me.staff(), "problems"),
        counts: found.counts.iter().map(|(state, count)| (state.as_str(), *count)).collect(),
        state: state.as_str(),
        rows: found.items.into_iter().map(|one| row(&me, &ui, one)).collect(),
        next: found.next,
        begin: supervises(app, staff).then_some(("new", "problem-find")),
    };
    Ok(page(&me, &asked, list).await)
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
