//! The registrations at and below an agency: who is registered, whose certificate is owed or lost.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::registration::{ListedRegistration, RegistrationFilter, RegistrationOnly};
use leye_domain::registration::CertificateState;
use leye_domain::staff::Role;
use serde::Deserialize;

use super::told::Teller;
use crate::cursor;
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::pages::application::clock::{DueWords, due};
use crate::parts::Pill;
use crate::ui::{Ui, agency_name};

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    only: String,
    #[serde(default)]
    after: String,
}

struct Row {
    href: String,
    due: Option<DueWords>,
    what: String,
    name: String,
    masked: String,
    since: String,
    reason: String,
    state: String,
    colour: &'static str,
    station: String,
}

#[derive(Template)]
#[template(path = "pages/registration/list.html")]
struct RegistrationsPage {
    ui: Ui,
    pills: Vec<Pill>,
    empty: String,
    rows: Vec<Row>,
    next: Option<String>,
    back: Option<String>,
    shown: String,
}

/// Shows them.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let only = RegistrationOnly::parse(&asked.only).unwrap_or_default();
    let filter = RegistrationFilter { only, after: cursor::read_place(&asked.after) };
    let page = me.web.app.registrations(me.staff(), &filter).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let rows: Vec<Row> = page.items.iter().map(|item| row(&me, &ui, item)).collect();
    let pill = |(one, count): &(RegistrationOnly, i64)| Pill {
        href: address(*one),
        label: ui.t(&format!("registration-only-{}", one.as_str())),
        count: Some(*count),
        on: *one == only,
    };
    Ok(render(&RegistrationsPage {
        pills: page.counts.iter().map(pill).collect(),
        empty: ui.t(&format!("registration-empty-{}", only.as_str())),
        shown: ui.words.count("registration-shown", i64::try_from(rows.len()).unwrap_or_default()),
        next: page.next.map(|after| format!("{}&after={}", address(only), cursor::write_place(&after))),
        back: (!asked.after.is_empty()).then(|| address(only)),
        rows,
        ui,
    }))
}

fn address(only: RegistrationOnly) -> String {
    format!("/registrations?only={}", only.as_str())
}

fn row(me: &SignedIn, ui: &Ui, item: &ListedRegistration) -> Row {
    let (app, words) = (&me.web.app, ui.words);
    let teller = Teller { app, words };
    let spell = item.registration.unemployed();
    let state = item.registration.certificate_state();
    let (colour, what) = match state {
        CertificateState::Applied => ("soon", "issue"),
        CertificateState::Issued => ("soon", "hand-over"),
        CertificateState::Lost => ("late", "contact"),
        CertificateState::Held => ("well", "contact"),
        CertificateState::None => ("plain", "contact"),
    };
    Row {
        href: format!("/people/{}/registration", item.person),
        due: item.due.map(|(at, left)| due(app, words, Some(at), Some(left))),
        what: if item.due.is_some() { ui.t(&format!("registration-due-{what}")) } else { String::new() },
        name: if item.name.is_empty() { ui.t("erased") } else { item.name.clone() },
        masked: item.masked.clone(),
        since: spell.map_or_else(|| ui.t("registration-state-cancelled"), |spell| words.date(spell.since)),
        reason: spell.map(|spell| teller.reason(&spell.reason)).unwrap_or_default(),
        state: ui.t(&format!("certificate-state-{}", state.as_str())),
        colour,
        station: agency_name(app, words, &item.station),
    }
}
