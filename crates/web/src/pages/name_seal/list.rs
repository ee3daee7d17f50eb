//! The name seals of one's agency: who has each, since when, and handing one on.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::{AppError, FieldFault};
use leye_domain::id::UserName;
use leye_domain::name_seal::{Ended, NameSeal, NameSealAct, NameSealRefusal};
use leye_domain::staff::Role;

use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Problem, SignedIn};
use crate::parts::{Field, FormFault, Maker};
use crate::ui::{Ui, place};

struct Row {
    number: u32,
    title: String,
    holder: String,
    since: String,
    /// To whom it is on its way.
    handed_to: Option<String>,
    /// The word of its end.
    ended: Option<String>,
    may_hand: bool,
    may_take: bool,
    may_destroy: bool,
}

#[derive(Template)]
#[template(path = "pages/name_seal/list.html")]
struct SealsPage {
    ui: Ui,
    agency: String,
    rows: Vec<Row>,
    people: Vec<(String, String)>,
    faults: Vec<FormFault>,
    name: Field,
    may_make: bool,
    may_act: bool,
}

/// Shows them.
pub(crate) async fn show(me: SignedIn) -> Result<Response, Fault> {
    page(&me, &Typed::default(), &[]).await
}

/// Does what its button says.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let Some(act) = read(&typed) else {
        return page(&me, &typed, &[FieldFault::new("seal-to", "not-chosen")]).await;
    };
    let fault = match me.web.app.keep_name_seal(me.staff(), act).await {
        Ok(()) => return Ok(Redirect::to("/seals").into_response()),
        Err(AppError::NameSeal(NameSealRefusal::NoSuchSeal)) => return Err(me.fault(Problem::NotFound)),
        Err(AppError::NameSeal(NameSealRefusal::Missing { field })) => FieldFault::new(field, "missing"),
        Err(AppError::NameSeal(NameSealRefusal::TooLong { field })) => {
            FieldFault::new(field, "text-too-long")
        }
        // Somebody did something with it meanwhile: the page shows where it is now.
        Err(AppError::NameSeal(_)) => FieldFault::new("seal-to", "changed-meanwhile"),
        Err(error) => return Err(me.fault(error)),
    };
    page(&me, &typed, &[fault]).await
}

fn read(typed: &Typed) -> Option<NameSealAct> {
    let seal = typed.text("seal").parse().unwrap_or_default();
    let to = || UserName::parse(typed.text("seal-to")).ok();
    let note = typed.text("seal-note").to_owned();
    Some(match typed.text("do") {
        "make" => NameSealAct::Make { name: typed.text("seal-name").to_owned(), holder: to()? },
        "hand" => NameSealAct::Hand { seal, to: to()? },
        "take" => NameSealAct::Take { seal },
        "lost" => NameSealAct::End { seal, how: Ended::Lost, note },
        "destroyed" => NameSealAct::End { seal, how: Ended::Destroyed, note },
        _ => return None,
    })
}

async fn page(me: &SignedIn, typed: &Typed, faults: &[FieldFault]) -> Result<Response, Fault> {
    let (app, staff) = (&me.web.app, me.staff());
    let seals = app.name_seals(staff, &staff.agency).await.map_err(|e| me.fault(e))?;
    let people = app.colleagues(staff).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let may_act = app.may_keep_name_seals(staff);
    let maker = Maker { words: ui.words, typed, faults };
    let moment = |at| ui.words.moment(app.rules().zone().to_datetime(at));
    let row = |(number, seal): (&u32, &NameSeal)| Row {
        number: *number,
        title: seal.name.clone(),
        holder: app.staff_name(seal.holder.as_str()),
        since: ui.words.with("seal-since", &[("at", moment(seal.since))]),
        handed_to: seal
            .handed_to
            .as_ref()
            .map(|to| ui.words.with("seal-handed-to", &[("name", app.staff_name(to.as_str()))])),
        ended: seal.ended.as_ref().map(|(at, how, note)| {
            let key = match how {
                Ended::Lost => "seal-lost-at",
                Ended::Destroyed => "seal-destroyed-at",
            };
            ui.words.with(key, &[("at", moment(*at)), ("note", note.clone())])
        }),
        may_hand: may_act && seal.may_be_handed_by(staff),
        may_take: may_act && seal.ended.is_none() && seal.handed_to.as_ref() == Some(&staff.user),
        may_destroy: may_act && seal.ended.is_none() && staff.role == Role::Head,
    };
    let page = SealsPage {
        agency: place(app, ui.words, &staff.agency),
        rows: seals.seals.iter().map(row).collect(),
        people: people.into_iter().map(|(user, name)| (user.as_str().to_owned(), name)).collect(),
        name: maker.text("seal-name", true),
        may_make: may_act && staff.role == Role::Head,
        may_act,
        faults: maker.summary(),
        ui,
    };
    let status = if page.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, render(&page)).into_response())
}
