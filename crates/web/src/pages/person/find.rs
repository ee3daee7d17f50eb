//! Find a person, or a case by its number. What is looked for never stands in an address.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::person::Found;
use leye_app::{AppError, FieldFault};
use leye_domain::id::CaseId;
use leye_domain::person::{ResidentNumber, mask};
use leye_domain::staff::Role;

use super::facts;
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::parts::{Field, FormFault, Maker};
use crate::ui::{Ui, place};

/// Text of this length without any but digits and X is meant as an identity number.
const NUMBER: std::ops::RangeInclusive<usize> = 15..=19;

struct Row {
    href: String,
    name: String,
    about: String,
    number: String,
    phone: String,
    station: String,
}

#[derive(Template)]
#[template(path = "pages/person/find.html")]
struct FindPage {
    ui: Ui,
    faults: Vec<FormFault>,
    q: Field,
    found: Option<Vec<Row>>,
    heading: String,
    intake: bool,
}

/// Asks whom to look for.
pub(crate) async fn form(me: SignedIn) -> Result<Response, Fault> {
    may_look(&me)?;
    Ok(page(&me, &Typed::default(), &[], None).await)
}

/// Looks.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    may_look(&me)?;
    let q = typed.text("q");
    if let Ok(id) = CaseId::parse(q) {
        return Ok(Redirect::to(&format!("/applications/{id}")).into_response());
    }
    if let Some(fault) = search_fault(&me, q) {
        return Ok(page(&me, &typed, &[fault], None).await);
    }
    let found = me.web.app.find_people(me.staff(), q).await.map_err(|e| me.fault(e))?;
    Ok(page(&me, &typed, &[], Some(found)).await)
}

/// The administrator keeps staff and agencies and sees nobody's file.
fn may_look(me: &SignedIn) -> Result<(), Fault> {
    let may = me.staff().role != Role::Administrator;
    if may { Ok(()) } else { Err(me.fault(AppError::Forbidden { act: None })) }
}

/// What is wrong with what was typed to look for somebody.
pub(crate) fn search_fault(me: &SignedIn, q: &str) -> Option<FieldFault> {
    let length = q.chars().count();
    if length == 0 {
        return Some(FieldFault::new("q", "missing"));
    }
    let like_number =
        NUMBER.contains(&length) && q.bytes().all(|b| b.is_ascii_digit() || b.eq_ignore_ascii_case(&b'x'));
    if like_number {
        let problem = ResidentNumber::parse(q, me.web.app.today()).err()?;
        return Some(FieldFault::new("q", problem.code()));
    }
    (length < 2).then(|| FieldFault::new("q", "too-short"))
}

async fn page(me: &SignedIn, typed: &Typed, faults: &[FieldFault], found: Option<Vec<Found>>) -> Response {
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let count = found.as_ref().map_or(0, Vec::len);
    let page = FindPage {
        faults: maker.summary(),
        q: maker.text("q", true),
        found: found.map(|found| found.into_iter().map(|one| row(me, &ui, one)).collect()),
        heading: ui.words.count("people-found", i64::try_from(count).unwrap_or_default()),
        intake: ui.nav.iter().any(|item| item.href == "/applications/new"),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, show(&page)).into_response()
}

fn row(me: &SignedIn, ui: &Ui, found: Found) -> Row {
    Row {
        href: format!("/people/{}", found.id),
        about: facts::about(ui.words, &found.details, me.web.app.today()),
        number: mask::number(&found.details.number),
        phone: mask::phone(&found.details.phone),
        station: place(&me.web.app, ui.words, &found.station),
        name: found.details.name,
    }
}
