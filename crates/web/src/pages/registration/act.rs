//! The form of an act on a registration or a certificate.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::registration::RegistrationFile;
use leye_app::{AppError, FieldFault};
use leye_domain::id::PersonId;
use leye_domain::registration::RegistrationActName;

use super::act_parts::{Part, begin, parts};
use super::{act_read, read, refusal};
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Id, Problem, SignedIn};
use crate::parts::{Crumb, FormFault, Maker};
use crate::ui::Ui;
use crate::words::Words;

#[derive(Template)]
#[template(path = "pages/registration/act.html")]
struct ActPage {
    ui: Ui,
    trail: Vec<Crumb>,
    title: String,
    who: String,
    masked: String,
    lead: String,
    faults: Vec<FormFault>,
    parts: Vec<Part>,
    version: i64,
    button: String,
    kind: &'static str,
    back: String,
}

/// Shows the form.
pub(crate) async fn form(me: SignedIn, Id((id, act)): Id<(PersonId, String)>) -> Result<Response, Fault> {
    let act = RegistrationActName::parse(&act).ok_or_else(|| me.fault(Problem::NotFound))?;
    let file = me.web.app.registration_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    // An act that is not possible any more is shown where it can be seen why.
    if !file.acts.contains(&act) {
        return Ok(Redirect::to(&format!("/people/{id}/registration")).into_response());
    }
    Ok(page(&me, &file, act, &begin(&me.web.app, &file, act), &[], Vec::new()).await)
}

/// Does it, or shows the form again with what was typed.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, act)): Id<(PersonId, String)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let name = RegistrationActName::parse(&act).ok_or_else(|| me.fault(Problem::NotFound))?;
    let app = &me.web.app;
    let file = app.registration_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let act = match act_read::read(&file, name, &typed) {
        Ok(act) => act,
        Err(faults) => return Ok(again(&me, &file, name, &typed, &faults, Vec::new()).await),
    };
    let seen = typed.text("version").parse().unwrap_or_default();
    let words = Words::of(me.lang);
    let fault = match app.act_on_registration(me.staff(), &id, seen, act).await {
        Ok(_) => {
            let done = format!("/people/{id}/registration?done={}", name.as_str());
            return Ok(Redirect::to(&done).into_response());
        }
        Err(AppError::Registration(refused)) => refusal::fault(words, name, &refused),
        Err(AppError::Stale { .. }) => {
            FormFault { name: String::new(), text: words.t("fault-changed-meanwhile") }
        }
        Err(error) => return Err(me.fault(error)),
    };
    Ok(again(&me, &file, name, &typed, &[], vec![fault]).await)
}

async fn again(
    me: &SignedIn,
    file: &RegistrationFile,
    act: RegistrationActName,
    typed: &Typed,
    faults: &[FieldFault],
    above: Vec<FormFault>,
) -> Response {
    let page = page(me, file, act, typed, faults, above).await;
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

async fn page(
    me: &SignedIn,
    file: &RegistrationFile,
    act: RegistrationActName,
    typed: &Typed,
    faults: &[FieldFault],
    above: Vec<FormFault>,
) -> Response {
    let ui = me.ui().await;
    let make = Maker { words: ui.words, typed, faults };
    let id = &file.person.id;
    let back = format!("/people/{id}/registration");
    let key = read::title(act, file);
    let mut parts = parts(&me.web.app, &make, file, act);
    parts.iter_mut().for_each(|part| part.tell(&above));
    let grave = matches!(
        act,
        RegistrationActName::Deregister
            | RegistrationActName::Return
            | RegistrationActName::WithdrawApplication
    );
    let lead = format!("{key}-lead");
    render(&ActPage {
        trail: vec![
            Crumb { href: format!("/people/{id}"), label: file.name.clone() },
            Crumb { href: back.clone(), label: ui.t("registration-title") },
        ],
        title: ui.t(&key),
        who: file.name.clone(),
        masked: file.masked.clone(),
        lead: if ui.words.has(&lead) { ui.t(&lead) } else { String::new() },
        faults: above.into_iter().chain(make.summary()).collect(),
        parts,
        version: file.registration.version,
        button: ui.t(&format!("{key}-button")),
        kind: if grave { "warning" } else { "main" },
        back,
        ui,
    })
}
