//! How stations stand: visits of a period and problems (B2c).

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use leye_app::supervision::StandingRow;
use leye_domain::agency::Level;
use leye_domain::staff::Role;
use serde::Deserialize;

use super::sections;
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::parts::Pill;
use crate::ui::{Ui, place};

/// Of fewer visits a share says little: it is marked.
const FEW: u32 = 10;
/// The periods, as the address names them.
const PERIODS: [&str; 3] = ["month", "last-month", "year"];

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    period: String,
}

struct Line {
    station: String,
    due: u32,
    in_time: u32,
    late: u32,
    owed: u32,
    share: String,
    few: bool,
    open: i64,
    settled: i64,
    spot: String,
    inspected: String,
}

#[derive(Template)]
#[template(path = "pages/supervision/standing.html")]
struct StandingPage {
    ui: Ui,
    sections: Vec<Pill>,
    periods: Vec<Pill>,
    lead: String,
    lines: Vec<Line>,
}

/// Shows the table.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let staff = me.staff();
    if staff.role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    if staff.level() == Level::Station && staff.role != Role::Auditor {
        return Ok(Redirect::to("/problems").into_response());
    }
    let app = &me.web.app;
    let period = PERIODS.into_iter().find(|period| *period == asked.period).unwrap_or(PERIODS[0]);
    let days = days(period, app.today());
    let table = app.standings(staff, None, days).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let values = [
        ("place", place(app, ui.words, &table.agency)),
        ("from", ui.words.date(days.0)),
        ("to", ui.words.date(days.1)),
    ];
    let pill = |one: &str| Pill {
        href: format!("/standings?period={one}"),
        label: ui.t(&format!("standing-{one}")),
        count: None,
        on: one == period,
    };
    Ok(render(&StandingPage {
        sections: sections(&ui, staff, "standings"),
        periods: PERIODS.iter().map(|one| pill(one)).collect(),
        lead: ui.words.with("standing-lead", &values),
        lines: table.rows.iter().map(|row| line(&me, &ui, row)).collect(),
        ui,
    }))
}

/// The first day, and the last that has passed.
fn days(period: &str, today: Date) -> (Date, Date) {
    match period {
        "last-month" => {
            let last = today.first_of_month().saturating_sub(1.day());
            (last.first_of_month(), last)
        }
        "year" => (today.first_of_year(), today),
        _ => (today.first_of_month(), today),
    }
}

fn line(me: &SignedIn, ui: &Ui, row: &StandingRow) -> Line {
    let visits = &row.visits;
    let share = (visits.due > 0).then(|| u64::from(visits.in_time) * 100 / u64::from(visits.due));
    Line {
        station: place(&me.web.app, ui.words, &visits.station),
        due: visits.due,
        in_time: visits.in_time,
        late: visits.late,
        owed: visits.owed,
        share: share.map_or_else(|| ui.t("standing-none"), |share| format!("{share}%")),
        few: visits.due > 0 && visits.due < FEW,
        open: row.open,
        settled: row.settled,
        spot: match row.spot_checked {
            (0, _) => ui.t("standing-not-yet"),
            (checked, differ) => format!("{differ}/{checked}"),
        },
        inspected: match row.inspected {
            None => ui.t("standing-not-yet"),
            Some((day, 0)) => ui.words.day(day),
            Some((day, open)) => {
                let values = [("day", ui.words.day(day)), ("open", open.to_string())];
                ui.words.with("standing-inspected-open", &values)
            }
        },
    }
}
