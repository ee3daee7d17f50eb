//! Dockets by due time.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::ListedMatter;
use leye_app::accountability::ListedDocket;
use leye_domain::staff::Role;

use crate::fault::Fault;
use crate::guard::SignedIn;
use crate::pages::supervision::list::{Asked, List, Row, page, row};
use crate::pages::time_limit::{sections, what};
use crate::ui::Ui;

/// Shows a list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let app = &me.web.app;
    let states = app.docket_states();
    let state = asked.state(&states);
    let state = states.into_iter().find(|one| *one == state).unwrap_or(states[0]);
    let found = app.dockets(me.staff(), state, &asked.after()).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let list = List {
        word: "docket",
        part: "dockets",
        sections: sections(&ui, "dockets"),
        counts: states.map(|one| (one, found.counts.get(one).copied().unwrap_or_default())).into(),
        state,
        rows: found.items.iter().map(|one| line(&me, &ui, one)).collect(),
        next: found.next,
        begin: None,
    };
    Ok(page(&me, &asked, list).await)
}

fn line(me: &SignedIn, ui: &Ui, one: &ListedMatter<ListedDocket>) -> Row {
    let (app, listed) = (&me.web.app, &one.listed);
    let holder = listed.holder.as_ref().map(|user| app.staff_name(user));
    let missed = ui.words.short_moment(app.rules().zone().to_datetime(listed.due));
    let matter = format!("{} · {}", what(ui, &listed.kind, &listed.step), listed.subject);
    let mut line = row(me, ui, "dockets", one, (matter, missed));
    line.name = holder.unwrap_or_else(|| ui.t("time-limit-nobody"));
    line
}
