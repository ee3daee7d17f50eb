//! Two reports of one visit side by side; a person says which holds. Neither is lost.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leye_app::FieldFault;
use leye_domain::employment::EmploymentAct;
use leye_domain::followup::Slot;
use leye_domain::id::{PersonId, VisitKey};

use super::report::{Report, report};
use super::{Opened, Refused, do_act, visits};
use crate::fault::{Fault, Problem, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::parts::{Choices, Crumb, Field, FormFault};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "pages/followup/conflict.html")]
struct ConflictPage {
    ui: Ui,
    trail: Vec<Crumb>,
    title: String,
    action: String,
    back: String,
    faults: Vec<FormFault>,
    reports: Vec<Report>,
    holds: Choices,
    reason: Field,
    open: bool,
}

type Place = (PersonId, u32, Slot);

/// Shows them.
pub(crate) async fn form(me: SignedIn, Id(place): Id<Place>) -> Result<Response, Fault> {
    page(&me, &place, &Typed::default(), &Refused::default()).await
}

/// Says which holds.
pub(crate) async fn send(
    me: SignedIn,
    Id(place): Id<Place>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let (id, employment, slot) = &place;
    let Ok(holds) = VisitKey::parse(typed.text("conflict-holds")) else {
        let faults = vec![FieldFault::new("conflict-holds", "not-chosen")];
        return page(&me, &place, &typed, &Refused { faults, words: None }).await;
    };
    let reason = typed.text("conflict-reason").to_owned();
    let act = EmploymentAct::SettleConflict { employment: *employment, slot: *slot, holds, reason };
    match do_act(&me, id, *employment, act, &[("reason", "conflict-reason")]).await? {
        Ok(done) => Ok(done),
        Err(refused) => page(&me, &place, &typed, &refused).await,
    }
}

async fn page(
    me: &SignedIn,
    (id, number, slot): &Place,
    typed: &Typed,
    refused: &Refused,
) -> Result<Response, Fault> {
    let opened = Opened::of(me, id, *number).await?;
    let visit = opened.job().and_then(|(_, follow_up)| follow_up.visits.get(slot));
    let Some(visit) = visit else { return Err(me.fault(Problem::NotFound)) };
    let Some(pack) = me.web.app.follow_up_pack() else { return Err(me.fault(Problem::NotFound)) };
    let ui = me.ui().await;
    let maker = refused.maker(&ui, typed);
    let reports: Vec<Report> =
        visit.reports().map(|kept| report(&me.web.app, &ui, &pack, id, kept)).collect();
    let choices: Vec<(String, String)> = (1..)
        .zip(&reports)
        .map(|(at, one): (i64, _)| {
            let values = [("number", at.to_string()), ("by", one.by.clone())];
            (one.key.clone(), ui.words.with("conflict-report", &values))
        })
        .collect();
    let page = ConflictPage {
        trail: opened.trail(&ui),
        title: visits::name(&ui, *slot),
        action: format!("{}/conflict/{}/{}", opened.address(), slot.month, slot.target.as_str()),
        back: opened.address(),
        faults: refused.summary(&maker),
        holds: maker.choices("conflict-holds", true, &choices),
        reason: maker.text("conflict-reason", true),
        open: visit.conflict.is_some() && opened.file.may_keep,
        reports,
        ui,
    };
    let status = if page.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
