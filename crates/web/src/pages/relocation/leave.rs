//! The station that keeps a file registers that the person moves to another station.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::{AppError, FieldFault};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::id::PersonId;
use serde::Deserialize;

use super::{Said, blank, fault, wish};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::parts::{Choices, Crumb, FormFault, Maker};
use crate::ui::{Ui, agency_name, place};

/// The field that names the bureau below which the new station lies.
const COUNTY: &str = "move-county";

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The bureau whose stations are offered; the own one unless another is named.
    #[serde(default, rename = "move-county")]
    county: String,
}

#[derive(Template)]
#[template(path = "pages/relocation/leave.html")]
struct LeavePage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    name: String,
    station: String,
    faults: Vec<FormFault>,
    county: Choices,
    chosen: String,
    to: Choices,
    said: Said,
}

/// Shows the form.
pub(crate) async fn form(
    me: SignedIn,
    Id(id): Id<PersonId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let mut typed = blank(&me);
    typed.set(COUNTY, asked.county);
    page(&me, &id, &typed, &[]).await
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
    let tree = app.tree();
    let codes: Vec<AgencyCode> = tree.all().filter_map(|row| row.code.parse().ok()).collect();
    let bureaus = codes.iter().filter(|code| code.level() == Level::Bureau);
    let bureaus: Vec<(String, String)> =
        bureaus.map(|code| (code.as_str().to_owned(), agency_name(app, ui.words, code))).collect();
    let mut typed = typed.clone();
    if bureaus.iter().all(|(code, _)| code != typed.text(COUNTY)) {
        typed.set(COUNTY, station.at(Level::Bureau).as_str().to_owned());
    }
    let maker = Maker { words: ui.words, typed: &typed, faults };
    let chosen = typed.text(COUNTY).to_owned();
    let is_there = |code: &&AgencyCode| {
        code.level() == Level::Station && code.at(Level::Bureau).as_str() == chosen && **code != station
    };
    let there = codes.iter().filter(is_there);
    let mut stations = vec![(String::new(), ui.t("move-choose"))];
    stations.extend(there.map(|code| (code.as_str().to_owned(), place(app, ui.words, code))));
    let page = LeavePage {
        trail: vec![
            Crumb { href: "/people".to_owned(), label: ui.t("nav-people") },
            Crumb { href: format!("/people/{id}"), label: id.to_string() },
        ],
        id: id.to_string(),
        name,
        station: place(app, ui.words, &station),
        faults: maker.summary(),
        county: maker.choices(COUNTY, true, &bureaus),
        to: maker.choices("move-to", true, &stations),
        said: Said::new(&ui, &maker),
        chosen,
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
