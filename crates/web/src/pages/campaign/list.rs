//! The campaigns of a bureau, with an alarm where none was held in time (B4.2).

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::staff::Role;
use leye_domain::supervision::Campaign;
use serde::Deserialize;

use super::{days, goal, kind, population};
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::pages::supervision::sections;
use crate::parts::Pill;
use crate::ui::{Ui, agency_name, place};

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    bureau: String,
}

struct Row {
    href: String,
    title: String,
    kind: String,
    days: String,
    who: String,
    goal: String,
    state: String,
    level: &'static str,
}

#[derive(Template)]
#[template(path = "pages/campaign/list.html")]
struct CampaignsPage {
    ui: Ui,
    sections: Vec<Pill>,
    bureaus: Vec<Pill>,
    lead: String,
    alarms: Vec<String>,
    rows: Vec<Row>,
    may_order: bool,
}

/// Shows them, the newest first.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let (app, staff) = (&me.web.app, me.staff());
    if staff.role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let bureaus = bureaus(&me);
    let bureau: Option<AgencyCode> = asked.bureau.parse().ok().or_else(|| bureaus.first().cloned());
    let desk = app.campaigns(staff, bureau).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let never =
        desk.never.iter().map(|code| ui.words.with("campaign-never", &[("kind", kind(app, &ui, code))]));
    let late = desk.late.iter().map(|(code, day)| {
        ui.words.with("campaign-late", &[("kind", kind(app, &ui, code)), ("day", ui.words.date(*day))])
    });
    let alarms = never.chain(late).collect();
    let pill = |code: &AgencyCode| Pill {
        href: format!("/campaigns?bureau={code}"),
        label: agency_name(app, ui.words, code),
        count: None,
        on: *code == desk.bureau,
    };
    let row = |(number, one): (&u32, &Campaign)| Row {
        href: format!("/campaigns/{}/{number}", desk.bureau),
        title: one.plan.title.clone(),
        kind: kind(app, &ui, &one.plan.kind),
        days: days(&ui, &one.plan),
        who: population(&ui, &one.plan),
        goal: goal(&ui, &one.plan),
        state: ui.t(&format!("campaign-state-{}", one.state())),
        level: if one.is_open() { "soon" } else { "plain" },
    };
    Ok(render(&CampaignsPage {
        sections: sections(&ui, staff, "campaigns"),
        bureaus: bureaus.iter().map(pill).collect(),
        lead: place(app, ui.words, &desk.bureau),
        alarms,
        rows: desk.campaigns.list.iter().rev().map(row).collect(),
        may_order: desk.may_keep,
        ui,
    }))
}

/// The bureaus of which somebody above them chooses one.
fn bureaus(me: &SignedIn) -> Vec<AgencyCode> {
    let own = &me.staff().agency;
    if own.level() != Level::City {
        return Vec::new();
    }
    let mut all: Vec<_> = me.web.app.stations_below(own).iter().map(|code| code.at(Level::Bureau)).collect();
    all.sort();
    all.dedup();
    all
}
