//! An office or a bureau writes down a problem and orders to put it right (B2b, B2c).

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::supervision::{ProblemRequest, Visited};
use leye_app::{AppError, FieldFault};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::followup::Slot;
use leye_domain::id::PersonId;
use leye_domain::supervision::Source;
use serde::Deserialize;

use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::pages::followup::visits;
use crate::pages::supervision;
use crate::parts::{Choices, Crumb, Field, FormFault, Maker};
use crate::ui::{Ui, place};

/// What the address may ask for: the visit that it is about, and what looked wrong.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    person: String,
    #[serde(default)]
    job: String,
    #[serde(default)]
    visit: String,
    #[serde(default)]
    wrong: String,
}

#[derive(Template)]
#[template(path = "pages/problem/find.html")]
struct FindPage {
    ui: Ui,
    trail: Vec<Crumb>,
    faults: Vec<FormFault>,
    /// The visit it is about: person, job, visit, and these in words.
    visit: Option<(String, u32, String, String)>,
    station: Choices,
    source: Choices,
    what: Field,
    order: Field,
}

/// Shows the form.
pub(crate) async fn form(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let mut typed = Typed::default();
    typed.set("person", asked.person);
    typed.set("job", asked.job);
    typed.set("visit", asked.visit);
    typed.set(
        "problem-source",
        if me.staff().level() == Level::Bureau { "inspection" } else { "daily_check" },
    );
    let ui = me.ui().await;
    let known = |code: &&str| ui.words.has(&format!("check-flag-{}", code.replace('_', "-")));
    let wrong: Vec<String> = asked
        .wrong
        .split(',')
        .filter(known)
        .map(|code| ui.t(&format!("check-flag-{}", code.replace('_', "-"))))
        .collect();
    typed.set("problem-what", wrong.join(ui.t("list-comma").as_str()));
    page(&me, &typed, &[]).await
}

/// Keeps it.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let request = match read(&me, &typed).await? {
        Ok(request) => request,
        Err(faults) => return page(&me, &typed, &faults).await,
    };
    match me.web.app.find_problem(me.staff(), request).await {
        Ok(id) => Ok(Redirect::to(&format!("/problems/{id}")).into_response()),
        Err(AppError::Problem(refusal)) => {
            page(&me, &typed, &[supervision::fault(&refusal, "problem", "problem-station")]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

/// The visit that the form names.
fn visit(typed: &Typed) -> Option<Visited> {
    Some(Visited {
        person: PersonId::parse(typed.text("person")).ok()?,
        employment: typed.text("job").parse().ok()?,
        slot: Slot::parse(typed.text("visit"))?,
    })
}

async fn read(me: &SignedIn, typed: &Typed) -> Result<Result<ProblemRequest, Vec<FieldFault>>, Fault> {
    let visit = visit(typed);
    let station: Option<AgencyCode> = match &visit {
        Some(visit) => {
            Some(me.web.app.work_place(me.staff(), &visit.person).await.map_err(|e| me.fault(e))?.1)
        }
        None => typed.text("problem-station").parse().ok(),
    };
    let source = Source::parse(typed.text("problem-source"));
    let mut faults = Vec::new();
    if station.is_none() {
        faults.push(FieldFault::new("problem-station", "not-chosen"));
    }
    if source.is_none() {
        faults.push(FieldFault::new("problem-source", "not-chosen"));
    }
    let (what, order) = (typed.text("problem-what").to_owned(), typed.text("problem-order").to_owned());
    for (field, text) in [("problem-what", &what), ("problem-order", &order)] {
        if text.is_empty() {
            faults.push(FieldFault::new(field, "problem-text"));
        }
    }
    Ok(match (station, source) {
        (Some(station), Some(source)) if faults.is_empty() => {
            Ok(ProblemRequest { station, source, visit, what, order })
        }
        _ => Err(faults),
    })
}

async fn page(me: &SignedIn, typed: &Typed, faults: &[FieldFault]) -> Result<Response, Fault> {
    let (app, staff) = (&me.web.app, me.staff());
    let ui = me.ui().await;
    let words = ui.words;
    let maker = Maker { words, typed, faults };
    let stations = supervision::below(me, &ui)?;
    let visit = match visit(typed) {
        Some(visit) => {
            let (name, station) = app.work_place(staff, &visit.person).await.map_err(|e| me.fault(e))?;
            let name = if name.is_empty() { ui.t("erased") } else { name };
            let told =
                format!("{name} · {} · {}", visits::name(&ui, visit.slot), place(app, words, &station));
            Some((visit.person.to_string(), visit.employment, visit.slot.to_string(), told))
        }
        None => None,
    };
    let sources: Vec<(String, String)> = Source::ALL
        .iter()
        .map(|source| {
            let key = format!("problem-source-{}", source.as_str().replace('_', "-"));
            (source.as_str().to_owned(), ui.t(&key))
        })
        .collect();
    let page = FindPage {
        trail: vec![Crumb { href: "/problems".to_owned(), label: ui.t("supervision-problems") }],
        faults: maker.summary(),
        visit,
        station: maker.choices("problem-station", true, &stations),
        source: maker.choices("problem-source", true, &sources),
        what: maker.text("problem-what", true),
        order: maker.text("problem-order", true),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
