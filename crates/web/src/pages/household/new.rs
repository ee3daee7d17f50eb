//! Opens the file of a household with its first member.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::{AppError, FieldFault};

use super::act::ActPage;
use super::act_parts::{Part, member};
use super::{act_read, refusal};
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::parts::{Crumb, FormFault, Maker};
use crate::ui::place;
use crate::words::Words;

/// Shows the form.
pub(crate) async fn form(me: SignedIn) -> Result<Response, Fault> {
    Ok(page(&me, &Typed::default(), &[], Vec::new()).await)
}

/// Forms it, or shows the form again with what was typed.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let mut found = Vec::new();
    let mut above = Vec::new();
    let given = act_read::given(&typed, &mut found);
    if found.is_empty() {
        let address = typed.text("household-address").to_owned();
        match me.web.app.form_household(me.staff(), address, given).await {
            Ok(household) => {
                return Ok(Redirect::to(&format!("/households/{}", household.id)).into_response());
            }
            Err(AppError::Household(refused)) => above.push(refusal::fault(Words::of(me.lang), &refused)),
            Err(AppError::Invalid(faults)) => found = faults,
            Err(error) => return Err(me.fault(error)),
        }
    }
    let page = page(&me, &typed, &found, above).await;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn page(me: &SignedIn, typed: &Typed, faults: &[FieldFault], above: Vec<FormFault>) -> Response {
    let ui = me.ui().await;
    let make = Maker { words: ui.words, typed, faults };
    let address = Part::Line(make.text("household-address", false));
    let mut parts: Vec<Part> = std::iter::once(address).chain(member(&make)).collect();
    parts.iter_mut().for_each(|part| part.tell(&above));
    render(&ActPage {
        trail: vec![Crumb { href: "/households".to_owned(), label: ui.t("nav-households") }],
        title: ui.t("household-new"),
        who: place(&me.web.app, ui.words, &me.staff().agency),
        lead: ui.t("household-new-lead"),
        faults: above.into_iter().chain(make.summary()).collect(),
        parts,
        version: 0,
        button: ui.t("household-new-button"),
        kind: "main",
        back: "/households".to_owned(),
        ui,
    })
}
