//! My account: who I am here, my password, my own identity.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::desk::Absence;
use leye_app::session::SHORTEST_PASSWORD;
use leye_app::{AppError, FieldFault};
use serde::Deserialize;

use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::parts::{DateField, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, place};

/// What the address may say: what has just been done.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: String,
}

#[derive(Template)]
#[template(path = "pages/account/show.html")]
struct AccountPage {
    ui: Ui,
    faults: Vec<FormFault>,
    done: Option<&'static str>,
    must_change: bool,
    facts: Vec<Fact>,
    old: Field,
    password: Field,
    again: Field,
    number: Field,
    linked: bool,
    from: DateField,
    until: DateField,
    away: Option<String>,
}

/// Shows it.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Response {
    let done = ["password", "identity", "absence"].into_iter().find(|what| *what == asked.done);
    page(&me, &Typed::default(), &[], done).await
}

/// Changes the password.
pub(crate) async fn password(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let (old, new) = (typed.raw("old"), typed.raw("password"));
    let mut faults = Vec::new();
    if old.is_empty() {
        faults.push(FieldFault::new("old", "missing"));
    }
    if new.is_empty() {
        faults.push(FieldFault::new("password", "missing"));
    } else if new.chars().count() < SHORTEST_PASSWORD {
        faults.push(FieldFault::new("password", "too-short"));
    }
    if new != typed.raw("again") {
        faults.push(FieldFault::new("again", "differs"));
    }
    let changed = match faults.is_empty() {
        true => me.web.app.change_password(me.staff(), old, new.to_owned()).await,
        false => Err(AppError::Invalid(faults)),
    };
    answer(&me, &typed, changed, "password").await
}

/// Links the own identity number.
pub(crate) async fn identity(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let linked = me.web.app.link_identity(me.staff(), typed.text("number")).await;
    answer(&me, &typed, linked, "identity").await
}

/// Notes when I am away, or that I am not.
pub(crate) async fn absence(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let absence = match (typed.text("do"), typed.day("away-from"), typed.day("away-until")) {
        ("back", ..) => Ok(None),
        (_, Ok(Some(from)), Ok(Some(until))) => Ok(Some(Absence { from, until })),
        (_, from, _) => {
            let field = if matches!(from, Ok(Some(_))) { "away-until" } else { "away-from" };
            Err(AppError::Invalid(vec![FieldFault::new(field, "not-a-date")]))
        }
    };
    let staff = me.staff();
    let noted = match absence {
        Ok(absence) => me.web.app.note_absence(staff, staff.user.as_str(), absence).await,
        Err(error) => Err(error),
    };
    answer(&me, &typed, noted, "absence").await
}

async fn answer(
    me: &SignedIn,
    typed: &Typed,
    done: Result<(), AppError>,
    what: &str,
) -> Result<Response, Fault> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/account?done={what}")).into_response()),
        Err(AppError::Invalid(faults)) => Ok(page(me, typed, &faults, None).await),
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(me: &SignedIn, typed: &Typed, faults: &[FieldFault], done: Option<&'static str>) -> Response {
    // What cannot be read is shown as not noted; noting it again mends it.
    let away = me.web.app.absence(me.staff().user.as_str()).await.unwrap_or_default();
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let page = AccountPage {
        done,
        must_change: me.session.must_change,
        facts: facts(me, &ui),
        old: secret(&maker, "old", "current-password"),
        password: Field { label: ui.t("account-new-password"), ..secret(&maker, "password", "new-password") },
        again: secret(&maker, "again", "new-password"),
        number: Field { label: ui.t("account-number"), width: "20", ..maker.text("number", true) },
        linked: me.staff().identity.is_some(),
        from: maker.day("away-from"),
        until: maker.day("away-until"),
        away: away.map(|one| {
            ui.words.with(
                "account-away-told",
                &[("from", ui.words.date(one.from)), ("until", ui.words.date(one.until))],
            )
        }),
        faults: maker.summary(),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, render(&page)).into_response()
}

/// A password is never sent back to the page.
fn secret(maker: &Maker<'_>, name: &str, autocomplete: &'static str) -> Field {
    Field { value: String::new(), kind: "password", width: "20", autocomplete, ..maker.text(name, true) }
}

fn facts(me: &SignedIn, ui: &Ui) -> Vec<Fact> {
    let staff = me.staff();
    let role = staff.role.as_str();
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    vec![
        fact("field-display-name", staff.name.clone()),
        fact("sign-in-name", staff.user.to_string()),
        Fact {
            note: Some(ui.t(&format!("role-{role}-hint"))),
            ..fact("field-role", ui.t(&format!("role-{role}")))
        },
        fact("field-agency", place(&me.web.app, ui.words, &staff.agency)),
    ]
}
