//! How much was done in time: by agency, step and person, each figure opening to its terms (A2). Few
//! terms say nothing about anybody, and are marked.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use leye_app::accountability::OnTimeRow;
use leye_domain::staff::Role;
use serde::Deserialize;

use super::{address, sections, what};
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::parts::Pill;
use crate::ui::{Ui, agency_name, place};

/// The periods, as the address names them.
const PERIODS: [&str; 3] = ["month", "last-month", "year"];

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    period: String,
    #[serde(default)]
    agency: String,
    #[serde(default)]
    holder: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    step: String,
}

struct Line {
    href: String,
    agency: String,
    holder: String,
    what: String,
    all: i64,
    missed: i64,
    share: String,
    few: bool,
}

struct Behind {
    href: Option<String>,
    number: String,
    due: String,
    done: String,
    missed: bool,
    docket: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/time_limit/kept.html")]
struct KeptPage {
    ui: Ui,
    sections: Vec<Pill>,
    periods: Vec<Pill>,
    lead: String,
    lines: Vec<Line>,
    behind: Option<(String, Vec<Behind>)>,
}

/// Shows the figures, and the terms behind one of them.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let (staff, app) = (me.staff(), &me.web.app);
    if staff.role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let period = PERIODS.into_iter().find(|period| *period == asked.period).unwrap_or(PERIODS[0]);
    let days = days(period, app.today());
    let kept = app.on_time(staff, days).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let asked_for = |row: &&OnTimeRow| {
        (row.agency.as_str(), row.holder.as_deref().unwrap_or_default()) == (&asked.agency, &asked.holder)
            && (&row.kind, &row.step) == (&asked.kind, &asked.step)
    };
    let behind = match kept.rows.iter().find(asked_for) {
        Some(row) => Some(terms(&me, &ui, days, row).await?),
        None => None,
    };
    let pill = |one: &str| Pill {
        href: format!("/time-limits/kept?period={one}"),
        label: ui.t(&format!("standing-{one}")),
        count: None,
        on: one == period,
    };
    let values = [
        ("place", place(app, ui.words, &staff.agency)),
        ("from", ui.words.date(days.0)),
        ("to", ui.words.date(days.1)),
    ];
    Ok(render(&KeptPage {
        sections: sections(&ui, "time-limits/kept"),
        periods: PERIODS.iter().map(|one| pill(one)).collect(),
        lead: ui.words.with("kept-lead", &values),
        lines: kept.rows.iter().map(|row| line(&me, &ui, period, row, kept.too_few)).collect(),
        behind,
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

fn line(me: &SignedIn, ui: &Ui, period: &str, row: &OnTimeRow, too_few: i64) -> Line {
    let app = &me.web.app;
    let holder = row.holder.as_deref().unwrap_or_default();
    let query = [
        ("period", period),
        ("agency", row.agency.as_str()),
        ("holder", holder),
        ("kind", &row.kind),
        ("step", &row.step),
    ];
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    Line {
        href: format!("/time-limits/kept?{query}#behind"),
        agency: agency_name(app, ui.words, &row.agency),
        holder: row.holder.as_ref().map_or_else(|| ui.t("time-limit-nobody"), |user| app.staff_name(user)),
        what: what(ui, &row.kind, &row.step),
        all: row.all,
        missed: row.missed,
        share: format!("{}%", (row.all - row.missed) * 100 / row.all.max(1)),
        few: row.all < too_few,
    }
}

async fn terms(
    me: &SignedIn,
    ui: &Ui,
    days: (Date, Date),
    row: &OnTimeRow,
) -> Result<(String, Vec<Behind>), Fault> {
    let app = &me.web.app;
    let found = app.terms_behind(me.staff(), days, row).await.map_err(|e| me.fault(e))?;
    let moment = |at| ui.words.short_moment(app.rules().zone().to_datetime(at));
    let behind = found.into_iter().map(|term| Behind {
        href: address(&term.subject, &term.duty, &term.person),
        due: moment(term.due_at),
        done: term.done_at.map_or_else(|| ui.t("kept-open"), moment),
        missed: term.was_missed(),
        docket: term.docket.filter(|id| id.contains("-T-")),
        number: term.subject,
    });
    let title = format!("{} · {}", agency_name(app, ui.words, &row.agency), what(ui, &row.kind, &row.step));
    Ok((title, behind.collect()))
}
