//! Does one act in the assistance of somebody: a form, and what came of it.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::AppError;
use leye_app::assistance::AssistanceRequest;
use leye_domain::assistance::AssistanceActName;
use leye_domain::id::PersonId;
use serde::Deserialize;

use super::form::{Part, Source, begin, parts};
use super::input::Input;
use super::words;
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Problem, SignedIn};
use crate::parts::{Crumb, FormFault};
use crate::ui::Ui;
use crate::words::Words;

/// The acts that have a form or a button.
const ACTS: [AssistanceActName; 17] = [
    AssistanceActName::NameHelper,
    AssistanceActName::HandHelper,
    AssistanceActName::TakeHelper,
    AssistanceActName::SetClass,
    AssistanceActName::SignAgreement,
    AssistanceActName::SetGoal,
    AssistanceActName::SettleGoal,
    AssistanceActName::MakeContact,
    AssistanceActName::MakeOffer,
    AssistanceActName::AnswerOffer,
    AssistanceActName::GiveService,
    AssistanceActName::ProposeExit,
    AssistanceActName::HearPerson,
    AssistanceActName::ObjectToExit,
    AssistanceActName::DropExit,
    AssistanceActName::EffectExit,
    AssistanceActName::Reopen,
];

/// The goal or offer that an act is about.
#[derive(Deserialize)]
pub(crate) struct About {
    #[serde(default)]
    number: u32,
}

#[derive(Template)]
#[template(path = "pages/assistance/act.html")]
struct ActPage {
    ui: Ui,
    trail: Vec<Crumb>,
    title: String,
    lead: String,
    who: String,
    action: String,
    back: String,
    button: String,
    kind: &'static str,
    version: String,
    number: u32,
    faults: Vec<FormFault>,
    parts: Vec<Part>,
}

/// What is done for whom, and the form as it was typed.
struct Asked<'a> {
    id: &'a PersonId,
    act: AssistanceActName,
    number: u32,
    typed: Option<&'a Typed>,
    faults: Vec<FormFault>,
}

fn read(me: &SignedIn, (id, act): (String, String)) -> Result<(PersonId, AssistanceActName), Fault> {
    let found = ACTS.into_iter().find(|name| name.as_str() == act);
    PersonId::parse(&id).ok().zip(found).ok_or_else(|| me.fault(Problem::NotFound))
}

/// Shows the form.
pub(crate) async fn form(
    me: SignedIn,
    Path(path): Path<(String, String)>,
    Query(about): Query<About>,
) -> Result<Response, Fault> {
    let (id, act) = read(&me, path)?;
    let asked = Asked { id: &id, act, number: about.number, typed: None, faults: Vec::new() };
    page(&me, asked).await
}

/// Does it.
pub(crate) async fn send(
    me: SignedIn,
    Path(path): Path<(String, String)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let (id, name) = read(&me, path)?;
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let (app, words) = (&me.web.app, Words::of(me.lang));
    let number = typed.text("number").parse().unwrap_or_default();
    let again = |faults| Asked { id: &id, act: name, number, typed: Some(&typed), faults };
    let act = match (Input { words, typed: &typed }).act(name) {
        Ok(Some(act)) => act,
        Ok(None) => return Err(me.fault(Problem::NotFound)),
        Err(fault) => return page(&me, again(vec![fault])).await,
    };
    let seen = typed.text("version").parse().ok();
    match app.assist(me.staff(), AssistanceRequest { person: id.clone(), seen, act }).await {
        Ok(_) => {
            let done = name.as_str().replace('_', "-");
            Ok(Redirect::to(&format!("/people/{id}/assistance?done={done}")).into_response())
        }
        Err(AppError::Assistance(refusal)) => {
            let field = refusal.reason.field().map(|field| format!("assist-{}", field.replace('_', "-")));
            let text = words::refused(app, words, &refusal.reason);
            page(&me, again(vec![FormFault { name: field.unwrap_or_default(), text }])).await
        }
        Err(AppError::Stale { .. }) => {
            let fault = FormFault { name: String::new(), text: words.t("fault-changed-meanwhile") };
            page(&me, again(vec![fault])).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

/// Acts for which it matters that nobody changed anything since the page was opened: what only
/// adds a line to the record is written down in any case.
fn asks_version(act: AssistanceActName) -> bool {
    use AssistanceActName as N;
    !matches!(act, N::MakeContact | N::MakeOffer | N::GiveService | N::AnswerOffer)
}

/// Acts that nothing undoes by itself.
fn is_grave(act: AssistanceActName) -> bool {
    act == AssistanceActName::EffectExit
}

async fn page(me: &SignedIn, asked: Asked<'_>) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.assistance_file(me.staff(), asked.id).await.map_err(|e| me.fault(e))?;
    let may = file.rights.keep && (file.rights.settle || !asked.act.is_of_the_head());
    if !may {
        return Err(me.fault(Problem::App(AppError::Forbidden { act: None })));
    }
    let ui = me.ui().await;
    let words = ui.words;
    let begun = begin(app, &file, asked.act, asked.number);
    let typed = asked.typed.unwrap_or(&begun);
    let source = Source { app, words, file: &file, typed, faults: &asked.faults, number: asked.number };
    let parts = parts(&source, asked.act);
    let key = asked.act.as_str().replace('_', "-");
    let back = format!("/people/{}/assistance", asked.id);
    let who = file.name.clone().unwrap_or_else(|| ui.t("person-erased"));
    let lead = format!("assist-lead-{key}");
    let status = if asked.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ActPage {
        trail: vec![
            Crumb { href: "/assistance".to_owned(), label: ui.t("nav-assistance") },
            Crumb { href: back.clone(), label: who.clone() },
        ],
        title: ui.t(&format!("assist-act-{key}")),
        lead: if words.has(&lead) { ui.t(&lead) } else { String::new() },
        who,
        action: format!("{back}/acts/{}", asked.act.as_str()),
        back,
        button: ui.t(&format!("assist-button-{key}")),
        kind: if is_grave(asked.act) { "warning" } else { "main" },
        version: if asks_version(asked.act) { file.assistance.version.to_string() } else { String::new() },
        number: asked.number,
        faults: asked.faults,
        parts,
        ui,
    };
    Ok((status, show(&page)).into_response())
}
