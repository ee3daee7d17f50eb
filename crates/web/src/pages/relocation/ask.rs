//! The station that somebody comes to asks for their file, by the identity number that they show.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::{AppError, FieldFault};
use leye_domain::agency::Level;
use leye_domain::staff::Role;

use super::{Said, blank, fault, wish};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::parts::{Crumb, Field, FormFault, Maker};
use crate::ui::{Ui, place};

#[derive(Template)]
#[template(path = "pages/relocation/ask.html")]
struct AskPage {
    ui: Ui,
    trail: Vec<Crumb>,
    station: String,
    faults: Vec<FormFault>,
    number: Field,
    said: Said,
}

/// Whether somebody registers moves.
pub(super) fn may_register(me: &SignedIn) -> bool {
    let staff = me.staff();
    staff.level() == Level::Station && matches!(staff.role, Role::Clerk | Role::Reviewer | Role::Head)
}

/// Shows the form.
pub(crate) async fn form(me: SignedIn) -> Result<Response, Fault> {
    page(&me, &blank(&me), &[]).await
}

/// Asks.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    if !may_register(&me) {
        return Err(me.fault(AppError::Forbidden { act: None }));
    }
    let number = typed.text("number");
    let wish = match (number.is_empty(), wish(&typed)) {
        (false, Ok(wish)) => wish,
        (missing, wish) => {
            let mut faults = Vec::new();
            if missing {
                faults.push(FieldFault::new("number", "missing"));
            }
            faults.extend(wish.err().into_iter().flatten());
            return page(&me, &typed, &faults).await;
        }
    };
    match me.web.app.move_here(me.staff(), number, wish).await {
        Ok(relocation) => Ok(Redirect::to(&format!("/moves/{relocation}")).into_response()),
        Err(AppError::Relocation(refusal)) => page(&me, &typed, &[fault(&refusal, "number")]).await,
        Err(AppError::Invalid(faults)) => page(&me, &typed, &faults).await,
        Err(AppError::Stale { .. }) => {
            page(&me, &typed, &[FieldFault::new("number", "changed-meanwhile")]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(me: &SignedIn, typed: &Typed, faults: &[FieldFault]) -> Result<Response, Fault> {
    if !may_register(me) {
        return Err(me.fault(AppError::Forbidden { act: None }));
    }
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let page = AskPage {
        trail: vec![Crumb { href: "/moves".to_owned(), label: ui.t("nav-moves") }],
        station: place(&me.web.app, ui.words, &me.staff().agency),
        faults: maker.summary(),
        number: maker.text("number", true),
        said: Said::new(&ui, &maker),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
