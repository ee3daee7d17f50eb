//! Add a member of staff.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::user::NewUser;
use leye_app::{AppError, FieldFault};
use serde::Deserialize;

use super::form::{UserForm, faults_of_new, may_keep};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::parts::{Crumb, FormFault, Maker};
use crate::ui::Ui;

/// What the address may say: the agency, when it was chosen beforehand.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    agency: String,
}

#[derive(Template)]
#[template(path = "pages/user/add.html")]
struct AddUserPage {
    ui: Ui,
    trail: Vec<Crumb>,
    faults: Vec<FormFault>,
    form: UserForm,
}

/// Asks who it is.
pub(crate) async fn form(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    may_keep(&me)?;
    let mut typed = Typed::default();
    typed.set("agency", asked.agency);
    Ok(page(&me, &typed, &[], StatusCode::OK).await)
}

/// Adds them.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    may_keep(&me)?;
    let faults = faults_of_new(&me, &typed);
    if !faults.is_empty() {
        return Ok(page(&me, &typed, &faults, StatusCode::UNPROCESSABLE_ENTITY).await);
    }
    let name = typed.text("name").to_ascii_lowercase();
    match me.web.app.add_user(me.staff(), new_user(&typed)).await {
        Ok(()) => {
            let done = serde_urlencoded::to_string([("q", &name), ("done", &name)]).unwrap_or_default();
            Ok(Redirect::to(&format!("/users?{done}")).into_response())
        }
        Err(AppError::Invalid(faults)) => {
            Ok(page(&me, &typed, &faults, StatusCode::UNPROCESSABLE_ENTITY).await)
        }
        Err(error) => Err(me.fault(error)),
    }
}

fn new_user(typed: &Typed) -> NewUser {
    NewUser {
        name: typed.text("name").to_owned(),
        display_name: typed.text("display_name").to_owned(),
        role: typed.text("role").to_owned(),
        agency: typed.text("agency").to_owned(),
        password: typed.raw("password").to_owned(),
        must_change: true,
    }
}

async fn page(me: &SignedIn, typed: &Typed, faults: &[FieldFault], status: StatusCode) -> Response {
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let page = AddUserPage {
        trail: vec![Crumb { href: "/users".to_owned(), label: ui.t("nav-users") }],
        faults: maker.summary(),
        form: UserForm::new(me, &ui, &maker),
        ui,
    };
    (status, show(&page)).into_response()
}
