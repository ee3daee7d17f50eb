//! Change a member of staff: name, role, agency, whether the account is open, a new
//! first password for who forgot theirs.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::{AppError, FieldFault};

use super::form::{UserForm, faults, password_fault};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Problem, SignedIn};
use crate::parts::{Crumb, Field, FormFault, Maker};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "pages/user/change.html")]
struct ChangeUserPage {
    ui: Ui,
    trail: Vec<Crumb>,
    faults: Vec<FormFault>,
    user: String,
    heading: String,
    version: String,
    form: UserForm,
    own: bool,
}

/// Shows what is stored, to be changed.
pub(crate) async fn form(me: SignedIn, Path(name): Path<String>) -> Result<Response, Fault> {
    let typed = stored(&me, &name).await?;
    Ok(page(&me, &name, &typed, &[], StatusCode::OK).await)
}

/// Changes it.
pub(crate) async fn send(
    me: SignedIn,
    Path(name): Path<String>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let mut found = faults(&me, &typed);
    found.extend(own_account(&me, &name, &typed));
    found.extend(Some(typed.raw("password")).filter(|new| !new.is_empty()).and_then(password_fault));
    if !found.is_empty() {
        return Ok(page(&me, &name, &typed, &found, StatusCode::UNPROCESSABLE_ENTITY).await);
    }
    match change(&me, &name, &typed).await {
        Ok(()) => {
            let done = serde_urlencoded::to_string([("q", &name), ("done", &name)]).unwrap_or_default();
            Ok(Redirect::to(&format!("/users?{done}")).into_response())
        }
        Err(AppError::Invalid(found)) => {
            Ok(page(&me, &name, &typed, &found, StatusCode::UNPROCESSABLE_ENTITY).await)
        }
        Err(AppError::Stale { current, .. }) => {
            // Somebody else was first: what was typed stays, to be looked at and sent again.
            let mut typed = typed;
            typed.set("version", current.to_string());
            let changed = FieldFault::new("", "changed-meanwhile");
            Ok(page(&me, &name, &typed, &[changed], StatusCode::CONFLICT).await)
        }
        Err(error) => Err(me.fault(error)),
    }
}

async fn change(me: &SignedIn, name: &str, typed: &Typed) -> Result<(), AppError> {
    let users = me.web.app.users(me.staff()).await?;
    let mut user = users.into_iter().find(|user| user.name == name).ok_or(AppError::NotFound)?;
    if user.version.to_string() != typed.text("version") {
        return Err(AppError::Stale { current: user.version, since: Vec::new() });
    }
    user.display_name = typed.text("display_name").to_owned();
    user.role = typed.text("role").to_owned();
    user.agency = typed.text("agency").to_owned();
    user.active = typed.text("active") == "yes";
    me.web.app.change_user(me.staff(), user).await?;
    let password = typed.raw("password");
    if password.is_empty() || is_own(me, name) {
        return Ok(());
    }
    me.web.app.reset_password(me.staff(), name, password.to_owned()).await
}

/// One's own password is changed on the page of one's account, where the old one is asked for.
fn is_own(me: &SignedIn, name: &str) -> bool {
    me.staff().user.as_str() == name
}

/// Nobody shuts themselves out: the last administrator could not be let in again.
fn own_account(me: &SignedIn, name: &str, typed: &Typed) -> Vec<FieldFault> {
    let mut found = Vec::new();
    if !is_own(me, name) {
        return found;
    }
    if typed.text("role") != me.staff().role.as_str() {
        found.push(FieldFault::new("role", "own-account"));
    }
    if typed.text("active") != "yes" {
        found.push(FieldFault::new("active", "own-account"));
    }
    found
}

async fn stored(me: &SignedIn, name: &str) -> Result<Typed, Fault> {
    let users = me.web.app.users(me.staff()).await.map_err(|e| me.fault(e))?;
    let user = users.into_iter().find(|user| user.name == name).ok_or_else(|| me.fault(Problem::NotFound))?;
    let mut typed = Typed::default();
    typed.set("version", user.version.to_string());
    typed.set("display_name", user.display_name);
    typed.set("role", user.role);
    typed.set("agency", user.agency);
    typed.set("active", if user.active { "yes" } else { "no" });
    Ok(typed)
}

async fn page(
    me: &SignedIn,
    name: &str,
    typed: &Typed,
    faults: &[FieldFault],
    status: StatusCode,
) -> Response {
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let page = ChangeUserPage {
        trail: vec![Crumb { href: "/users".to_owned(), label: ui.t("nav-users") }],
        faults: maker.summary(),
        user: name.to_owned(),
        heading: me.web.app.staff_name(name),
        version: typed.text("version").to_owned(),
        form: UserForm { password: new_password(&ui, &maker), ..UserForm::new(me, &ui, &maker) },
        own: is_own(me, name),
        ui,
    };
    (status, show(&page)).into_response()
}

/// A new first password; empty leaves the present one.
fn new_password(ui: &Ui, maker: &Maker<'_>) -> Field {
    Field {
        label: ui.t("user-new-password"),
        hint: Some(ui.t("user-new-password-hint")),
        value: String::new(),
        kind: "password",
        autocomplete: "new-password",
        width: "20",
        ..maker.text("password", false)
    }
}
