//! Hands an original on, takes it, gives it back, or says that it is lost (C3.4).

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::paper::Move;
use leye_app::{AppError, FieldFault};
use leye_domain::id::CaseId;
use leye_domain::paper::{Keeper, PaperRefusal};

use super::rows::{Place, place, title};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, Problem, SignedIn};
use crate::pages::paper::list::{Shown, page as papers_page};
use crate::parts::{Choices, Crumb, Field, FormFault, Maker};
use crate::ui::{Ui, agency_name};

#[derive(Template)]
#[template(path = "pages/original/hand_over.html")]
struct OriginalPage {
    ui: Ui,
    trail: Vec<Crumb>,
    title: String,
    place: Place,
    action: String,
    faults: Vec<FormFault>,
    arrives: bool,
    sends: bool,
    gives_back: bool,
    loses: bool,
    finds: bool,
    waiting: Option<String>,
    to: Choices,
    signed_by: Field,
    note: Field,
}

/// Takes an original from the person.
pub(crate) async fn take(
    me: SignedIn,
    Id(id): Id<CaseId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let step = Move::Take(typed.text("original-title").to_owned());
    let key = match me.web.app.move_original(me.staff(), &id, step).await {
        Ok(()) => return Ok(Redirect::to(&format!("/applications/{id}/papers#originals")).into_response()),
        Err(AppError::Paper(PaperRefusal::Missing { .. })) => "fault-missing",
        Err(AppError::Paper(PaperRefusal::TooLong { .. })) => "fault-text-too-long",
        Err(AppError::Paper(PaperRefusal::NotTheStation)) => "original-fault-not-the-station",
        Err(error) => return Err(me.fault(error)),
    };
    let text = me.ui().await.t(key);
    let faults = vec![FormFault { name: "original-title".to_owned(), text }];
    papers_page(&me, &id, Shown { typed: Some(&typed), faults, ..Shown::default() }).await
}

/// Shows one.
pub(crate) async fn form(me: SignedIn, Id((id, number)): Id<(CaseId, u32)>) -> Result<Response, Fault> {
    page(&me, &id, number, &Typed::default(), &[]).await
}

/// Does what its button says.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, number)): Id<(CaseId, u32)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let text = |name: &str| typed.text(name).to_owned();
    let (step, field) = match typed.text("do") {
        "acknowledge" => (Move::Acknowledge(number), "do"),
        "send" => match typed.text("original-to").parse() {
            Ok(to) => (Move::Send(number, to), "original-to"),
            Err(_) => {
                return page(&me, &id, number, &typed, &[FieldFault::new("original-to", "not-chosen")]).await;
            }
        },
        "back" => (Move::GiveBack(number, text("original-signed-by")), "original-signed-by"),
        "lost" => (Move::Lost(number, text("original-note")), "original-note"),
        "found" => (Move::Found(number), "do"),
        _ => return Err(me.fault(StatusCode::BAD_REQUEST)),
    };
    let fault = match me.web.app.move_original(me.staff(), &id, step).await {
        Ok(()) => return Ok(Redirect::to(&format!("/applications/{id}/papers#originals")).into_response()),
        Err(AppError::Paper(PaperRefusal::NoSuchPaper)) => return Err(me.fault(Problem::NotFound)),
        Err(AppError::Paper(PaperRefusal::Missing { .. })) => FieldFault::new(field, "missing"),
        Err(AppError::Paper(PaperRefusal::TooLong { .. })) => FieldFault::new(field, "text-too-long"),
        // Somebody moved it meanwhile: the page shows where it is now.
        Err(AppError::Paper(_)) => FieldFault::new("do", "changed-meanwhile"),
        Err(error) => return Err(me.fault(error)),
    };
    page(&me, &id, number, &typed, &[fault]).await
}

async fn page(
    me: &SignedIn,
    id: &CaseId,
    number: u32,
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.case_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let papers = app.papers(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let original = papers.originals.get(&number).ok_or_else(|| me.fault(Problem::NotFound))?;
    let ui = me.ui().await;
    let words = ui.words;
    let ours = &me.staff().agency;
    let may = app.may_keep_papers(me.staff(), &file.case);
    let lost = original.lost.is_some();
    let here = original.keeper == Keeper::Agency(ours.clone());
    let arrives = original.on_the_way.as_ref().is_some_and(|way| way.to == *ours);
    let held = may && here && !lost && original.on_the_way.is_none();
    let others = app.ways(&file.case.station).into_iter().filter(|agency| agency != ours);
    let to: Vec<(String, String)> =
        others.map(|agency| (agency.as_str().to_owned(), agency_name(app, words, &agency))).collect();
    let maker = Maker { words, typed, faults };
    let waiting = original.on_the_way.as_ref().filter(|_| here && !lost);
    let page = OriginalPage {
        trail: vec![
            Crumb { href: format!("/applications/{id}"), label: id.to_string() },
            Crumb { href: format!("/applications/{id}/papers"), label: ui.t("papers-title") },
        ],
        title: title(words, number, original),
        place: place(app, words, original),
        action: format!("/applications/{id}/originals/{number}"),
        arrives: may && arrives && !lost,
        sends: held,
        gives_back: held && file.case.station == *ours,
        loses: may && !lost && (here || arrives),
        finds: may && lost,
        waiting: waiting
            .map(|way| words.with("original-waiting", &[("agency", agency_name(app, words, &way.to))])),
        to: maker.choices("original-to", true, &to),
        signed_by: maker.text("original-signed-by", true),
        note: maker.text("original-note", true),
        faults: maker.summary(),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
