//! Spot checks by due time.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_domain::staff::Role;

use crate::fault::Fault;
use crate::guard::SignedIn;
use crate::pages::supervision::list::{Asked, List, page, row};
use crate::pages::supervision::{sections, supervises};

const STATES: [&str; 3] = ["drawn", "checked", "closed"];

/// Shows a list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let (app, staff) = (&me.web.app, me.staff());
    let state = asked.state(&STATES);
    let found = app.spot_checks(staff, state, &asked.after()).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let rows = found.items.iter().map(|one| {
        let (from, to) = one.listed.days;
        let sum = |of: fn(&(leye_domain::agency::AgencyCode, u32, u32, u32)) -> u32| {
            one.listed.stations.iter().map(of).sum::<u32>().to_string()
        };
        let days = ui.words.with("campaign-days", &[("from", ui.words.day(from)), ("to", ui.words.day(to))]);
        let drawn = [("drawn", sum(|one| one.1)), ("population", one.listed.population.to_string())];
        let came = [("checked", sum(|one| one.2)), ("differ", sum(|one| one.3))];
        let what = format!("{days} · {}", ui.words.with("spot-check-drawn-of", &drawn));
        row(&me, &ui, "spot-checks", one, (what, ui.words.with("spot-check-came", &came)))
    });
    let list = List {
        word: "spot-check",
        part: "spot-checks",
        sections: sections(&ui, me.staff(), "spot-checks"),
        counts: STATES.map(|one| (one, found.counts.get(one).copied().unwrap_or_default())).to_vec(),
        state,
        rows: rows.collect(),
        next: found.next,
        begin: supervises(app, staff).then_some(("new", "spot-check-begin")),
    };
    Ok(page(&me, &asked, list).await)
}
