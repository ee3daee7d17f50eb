//! What somebody or their agency owes by when, and what was missed below them (A2).

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::accountability::{LimitRow, Whose};
use leye_domain::agency::AgencyCode;
use leye_domain::staff::Role;
use serde::Deserialize;

use super::{address, sections, what};
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::pages::application::clock::{DueWords, due};
use crate::parts::Pill;
use crate::ui::{Ui, agency_name};

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    whose: String,
}

struct Row {
    href: Option<String>,
    due: DueWords,
    what: String,
    number: String,
    holder: String,
    agency: String,
    rung: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/time_limit/list.html")]
struct ListPage {
    ui: Ui,
    sections: Vec<Pill>,
    whose: Vec<Pill>,
    rows: Vec<Row>,
    empty: String,
    more: bool,
}

/// Shows the list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let staff = me.staff();
    if staff.role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let whose = Whose::parse(&asked.whose).unwrap_or_default();
    let found = me.web.app.limits(staff, whose).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let pill = |one: &Whose| Pill {
        href: format!("/time-limits?whose={}", one.as_str()),
        label: ui.t(&format!("time-limit-{}", one.as_str())),
        count: None,
        on: *one == whose,
    };
    Ok(render(&ListPage {
        sections: sections(&ui, "time-limits"),
        whose: Whose::ALL.iter().map(pill).collect(),
        empty: ui.t(&format!("time-limit-empty-{}", whose.as_str())),
        more: found.more,
        rows: found.rows.iter().map(|one| row(&me, &ui, one)).collect(),
        ui,
    }))
}

fn row(me: &SignedIn, ui: &Ui, one: &LimitRow) -> Row {
    let (app, duty) = (&me.web.app, &one.duty);
    let agency = duty.agency.parse::<AgencyCode>();
    Row {
        href: address(&duty.subject, &duty.id, &duty.person),
        due: due(app, ui.words, Some(one.due), Some(one.left)),
        what: what(ui, &duty.kind, &duty.step),
        number: duty.subject.clone(),
        holder: match &duty.holder {
            Some(user) => app.staff_name(user),
            None => ui.t("time-limit-nobody"),
        },
        agency: agency.map(|code| agency_name(app, ui.words, &code)).unwrap_or_default(),
        rung: one.rung.map(|rung| ui.t(&format!("time-limit-rung-{}", rung.as_str().replace('_', "-")))),
    }
}
