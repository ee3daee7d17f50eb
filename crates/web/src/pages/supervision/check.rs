//! The daily check: what was due on a day, what was reported, what looks wrong (B2b).

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use leye_app::supervision::{DueRow, ReportedRow, WrongRow};
use leye_domain::agency::Level;
use leye_domain::staff::Role;
use leye_domain::supervision::Due;
use serde::Deserialize;

use super::sections;
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::pages::followup::visits;
use crate::parts::Pill;
use crate::ui::{Ui, agency_name, place};

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    day: String,
    #[serde(default)]
    agency: String,
}

struct DueLine {
    name: String,
    href: String,
    station: String,
    visit: String,
    became: String,
    level: &'static str,
    find: Option<String>,
}

struct ReportLine {
    name: String,
    href: String,
    station: String,
    visit: String,
    how: String,
    wrong: Vec<String>,
    find: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/supervision/check.html")]
struct CheckPage {
    ui: Ui,
    sections: Vec<Pill>,
    agencies: Vec<Pill>,
    lead: String,
    due: Vec<DueLine>,
    reported: Vec<ReportLine>,
    before: String,
    after: Option<String>,
    find: Option<(String, String)>,
}

/// Shows the check of a day; of yesterday where none is named.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let staff = me.staff();
    if staff.role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    if staff.level() == Level::Station && staff.role != Role::Auditor {
        return Ok(Redirect::to("/problems").into_response());
    }
    let app = &me.web.app;
    let today = app.today();
    let day: Date =
        asked.day.parse().ok().filter(|day| *day <= today).unwrap_or(today.saturating_sub(1.day()));
    let agency = asked.agency.parse().ok();
    let check = app.day_check(staff, agency, day).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let wrong = check.reported.iter().filter(|row| !row.wrong.is_empty()).count();
    let owed = check.due.iter().filter(|row| row.became == Due::Owed).count();
    let values = [
        ("place", place(app, ui.words, &check.agency)),
        ("day", ui.words.date(day)),
        ("due", check.due.len().to_string()),
        ("owed", owed.to_string()),
        ("reported", check.reported.len().to_string()),
        ("wrong", wrong.to_string()),
    ];
    let at = |day: Date| address(day, &asked.agency);
    let after = day.saturating_add(1.day());
    Ok(render(&CheckPage {
        sections: sections(&ui, staff, "checks"),
        agencies: agencies(&me, &ui, &check.agency, day),
        lead: ui.words.with("check-day-lead", &values),
        due: check.due.iter().map(|row| due_line(&me, &ui, row, check.may_find)).collect(),
        reported: check.reported.iter().map(|row| report_line(&me, &ui, row, check.may_find)).collect(),
        before: at(day.saturating_sub(1.day())),
        after: (after <= today).then(|| at(after)),
        find: check.may_find.then(|| ("/problems/new".to_owned(), format!("/guidance/new?day={day}"))),
        ui,
    }))
}

fn address(day: Date, agency: &str) -> String {
    let agency = if agency.is_empty() { String::new() } else { format!("&agency={agency}") };
    format!("/checks?day={day}{agency}")
}

/// The offices below a bureau, or the bureaus below the city.
fn agencies(me: &SignedIn, ui: &Ui, on: &leye_domain::agency::AgencyCode, day: Date) -> Vec<Pill> {
    let (app, own) = (&me.web.app, &me.staff().agency);
    let below = match own.level() {
        Level::Bureau => Level::Office,
        Level::City => Level::Bureau,
        Level::Office | Level::Station => return Vec::new(),
    };
    let mut codes: Vec<_> = app.stations_below(own).iter().map(|station| station.at(below)).collect();
    codes.sort();
    codes.dedup();
    let pill = |code: &leye_domain::agency::AgencyCode| Pill {
        href: address(day, if code == own { "" } else { code.as_str() }),
        label: agency_name(app, ui.words, code),
        count: None,
        on: code == on,
    };
    std::iter::once(own).chain(&codes).map(pill).collect()
}

/// Where a problem with a visit is written down.
fn find(row: (&leye_domain::id::PersonId, u32, leye_domain::followup::Slot), wrong: &str) -> String {
    let (person, job, slot) = row;
    let wrong = if wrong.is_empty() { String::new() } else { format!("&wrong={wrong}") };
    format!("/problems/new?person={person}&job={job}&visit={slot}{wrong}")
}

fn due_line(me: &SignedIn, ui: &Ui, row: &DueRow, may_find: bool) -> DueLine {
    let (word, level) = match row.became {
        Due::InTime => ("in-time", "well"),
        Due::Late => ("late", "soon"),
        Due::Owed => ("owed", "late"),
    };
    let missing = may_find && row.became == Due::Owed;
    DueLine {
        name: named(ui, &row.name),
        href: format!("/follow-ups/{}/{}", row.person, row.employment),
        station: agency_name(&me.web.app, ui.words, &row.station),
        visit: visits::name(ui, row.slot),
        became: ui.t(&format!("check-day-{word}")),
        level,
        find: missing.then(|| find((&row.person, row.employment, row.slot), "owed")),
    }
}

fn report_line(me: &SignedIn, ui: &Ui, row: &ReportedRow, may_find: bool) -> ReportLine {
    let app = &me.web.app;
    let at = ui.words.moment(app.rules().zone().to_datetime(row.at));
    let manner = ui.t(&format!("visit-manner-{}", row.manner.as_str().replace('_', "-")));
    let values = [("who", app.staff_name(&row.visitor)), ("at", at), ("manner", manner)];
    let codes: Vec<&str> = row.wrong.iter().map(|one| one.kind.as_str()).collect();
    ReportLine {
        name: named(ui, &row.name),
        href: format!("/follow-ups/{}/{}", row.person, row.employment),
        station: agency_name(app, ui.words, &row.station),
        visit: visits::name(ui, row.slot),
        how: ui.words.with("check-day-how", &values),
        wrong: row.wrong.iter().map(|one| wrong_words(me, ui, one)).collect(),
        find: may_find.then(|| find((&row.person, row.employment, row.slot), &codes.join(","))),
    }
}

fn wrong_words(me: &SignedIn, ui: &Ui, one: &WrongRow) -> String {
    let what = ui.t(&format!("check-flag-{}", one.kind.as_str().replace('_', "-")));
    let Some((name, at)) = &one.other else { return what };
    let at = ui.words.moment(me.web.app.rules().zone().to_datetime(*at));
    ui.words.with("check-flag-other", &[("what", what), ("name", named(ui, name)), ("at", at)])
}

fn named(ui: &Ui, name: &str) -> String {
    if name.is_empty() { ui.t("erased") } else { name.to_owned() }
}
