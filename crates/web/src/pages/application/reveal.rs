//! Unmask the person of a case, with a reason that is recorded.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leye_app::{AppError, FieldFault};
use leye_domain::applicant::Details;
use leye_domain::case::Objection;
use leye_domain::id::CaseId;

use super::representative;
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::parts::{Crumb, Fact, Field, FormFault, Maker};
use crate::ui::Ui;
use crate::words::Words;

#[derive(Template)]
#[template(path = "pages/application/reveal.html")]
struct RevealPage {
    ui: Ui,
    trail: Vec<Crumb>,
    case: String,
    faults: Vec<FormFault>,
    reason: Field,
    facts: Vec<Fact>,
}

/// Asks for the reason.
pub(crate) async fn form(me: SignedIn, Id(id): Id<CaseId>) -> Result<Response, Fault> {
    me.web.app.case_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    Ok(page(&me, &id, &Typed::default(), &[], Vec::new()).await)
}

/// Shows the data once.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<CaseId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    match me.web.app.reveal_case(me.staff(), &id, typed.text("reason")).await {
        Ok(revealed) => {
            let words = Words::of(me.lang);
            let mut facts = facts(words, &revealed.details);
            facts.extend(representative::revealed(&me.web.app, words, &revealed.represented));
            facts.extend(revealed.objection.iter().flat_map(|objection| objector(words, objection)));
            Ok(page(&me, &id, &typed, &[], facts).await)
        }
        Err(AppError::Invalid(faults)) => {
            let page = page(&me, &id, &typed, &faults, Vec::new()).await;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(
    me: &SignedIn,
    id: &CaseId,
    typed: &Typed,
    faults: &[FieldFault],
    facts: Vec<Fact>,
) -> Response {
    let ui = me.ui().await;
    let make = Maker { words: ui.words, typed, faults };
    let case = format!("/applications/{id}");
    render(&RevealPage {
        trail: vec![Crumb { href: case.clone(), label: id.to_string() }],
        faults: make.summary(),
        reason: make.text("reason", true),
        case,
        facts,
        ui,
    })
}

/// Who objected and how to reach them, where they said so.
fn objector(words: Words, objection: &Objection) -> Vec<Fact> {
    let fact =
        |key: &str, value: &String| Fact { key: words.t(key), value: value.clone(), ..Fact::default() };
    let mut facts =
        vec![fact("fact-objector", &objection.name), fact("fact-objector-contact", &objection.contact)];
    facts.retain(|fact| !fact.value.is_empty());
    facts
}

/// A number as one reads it aloud.
pub(super) fn grouped(number: &str) -> String {
    match (number.get(..6), number.get(6..14), number.get(14..)) {
        (Some(a), Some(b), Some(c)) => format!("{a} {b} {c}"),
        _ => number.to_owned(),
    }
}

/// Everything the file says, unmasked.
pub(crate) fn facts(words: Words, details: &Details) -> Vec<Fact> {
    let fact = |key: &str, value: String| Fact { key: words.t(key), value, ..Fact::default() };
    let mut facts = vec![
        fact("field-name", details.name.clone()),
        fact("field-number", grouped(&details.number)),
        fact("field-phone", details.phone.clone()),
        fact("field-address", details.address.clone()),
        fact("field-certificate", details.certificate.clone()),
    ];
    for relative in &details.household {
        facts.push(Fact {
            key: relative.relation.clone(),
            value: relative.name.clone(),
            note: Some(relative.number.clone()).filter(|n| !n.is_empty()),
            ..Fact::default()
        });
    }
    facts.retain(|fact| !fact.value.is_empty());
    facts
}
