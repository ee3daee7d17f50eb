//! The station that keeps a file registers that the person moves to another station.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::{AppError, FieldFault};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::id::PersonId;

use super::{Said, blank, fault, wish};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::parts::{Choices, Crumb, FormFault, Maker};
use crate::ui::{Ui, place};

#[derive(Template)]
#[template(path = "pages/relocation/leave.html")]
struct LeavePage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    name: String,
    station: String,
    faults: Vec<FormFault>,
    to: Choices,
    said: Said,
}

/// Shows the form.
pub(crate) async fn form(me: SignedIn, Id(id): Id<PersonId>) -> Result<Response, Fault> {
    page(&me, &id, &blank(&me), &[]).await
}

/// Registers it.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<PersonId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let to: Option<AgencyCode> = typed.text("move-to").parse().ok();
    let (to, wish) = match (to, wish(&typed)) {
        (Some(to), Ok(wish)) => (to, wish),
        (to, wish) => {
            let mut faults = Vec::new();
            if to.is_none() {
                faults.push(FieldFault::new("move-to", "not-chosen"));
            }
            faults.extend(wish.err().into_iter().flatten());
            return page(&me, &id, &typed, &faults).await;
        }
    };
    match me.web.app.move_away(me.staff(), &id, to, wish).await {
        Ok(relocation) => Ok(Redirect::to(&format!("/moves/{relocation}")).into_response()),
        Err(AppError::Relocation(refusal)) => page(&me, &id, &typed, &[fault(&refusal, "move-to")]).await,
        Err(AppError::Stale { .. }) => {
            page(&me, &id, &typed, &[FieldFault::new("move-to", "changed-meanwhile")]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(me: &SignedIn, id: &PersonId, typed: &Typed, faults: &[FieldFault]) -> Result<Response, Fault> {
    let app = &me.web.app;
    let (name, station) = app.mover_of(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let tree = app.tree();
    let codes = tree.all().filter_map(|row| row.code.parse::<AgencyCode>().ok());
    let there = codes.filter(|code| {
        code.level() == Level::Station && code.county() == station.county() && *code != station
    });
    let mut stations = vec![(String::new(), ui.t("move-choose"))];
    stations.extend(there.map(|code| (code.as_str().to_owned(), place(app, ui.words, &code))));
    let page = LeavePage {
        trail: vec![
            Crumb { href: "/people".to_owned(), label: ui.t("nav-people") },
            Crumb { href: format!("/people/{id}"), label: id.to_string() },
        ],
        id: id.to_string(),
        name,
        station: place(app, ui.words, &station),
        faults: maker.summary(),
        to: maker.choices("move-to", true, &stations),
        said: Said::new(&ui, &maker),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
