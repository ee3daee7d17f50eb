//! Guidance notes by due time: those without an answer first.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_domain::staff::Role;

use crate::fault::Fault;
use crate::guard::SignedIn;
use crate::pages::supervision::list::{Asked, List, page, row};
use crate::pages::supervision::story::text;
use crate::pages::supervision::{sections, supervises};
use crate::ui::agency_name;

const STATES: [&str; 4] = ["given", "answered", "accepted", "withdrawn"];

/// Shows a list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let (app, staff) = (&me.web.app, me.staff());
    let state = asked.state(&STATES);
    let found = app.guidance_notes(staff, state, &asked.after()).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let rows = found.items.iter().map(|one| {
        let by = agency_name(app, ui.words, &one.listed.giver);
        row(&me, &ui, "guidance", one, (text(&ui, &one.listed.text), by))
    });
    let list = List {
        word: "guidance",
        part: "guidance",
        sections: sections(&ui, me.staff(), "guidance"),
        counts: STATES.map(|one| (one, found.counts.get(one).copied().unwrap_or_default())).to_vec(),
        state,
        rows: rows.collect(),
        next: found.next,
        begin: supervises(app, staff).then_some(("new", "guidance-begin")),
    };
    Ok(page(&me, &asked, list).await)
}
