//! Writes a risk down by hand, or closes one.

use axum::http::StatusCode;
use axum::response::Response;
use leye_app::FieldFault;
use leye_domain::employment::EmploymentAct;
use leye_domain::id::PersonId;

use super::{ActForm, ActPage, Opened, Refused, act_page, do_act, risk_title};
use crate::fault::{Fault, Problem};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::parts::Fact;

/// The form for a new one.
pub(crate) async fn form(me: SignedIn, Id((id, number)): Id<(PersonId, u32)>) -> Result<Response, Fault> {
    find_page(&me, &id, number, &Typed::default(), &Refused::default()).await
}

/// Writes it down.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, number)): Id<(PersonId, u32)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let factor = typed.text("risk-factor").to_owned();
    if factor.is_empty() {
        let faults = vec![FieldFault::new("risk-factor", "not-chosen")];
        return find_page(&me, &id, number, &typed, &Refused { faults, words: None }).await;
    }
    let act =
        EmploymentAct::FindRisk { employment: number, factor, note: typed.text("risk-note").to_owned() };
    match do_act(&me, &id, number, act, &[("note", "risk-note")]).await? {
        Ok(done) => Ok(done),
        Err(refused) => find_page(&me, &id, number, &typed, &refused).await,
    }
}

async fn find_page(
    me: &SignedIn,
    id: &PersonId,
    number: u32,
    typed: &Typed,
    refused: &Refused,
) -> Result<Response, Fault> {
    let opened = Opened::of(me, id, number).await?;
    let ui = me.ui().await;
    let maker = refused.maker(&ui, typed);
    let pack = me.web.app.follow_up_pack();
    let factors: Vec<(String, String)> = pack
        .iter()
        .flat_map(|pack| &pack.risks.list)
        .map(|risk| (risk.code.clone(), ui.words.of_pack(&risk.titles).to_owned()))
        .collect();
    let form = ActForm {
        action: format!("{}/risks", opened.address()),
        title: None,
        choices: Some(maker.choices("risk-factor", true, &factors)),
        line: None,
        text: maker.text("risk-note", true),
        what: "",
        go: ui.t("risk-find-go"),
        kind: "main",
    };
    Ok(act_page(&ActPage {
        trail: opened.trail(&ui),
        title: ui.t("risk-find-title"),
        lead: ui.t("risk-find-lead"),
        about: Vec::new(),
        faults: refused.summary(&maker),
        forms: if opened.file.may_keep { vec![form] } else { Vec::new() },
        back: opened.address(),
        ui,
    }))
}

/// The form to close one.
pub(crate) async fn close_form(
    me: SignedIn,
    Id((id, number, risk)): Id<(PersonId, u32, u32)>,
) -> Result<Response, Fault> {
    close_page(&me, &id, (number, risk), &Typed::default(), &Refused::default()).await
}

/// Closes it.
pub(crate) async fn close(
    me: SignedIn,
    Id((id, number, risk)): Id<(PersonId, u32, u32)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let act =
        EmploymentAct::CloseRisk { employment: number, risk, reason: typed.text("risk-reason").to_owned() };
    match do_act(&me, &id, number, act, &[("reason", "risk-reason")]).await? {
        Ok(done) => Ok(done),
        Err(refused) => close_page(&me, &id, (number, risk), &typed, &refused).await,
    }
}

async fn close_page(
    me: &SignedIn,
    id: &PersonId,
    (number, risk): (u32, u32),
    typed: &Typed,
    refused: &Refused,
) -> Result<Response, Fault> {
    let opened = Opened::of(me, id, number).await?;
    let found = opened.job().and_then(|(_, follow_up)| follow_up.risks.get(&risk));
    let Some(found) = found else { return Err(me.fault(Problem::NotFound)) };
    let ui = me.ui().await;
    let maker = refused.maker(&ui, typed);
    let facts = found.facts.get();
    let what = facts.map_or_else(|| ui.t("erased"), |facts| risk_title(me, &ui, &facts.factor));
    let note = facts.map(|facts| facts.note.clone()).filter(|note| !note.is_empty());
    let form = ActForm {
        action: format!("{}/risks/{risk}", opened.address()),
        title: None,
        choices: None,
        line: None,
        text: maker.text("risk-reason", true),
        what: "",
        go: ui.t("risk-close-go"),
        kind: "warning",
    };
    let open = found.closed.is_none() && opened.file.may_keep;
    Ok(act_page(&ActPage {
        trail: opened.trail(&ui),
        title: ui.t("risk-close-title"),
        lead: ui.t("risk-close-lead"),
        about: vec![Fact { key: ui.t("field-risk-factor"), value: what, note, ..Fact::default() }],
        faults: refused.summary(&maker),
        forms: if open { vec![form] } else { Vec::new() },
        back: opened.address(),
        ui,
    }))
}
