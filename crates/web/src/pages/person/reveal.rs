//! Unmask a person's file: a reason first, and it is recorded.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leye_app::{AppError, FieldFault};
use leye_domain::applicant::Applicant;
use leye_domain::id::PersonId;

use super::facts;
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::parts::{Crumb, Fact, Field, FormFault, Maker};
use crate::ui::Ui;

/// The longest reason, in characters.
const LONGEST: usize = 200;

#[derive(Template)]
#[template(path = "pages/person/reveal.html")]
struct RevealPage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    faults: Vec<FormFault>,
    reason: Field,
    shown: Option<Shown>,
}

struct Shown {
    name: String,
    about: String,
    facts: Vec<Fact>,
}

/// Asks why.
pub(crate) async fn form(me: SignedIn, Id(id): Id<PersonId>) -> Response {
    page(&me, &id, &Typed::default(), &[], None).await
}

/// Shows the whole file, this once.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<PersonId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    if typed.text("reason").chars().count() > LONGEST {
        let long = FieldFault::new("reason", "text-too-long");
        return Ok(page(&me, &id, &typed, &[long], None).await);
    }
    match me.web.app.reveal_person(me.staff(), &id, typed.text("reason")).await {
        Ok(person) if person.details.get().is_none() => Err(me.fault(AppError::Erased)),
        Ok(person) => Ok(page(&me, &id, &typed, &[], Some(person)).await),
        Err(AppError::Invalid(faults)) => Ok(page(&me, &id, &typed, &faults, None).await),
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(
    me: &SignedIn,
    id: &PersonId,
    typed: &Typed,
    faults: &[FieldFault],
    person: Option<Applicant>,
) -> Response {
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let today = me.web.app.today();
    let details = person.as_ref().and_then(|person| person.details.get());
    let file = Crumb { href: format!("/people/{id}"), label: id.to_string() };
    let page = RevealPage {
        trail: vec![Crumb { href: "/people".to_owned(), label: ui.t("nav-people") }, file],
        id: id.to_string(),
        faults: maker.summary(),
        reason: maker.text("reason", true),
        shown: details.map(|details| Shown {
            name: details.name.clone(),
            about: facts::about(ui.words, details, today),
            facts: facts::unmasked(&ui, details),
        }),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, show(&page)).into_response()
}
