//! Do an act: its form, and what becomes of it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::application::{ActRequest, CaseFile};
use leye_app::{AppError, FieldFault};
use leye_domain::case::{ActName, Reason, Refusal};
use leye_domain::id::CaseId;
use leye_domain::staff::Actor;

use super::act_parts::{Part, Source, begin, is_direct, is_grave, parts};
use super::{act_read, reason};
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Id, Problem, SignedIn};
use crate::parts::{Crumb, FormFault, Maker};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "pages/application/act.html")]
struct ActPage {
    ui: Ui,
    trail: Vec<Crumb>,
    title: String,
    lead: String,
    who: String,
    version: i64,
    faults: Vec<FormFault>,
    parts: Vec<Part>,
    button: String,
    kind: &'static str,
    case: String,
}

/// Shows the form of an act.
pub(crate) async fn form(me: SignedIn, Id((id, act)): Id<(CaseId, String)>) -> Result<Response, Fault> {
    let act = ActName::parse(&act).ok_or_else(|| me.fault(Problem::NotFound))?;
    let file = me.web.app.case_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let typed = begin(&me.web.app, &file, act);
    // An act that is not possible any more is shown where it can be seen why.
    if !file.acts.iter().any(|choice| choice.act == act && choice.may.is_ok()) {
        return Ok(Redirect::to(&format!("/applications/{id}")).into_response());
    }
    Ok(page(&me, &file, act, &typed, &[], Vec::new()).await)
}

/// Does the act, or shows the form again with what was typed.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, act)): Id<(CaseId, String)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let name = ActName::parse(&act).ok_or_else(|| me.fault(Problem::NotFound))?;
    let app = &me.web.app;
    let act = match act_read::read(app, name, &typed) {
        Ok(act) => act,
        Err(faults) => return again(&me, &id, name, &typed, &faults, Vec::new()).await,
    };
    let seen = typed.text("version").parse().ok();
    let actor = Actor::Staff(me.staff().clone());
    match app.act(&actor, ActRequest { id: id.clone(), act, seen, key: None }).await {
        Ok(_) => Ok(Redirect::to(&format!("/applications/{id}?done={}", name.as_str())).into_response()),
        Err(AppError::Refused(refusal)) => refused(&me, &id, name, &typed, &refusal).await,
        Err(AppError::Stale { .. }) => {
            let text = me_words(&me).t("act-stale");
            let fault = FormFault { name: String::new(), text };
            again(&me, &id, name, &typed, &[], vec![fault]).await
        }
        Err(AppError::Invalid(faults)) => again(&me, &id, name, &typed, &faults, Vec::new()).await,
        Err(error) => Err(me.fault(error)),
    }
}

fn me_words(me: &SignedIn) -> crate::words::Words {
    crate::words::Words::of(me.lang)
}

async fn refused(
    me: &SignedIn,
    id: &CaseId,
    act: ActName,
    typed: &Typed,
    refusal: &Refusal,
) -> Result<Response, Fault> {
    let words = me_words(me);
    if let Reason::Ticks { faults } = &refusal.reason {
        let told = faults.iter().map(|fault| reason::tick_fault_at(&me.web.app, words, fault));
        let above = told.map(|(name, text)| FormFault { name, text }).collect();
        return again(me, id, act, typed, &[], above).await;
    }
    let text = reason::words(&me.web.app, words, &refusal.reason);
    let text =
        words.with("refusal-with-article", &[("reason", text), ("article", refusal.article.to_owned())]);
    let fault = FormFault { name: reason::field(&refusal.reason), text };
    again(me, id, act, typed, &[], vec![fault]).await
}

async fn again(
    me: &SignedIn,
    id: &CaseId,
    act: ActName,
    typed: &Typed,
    faults: &[FieldFault],
    above: Vec<FormFault>,
) -> Result<Response, Fault> {
    let file = me.web.app.case_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let page = page(me, &file, act, typed, faults, above).await;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn page(
    me: &SignedIn,
    file: &CaseFile,
    act: ActName,
    typed: &Typed,
    faults: &[FieldFault],
    above: Vec<FormFault>,
) -> Response {
    let ui = me.ui().await;
    let words = ui.words;
    let source = Source { app: &me.web.app, words, file, typed, faults };
    let make = Maker { words, typed, faults };
    let word = act.as_str().replace('_', "-");
    let lead = format!("act-{word}-lead");
    let name = file.person.as_ref().map_or_else(|| ui.t("erased"), |person| person.name.clone());
    let case = format!("/applications/{}", file.case.id);
    let mut parts = if is_direct(act) { Vec::new() } else { parts(&source, act) };
    parts.iter_mut().for_each(|part| part.tell(&above));
    render(&ActPage {
        trail: vec![
            Crumb { href: "/applications".to_owned(), label: ui.t("nav-cases") },
            Crumb { href: case.clone(), label: name.clone() },
        ],
        title: ui.t(&format!("act-{word}")),
        lead: if words.has(&lead) { ui.t(&lead) } else { String::new() },
        who: name,
        version: file.case.version,
        faults: above.into_iter().chain(make.summary()).collect(),
        parts,
        button: ui.t(&format!("act-{word}-button")),
        kind: if is_grave(act) { "warning" } else { "main" },
        case,
        ui,
    })
}
