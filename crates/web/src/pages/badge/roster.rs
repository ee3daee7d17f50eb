//! The week of an agency: who is on duty on which day, and the badges of those who work there.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use leye_app::badge::RosterRow;
use leye_app::paper::grouped;
use leye_app::{AppError, FieldFault};
use leye_domain::id::UserName;
use leye_domain::staff::Role;
use serde::Deserialize;

use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::parts::{Field, FormFault, Maker};
use crate::ui::{Ui, place};

/// What the address may ask for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    /// A day of the week.
    #[serde(default)]
    day: String,
}

/// A day of somebody.
struct Cell {
    /// What the box sends.
    value: String,
    day: String,
    on: bool,
    away: bool,
    /// Whether it may be changed.
    open: bool,
}

struct Row {
    user: String,
    name: String,
    cells: Vec<Cell>,
    /// Post, code and address of the badge.
    badge: Option<(String, String, String)>,
    post: Field,
}

#[derive(Template)]
#[template(path = "pages/badge/roster.html")]
struct RosterPage {
    ui: Ui,
    lead: String,
    faults: Vec<FormFault>,
    day: String,
    before: String,
    next: String,
    heads: Vec<String>,
    rows: Vec<Row>,
    may_keep: bool,
}

/// Shows the week.
pub(crate) async fn form(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    page(&me, &asked.day, &Typed::default(), &[]).await
}

/// Keeps the week, or a badge.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let (app, staff, day) = (&me.web.app, me.staff(), typed.text("day"));
    let user = typed.text("user");
    let done = match typed.text("do") {
        "issue" => app.issue_badge(staff, user, typed.text("badge-post")).await,
        "withdraw" => app.withdraw_badge(staff, user).await,
        _ => {
            let on: BTreeSet<_> = typed.all("on").iter().filter_map(|one| cell(one)).collect();
            app.keep_roster(staff, date(&me, day), &on).await
        }
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/roster?day={}", date(&me, day))).into_response()),
        Err(AppError::Invalid(faults)) => {
            let faults: Vec<_> =
                faults.iter().map(|one| FieldFault::new(&format!("badge-post-{user}"), &one.code)).collect();
            page(&me, day, &typed, &faults).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

fn cell(text: &str) -> Option<(UserName, Date)> {
    let (day, user) = text.split_once(' ')?;
    Some((UserName::parse(user).ok()?, day.parse().ok()?))
}

fn date(me: &SignedIn, day: &str) -> Date {
    day.parse().unwrap_or_else(|_| me.web.app.today())
}

async fn page(me: &SignedIn, day: &str, typed: &Typed, faults: &[FieldFault]) -> Result<Response, Fault> {
    let (app, staff) = (&me.web.app, me.staff());
    let roster = app.roster(staff, date(me, day)).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let monday = roster.days.first().copied().unwrap_or_else(|| app.today());
    let may_keep = app.may_keep_roster(staff);
    let page = RosterPage {
        lead: place(app, ui.words, &staff.agency),
        faults: maker
            .summary()
            .into_iter()
            .map(|one| FormFault { text: ui.t("fault-badge-post"), ..one })
            .collect(),
        day: monday.to_string(),
        before: format!("/roster?day={}", monday.saturating_sub(7.days())),
        next: format!("/roster?day={}", monday.saturating_add(7.days())),
        heads: roster.days.iter().map(|day| head(&ui, *day)).collect(),
        rows: roster.rows.iter().map(|one| row(me, &ui, &maker, &roster.days, one)).collect(),
        may_keep,
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, render(&page)).into_response())
}

fn head(ui: &Ui, day: Date) -> String {
    let parts = [
        ("month", day.month().to_string()),
        ("day", day.day().to_string()),
        ("weekday", ui.words.weekday(day)),
    ];
    ui.words.with("roster-day", &parts)
}

fn row(me: &SignedIn, ui: &Ui, maker: &Maker<'_>, days: &[Date], one: &RosterRow) -> Row {
    let today = me.web.app.today();
    let cells = days.iter().zip(one.on.iter().zip(&one.away)).map(|(day, (on, away))| Cell {
        value: format!("{day} {}", one.user),
        day: head(ui, *day),
        on: *on && !away,
        away: *away,
        open: *day >= today && !away,
    });
    let name = format!("badge-post-{}", one.user);
    let is_typed = maker.typed.text("user") == one.user.as_str();
    Row {
        user: one.user.to_string(),
        name: one.name.clone(),
        cells: cells.collect(),
        badge: one
            .badge
            .as_ref()
            .map(|(code, badge)| (badge.post.clone(), grouped(code), format!("/badges/{code}"))),
        post: Field {
            label: ui.t("field-badge-post"),
            hint: None,
            value: if is_typed { maker.typed.text("badge-post").to_owned() } else { String::new() },
            error: maker.error(&name).map(|_| ui.t("fault-badge-post")),
            width: "20",
            ..maker.text("badge-post", true)
        },
    }
}
