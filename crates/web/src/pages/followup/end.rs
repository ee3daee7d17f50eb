//! Ends a follow-up before its time: the person has moved away or died.

use axum::http::StatusCode;
use axum::response::Response;
use leye_app::FieldFault;
use leye_domain::employment::EmploymentAct;
use leye_domain::followup::Ending;
use leye_domain::id::PersonId;

use super::{ActForm, ActPage, Opened, Refused, act_page, do_act};
use crate::fault::Fault;
use crate::form::Typed;
use crate::guard::{Id, SignedIn};

/// The form.
pub(crate) async fn form(me: SignedIn, Id((id, number)): Id<(PersonId, u32)>) -> Result<Response, Fault> {
    page(&me, &id, number, &Typed::default(), &Refused::default()).await
}

/// Ends it.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, employment)): Id<(PersonId, u32)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let Some(how) = Ending::parse(typed.text("follow-up-how")) else {
        let faults = vec![FieldFault::new("follow-up-how", "not-chosen")];
        return page(&me, &id, employment, &typed, &Refused { faults, words: None }).await;
    };
    let reason = typed.text("follow-up-reason").to_owned();
    let act = EmploymentAct::EndFollowUp { employment, how, reason };
    match do_act(&me, &id, employment, act, &[("reason", "follow-up-reason")]).await? {
        Ok(done) => Ok(done),
        Err(refused) => page(&me, &id, employment, &typed, &refused).await,
    }
}

async fn page(
    me: &SignedIn,
    id: &PersonId,
    number: u32,
    typed: &Typed,
    refused: &Refused,
) -> Result<Response, Fault> {
    let opened = Opened::of(me, id, number).await?;
    let ui = me.ui().await;
    let maker = refused.maker(&ui, typed);
    let hows = [Ending::Moved, Ending::Died]
        .map(|how| (how.as_str().to_owned(), ui.t(&format!("follow-up-ended-{}", how.as_str()))));
    let form = ActForm {
        action: format!("{}/end", opened.address()),
        title: None,
        choices: Some(maker.choices("follow-up-how", true, &hows)),
        line: None,
        text: maker.text("follow-up-reason", true),
        what: "",
        go: ui.t("follow-up-end-go"),
        kind: "warning",
    };
    let goes_on = opened.job().is_some_and(|(job, _)| job.is_followed()) && opened.file.may_keep;
    Ok(act_page(&ActPage {
        trail: opened.trail(&ui),
        title: ui.t("follow-up-end-title"),
        lead: ui.t("follow-up-end-lead"),
        about: Vec::new(),
        faults: refused.summary(&maker),
        forms: if goes_on { vec![form] } else { Vec::new() },
        back: opened.address(),
        ui,
    }))
}
