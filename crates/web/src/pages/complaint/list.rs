//! Complaints by how they stand, and the questions to one's own agency.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::complaint::{ComplaintPage, ComplaintRow};
use leye_domain::agency::Level;
use leye_domain::staff::Role;

use super::category;
use crate::fault::Fault;
use crate::guard::SignedIn;
use crate::pages::application::clock::due;
use crate::pages::supervision::list::{Asked, List, Row, brief, page, row};
use crate::ui::{Ui, agency_name};

/// The lists of those who deal with complaints, and the one that a station has too.
const STATES: [&str; 6] = ["filed", "open", "look", "replied", "closed", "asked"];

/// Shows a list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let (app, staff) = (&me.web.app, me.staff());
    // A station deals with none: nobody is below it.
    let is_station = staff.level() == Level::Station && staff.role != Role::Auditor;
    let states = if is_station { &STATES[5..] } else { &STATES[..] };
    let state = asked.state(states);
    let questions = app.complaint_questions(staff).await.map_err(|e| me.fault(e))?;
    let listed = if state == "asked" { "filed" } else { state };
    let found = app.complaints(staff, listed, &asked.after()).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let count = |one: &str| match one {
        "asked" => i64::try_from(questions.len()).unwrap_or_default(),
        _ => found.page.counts.get(one).copied().unwrap_or_default(),
    };
    let rows = if state == "asked" {
        questions.iter().map(|one| question(&me, &ui, one)).collect()
    } else {
        found.page.items.iter().map(|one| line(&me, &ui, one, &found)).collect()
    };
    let list = List {
        word: "complaint",
        part: "complaints",
        sections: Vec::new(),
        counts: states.iter().map(|one| (*one, count(one))).collect(),
        state,
        rows,
        next: found.page.next.clone().filter(|_| state != "asked"),
        begin: app.may_record_complaint(staff).then_some(("record", "complaint-record")),
    };
    Ok(page(&me, &asked, list).await)
}

fn line(me: &SignedIn, ui: &Ui, one: &ComplaintRow, found: &ComplaintPage) -> Row {
    let listed = &one.listed;
    let words = listed.words.get().cloned().unwrap_or_else(|| ui.t("erased"));
    let what = format!("{} · {}", category(ui, listed.category), brief(&words));
    let about = agency_name(&me.web.app, ui.words, &listed.about);
    let mut line = row(me, ui, "complaints", one, (what, about));
    if let Some(more) = found.more.get(&one.id) {
        line.name = ui.words.count("complaint-more", i64::try_from(*more).unwrap_or_default());
    }
    line
}

fn question(me: &SignedIn, ui: &Ui, one: &leye_app::complaint::QuestionRow) -> Row {
    let words = one.words.get().cloned().unwrap_or_else(|| ui.t("erased"));
    let own = agency_name(&me.web.app, ui.words, &me.staff().agency);
    Row {
        href: format!("/complaints/{}/question", one.id),
        due: one.due.map(|(at, days)| due(&me.web.app, ui.words, Some(at), Some(days))),
        since: String::new(),
        what: brief(&words),
        name: String::new(),
        station: own.clone(),
        found: own,
    }
}
