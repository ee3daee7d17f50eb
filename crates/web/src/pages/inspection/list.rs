//! Inspections, the newest first: those with open findings, and those that are closed.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_domain::staff::Role;

use crate::fault::Fault;
use crate::guard::SignedIn;
use crate::pages::supervision::list::{Asked, List, page, row};
use crate::pages::supervision::{sections, supervises};
use crate::ui::agency_name;

const STATES: [&str; 2] = ["open", "closed"];

/// Shows a list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let (app, staff) = (&me.web.app, me.staff());
    let state = asked.state(&STATES);
    let found = app.inspections(staff, state, &asked.after()).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let rows = found.items.iter().map(|one| {
        let (all, left) = one.listed.findings;
        let values = [
            ("day", ui.words.date(one.listed.day)),
            ("findings", all.to_string()),
            ("open", left.to_string()),
        ];
        let what = ui.words.with("inspection-row", &values);
        row(&me, &ui, "inspections", one, (what, agency_name(app, ui.words, &one.listed.inspector)))
    });
    let list = List {
        word: "inspection",
        part: "inspections",
        sections: sections(&ui, me.staff(), "inspections"),
        counts: STATES.map(|one| (one, found.counts.get(one).copied().unwrap_or_default())).to_vec(),
        state,
        rows: rows.collect(),
        next: found.next,
        begin: supervises(app, staff).then_some(("new", "inspection-begin")),
    };
    Ok(page(&me, &asked, list).await)
}
