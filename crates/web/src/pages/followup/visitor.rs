//! Names who makes the visits of somebody and settles the mediations.

use axum::http::StatusCode;
use axum::response::Response;
use leye_app::FieldFault;
use leye_domain::employment::EmploymentAct;
use leye_domain::id::{PersonId, UserName};

use super::{ActForm, ActPage, Opened, Refused, act_page, do_act};
use crate::fault::Fault;
use crate::form::Typed;
use crate::guard::{Id, SignedIn};

/// The form.
pub(crate) async fn form(me: SignedIn, Id((id, number)): Id<(PersonId, u32)>) -> Result<Response, Fault> {
    page(&me, &id, number, &Typed::default(), &Refused::default()).await
}

/// Names them.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, employment)): Id<(PersonId, u32)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let Ok(visitor) = UserName::parse(typed.text("visitor-who")) else {
        let faults = vec![FieldFault::new("visitor-who", "not-chosen")];
        return page(&me, &id, employment, &typed, &Refused { faults, words: None }).await;
    };
    let act = EmploymentAct::NameVisitor { visitor, reason: typed.text("visitor-reason").to_owned() };
    match do_act(&me, &id, employment, act, &[("reason", "visitor-reason")]).await? {
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
    let others =
        opened.file.colleagues.iter().filter(|(user, _)| Some(*user) != opened.file.jobs.visitor.as_ref());
    let others: Vec<(String, String)> =
        others.map(|(user, name)| (user.as_str().to_owned(), name.clone())).collect();
    let form = ActForm {
        action: format!("{}/visitor", opened.address()),
        title: None,
        choices: Some(maker.choices("visitor-who", true, &others)),
        line: None,
        text: maker.text("visitor-reason", true),
        what: "",
        go: ui.t("visitor-go"),
        kind: "main",
    };
    let goes_on = opened.job().is_some_and(|(job, _)| job.is_followed()) && opened.file.may_keep;
    Ok(act_page(&ActPage {
        trail: opened.trail(&ui),
        title: ui.t("visitor-title"),
        lead: ui.t("visitor-lead"),
        about: Vec::new(),
        faults: refused.summary(&maker),
        forms: if goes_on { vec![form] } else { Vec::new() },
        back: opened.address(),
        ui,
    }))
}
