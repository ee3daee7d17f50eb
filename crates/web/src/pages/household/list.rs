//! The households at and below an agency, and the count down to none.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::household::{HouseholdFilter, HouseholdOnly, ListedHousehold, MonthCount};
use leye_domain::agency::Level;
use leye_domain::staff::Role;
use serde::Deserialize;

use super::read::{called, colour, state, what};
use crate::cursor;
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::pages::application::clock::{DueWords, due};
use crate::parts::Pill;
use crate::ui::{Ui, agency_name};

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
    what: String,
    name: String,
    members: String,
    state: String,
    colour: &'static str,
    returned: bool,
    station: String,
}

/// A line of the count: an agency, or all of them.
struct CountRow {
    name: String,
    count: MonthCount,
}

#[derive(Template)]
#[template(path = "pages/household/list.html")]
struct HouseholdsPage {
    ui: Ui,
    summary: String,
    may_form: bool,
    counts: Vec<CountRow>,
    pills: Vec<Pill>,
    empty: String,
    rows: Vec<Row>,
    next: Option<String>,
    back: Option<String>,
    shown: String,
}

/// Shows them.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let app = &me.web.app;
    let only = HouseholdOnly::parse(&asked.only).unwrap_or_default();
    let filter = HouseholdFilter { only, after: cursor::read_place(&asked.after) };
    let page = app.households(me.staff(), &filter).await.map_err(|e| me.fault(e))?;
    let counted = app.households_counted(me.staff()).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let words = ui.words;
    let mut total = MonthCount::default();
    let mut counts = Vec::new();
    for (agency, count) in counted {
        total.at_start += count.at_start;
        total.new += count.new;
        total.solved += count.solved;
        total.left += count.left;
        counts.push(CountRow { name: agency_name(app, words, &agency), count });
    }
    if counts.len() > 1 {
        counts.push(CountRow { name: ui.t("household-count-all"), count: total });
    }
    let keeps = matches!(me.staff().role, Role::Clerk | Role::Reviewer | Role::Head);
    let rows: Vec<Row> = page.items.iter().map(|item| row(&me, &ui, item)).collect();
    let pill = |one: HouseholdOnly| Pill {
        href: address(one),
        label: ui.t(&format!("household-only-{}", one.as_str())),
        count: None,
        on: one == only,
    };
    Ok(render(&HouseholdsPage {
        summary: words.count("household-now", total.now()),
        may_form: keeps && me.staff().level() == Level::Station,
        counts,
        pills: HouseholdOnly::ALL.map(pill).to_vec(),
        empty: ui.t(&format!("household-empty-{}", only.as_str())),
        shown: words.count("household-shown", i64::try_from(rows.len()).unwrap_or_default()),
        next: page.next.map(|after| format!("{}&after={}", address(only), cursor::write_place(&after))),
        back: (!asked.after.is_empty()).then(|| address(only)),
        rows,
        ui,
    }))
}

fn address(only: HouseholdOnly) -> String {
    format!("/households?only={}", only.as_str())
}

fn row(me: &SignedIn, ui: &Ui, item: &ListedHousehold) -> Row {
    let (app, words) = (&me.web.app, ui.words);
    let standing = &item.household.standing;
    let members = item.household.present().count();
    Row {
        href: format!("/households/{}", item.id),
        due: item.due.map(|(at, left)| due(app, words, Some(at), Some(left))),
        what: what(words, standing),
        name: called(words, &item.household),
        members: words.count("household-members-count", i64::try_from(members).unwrap_or_default()),
        state: state(words, standing),
        colour: colour(standing),
        returned: !item.household.returned.is_empty() && standing.due().is_some(),
        station: agency_name(app, words, &item.household.station),
    }
}
