//! Sign in with name and password.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use leye_app::session::SignIn;
use leye_app::{AppError, FieldFault};
use leye_domain::staff::Role;
use serde::Deserialize;

use super::{back, cookie};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Problem, Visitor};
use crate::pages::notice::object::From;
use crate::parts::{Field, FormFault, Maker};
use crate::ui::Ui;

/// The longest name that the limits remember, in characters: longer ones are no names.
const LONGEST_NAME: usize = 40;

/// What the address says.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    back: String,
}

#[derive(Template)]
#[template(path = "pages/session/sign_in.html")]
struct SignInPage {
    ui: Ui,
    faults: Vec<FormFault>,
    name: Field,
    password: Field,
    back: String,
}

/// Asks for name and password.
pub(crate) async fn form(visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    let mut typed = Typed::default();
    typed.set("back", asked.back);
    page(visitor, &typed, &[], StatusCode::OK)
}

/// Signs in.
pub(crate) async fn send(
    visitor: Visitor,
    From(from): From,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| visitor.fault(status.into()))?;
    if visitor.check(&typed).is_err() {
        // Kept open over night, or the service began anew: a fresh form is all it takes.
        let stale = FieldFault::new("", "stale-form");
        return Ok(page(visitor, &typed, &[stale], StatusCode::FORBIDDEN));
    }
    let faults = missing(&typed);
    if !faults.is_empty() {
        return Ok(page(visitor, &typed, &faults, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let name: String = typed.text("name").chars().take(LONGEST_NAME).collect();
    if !visitor.web.limits.may_sign_in(&name, from) {
        return Err(visitor.fault(Problem::TooOften));
    }
    match visitor.web.app.sign_in(typed.text("name"), typed.raw("password")).await {
        Ok(sign_in) => Ok(welcome(&visitor, &sign_in, &typed)),
        Err(AppError::SignInFailed) => {
            let wrong = FieldFault::new("password", "sign-in-failed");
            Ok(page(visitor, &typed, &[wrong], StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(visitor.fault(error.into())),
    }
}

fn missing(typed: &Typed) -> Vec<FieldFault> {
    let fields = [("name", "sign-in-name-missing"), ("password", "missing")];
    let empty = fields.into_iter().filter(|(field, _)| typed.raw(field).trim().is_empty());
    empty.map(|(field, code)| FieldFault::new(field, code)).collect()
}

fn welcome(visitor: &Visitor, sign_in: &SignIn, typed: &Typed) -> Response {
    let home = if sign_in.staff.role == Role::Administrator { "/users" } else { "/work" };
    let asked = back::to(typed.text("back"), home);
    let to = match asked.as_str() {
        _ if sign_in.must_change => "/account",
        "/" => home,
        asked if asked.starts_with("/sign-in") => home,
        asked => asked,
    };
    let cookie = cookie::session(&sign_in.token, visitor.web.settings);
    (AppendHeaders([cookie]), Redirect::to(to)).into_response()
}

fn page(mut visitor: Visitor, typed: &Typed, faults: &[FieldFault], status: StatusCode) -> Response {
    let cookie = cookie::introduce(&mut visitor);
    let ui = visitor.ui();
    let maker = Maker { words: ui.words, typed, faults };
    let name = Field {
        label: ui.t("sign-in-name"),
        hint: ui.training.is_some().then(|| ui.t("sign-in-training")),
        autocomplete: "username",
        ..maker.text("name", true)
    };
    let password = Field {
        hint: None,
        value: String::new(),
        kind: "password",
        autocomplete: "current-password",
        ..maker.text("password", true)
    };
    let faults = maker.summary();
    let page = SignInPage { faults, name, password, back: typed.text("back").to_owned(), ui };
    (status, AppendHeaders(cookie), show(&page)).into_response()
}
