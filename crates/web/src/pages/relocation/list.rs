//! Who comes and who goes, the most urgent first; who came and went, the newest first.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::relocation::{ListedRelocation, RelocationFilter, RelocationOnly};
use leye_domain::agency::Level;
use leye_domain::staff::Role;
use serde::Deserialize;

use super::ask::may_register;
use crate::cursor;
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::pages::application::clock::{DueWords, due};
use crate::parts::Pill;
use crate::ui::{Ui, agency_name, place};

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    only: String,
    #[serde(default)]
    after: String,
}

struct Row {
    href: String,
    due: Option<DueWords>,
    since: String,
    name: String,
    masked: String,
    way: String,
    state: String,
    level: &'static str,
    on: String,
}

#[derive(Template)]
#[template(path = "pages/relocation/list.html")]
struct MovesPage {
    ui: Ui,
    choices: Vec<Pill>,
    rows: Vec<Row>,
    empty: String,
    may_ask: bool,
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
    let only = RelocationOnly::parse(&asked.only).unwrap_or_default();
    let filter = RelocationFilter { only, after: cursor::read(&asked.after) };
    let page = app.moves(staff, &filter).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let rows: Vec<Row> = page.items.into_iter().map(|one| row(&me, &ui, one)).collect();
    // To the city, and to an auditor, who goes is who comes.
    let both = staff.level() != Level::City && staff.role != Role::Auditor;
    let shown = RelocationOnly::ALL
        .iter()
        .filter(|one| both || matches!(one, RelocationOnly::Arriving | RelocationOnly::Arrived));
    let word = |one: RelocationOnly| if both { one.as_str() } else { above(one) };
    let pill = |one: &RelocationOnly| Pill {
        href: address(*one, ""),
        label: ui.t(&format!("move-only-{}", word(*one))),
        count: None,
        on: *one == only,
    };
    Ok(render(&MovesPage {
        choices: shown.map(pill).collect(),
        empty: ui.t(&format!("move-empty-{}", word(only))),
        may_ask: may_register(&me),
        shown: ui.words.count("finding-shown", i64::try_from(rows.len()).unwrap_or_default()),
        next: page.next.map(|after| address(only, &cursor::write(&after))),
        back: (!asked.after.is_empty()).then(|| address(only, "")),
        rows,
        ui,
    }))
}

/// The words for those above a station: coming and going are the same to them.
fn above(only: RelocationOnly) -> &'static str {
    match only {
        RelocationOnly::Arriving | RelocationOnly::Leaving => "open",
        RelocationOnly::Arrived | RelocationOnly::Left => "closed",
    }
}

fn address(only: RelocationOnly, after: &str) -> String {
    let after = if after.is_empty() { String::new() } else { format!("&after={after}") };
    format!("/moves?only={}{after}", only.as_str())
}

fn row(me: &SignedIn, ui: &Ui, one: ListedRelocation) -> Row {
    let (app, words) = (&me.web.app, ui.words);
    let name = if one.from.county() == one.to.county() { agency_name } else { place };
    let way = [("from", name(app, words, &one.from)), ("to", name(app, words, &one.to))];
    Row {
        href: format!("/moves/{}", one.id),
        due: one.due.map(|(at, days)| due(app, words, Some(at), Some(days))),
        since: words.with("move-since", &[("day", words.day(one.since))]),
        name: if one.name.is_empty() { ui.t("erased") } else { one.name },
        masked: one.masked,
        way: words.with("move-way", &way),
        state: ui.t(&format!("move-state-{}{}", one.state, if one.is_ours { "-ours" } else { "" })),
        level: level(&one.state, one.is_ours),
        on: words.date(one.on),
    }
}

/// How loud the word for the state is.
pub(super) fn level(state: &str, is_ours: bool) -> &'static str {
    match state {
        "accepted" => "well",
        _ if is_ours => "soon",
        _ => "plain",
    }
}
