//! Records an inspection (B2c): which agency, then the points that the pack has for it.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::supervision::{InspectionRequest, PointRequest};
use leye_app::{AppError, FieldFault};
use leye_domain::agency::AgencyCode;
use leye_domain::supervision::{PointResult, SupervisionRefusal};
use leye_pack::CheckPoint;
use serde::Deserialize;

use crate::fault::{Fault, Problem, show};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::pages::supervision;
use crate::parts::{Choices, Crumb, DateField, Field, FormFault, Maker};
use crate::ui::{Ui, place};

/// What the address may ask for: which agency.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default, rename = "inspection-agency")]
    agency: String,
}

/// A point with its fields.
struct PointForm {
    result: Choices,
    note: Field,
    order: Field,
}

/// The form for an agency.
struct Sheet {
    agency: String,
    name: String,
    day: DateField,
    who: Field,
    points: Vec<PointForm>,
    note: Field,
}

#[derive(Template)]
#[template(path = "pages/inspection/record.html")]
struct RecordPage {
    ui: Ui,
    trail: Vec<Crumb>,
    faults: Vec<FormFault>,
    agency: Choices,
    sheet: Option<Sheet>,
}

/// Shows the form.
pub(crate) async fn form(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let mut typed = Typed::default();
    let today = me.web.app.today();
    typed.set("inspection-agency", asked.agency);
    typed.set("inspection-day-year", today.year().to_string());
    typed.set("inspection-day-month", today.month().to_string());
    typed.set("inspection-day-day", today.day().to_string());
    typed.set("inspection-who", me.staff().name.clone());
    page(&me, &typed, &[]).await
}

/// Keeps it.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let request = match read(&me, &typed)? {
        Ok(request) => request,
        Err(faults) => return page(&me, &typed, &faults).await,
    };
    match me.web.app.record_inspection(me.staff(), request).await {
        Ok(id) => Ok(Redirect::to(&format!("/inspections/{id}")).into_response()),
        Err(AppError::Supervision(SupervisionRefusal::Points { faults })) => {
            let fault = |one: &leye_domain::employment::AnswerFault| match one.fault {
                "missing" => FieldFault::new(&format!("point-{}", one.question), "not-chosen"),
                "no-order" => {
                    FieldFault::new(&format!("point-order-{}", one.question), "inspection-no-order")
                }
                "no-note" => FieldFault::new(&format!("point-note-{}", one.question), "inspection-no-note"),
                _ => FieldFault::new(&format!("point-note-{}", one.question), "inspection-text"),
            };
            page(&me, &typed, &faults.iter().map(fault).collect::<Vec<_>>()).await
        }
        Err(AppError::Supervision(refusal)) => {
            page(&me, &typed, &[supervision::fault(&refusal, "inspection", "inspection-day")]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

fn points(me: &SignedIn, agency: &AgencyCode) -> Result<Vec<CheckPoint>, Fault> {
    let rules = me.web.app.supervision().map_err(|e| me.fault(e))?;
    Ok(rules.points_at(agency.level()).cloned().collect())
}

fn read(me: &SignedIn, typed: &Typed) -> Result<Result<InspectionRequest, Vec<FieldFault>>, Fault> {
    let Ok(agency) = typed.text("inspection-agency").parse::<AgencyCode>() else {
        return Ok(Err(vec![FieldFault::new("inspection-agency", "not-chosen")]));
    };
    let day = match typed.day("inspection-day") {
        Ok(Some(day)) => day,
        Ok(None) => return Ok(Err(vec![FieldFault::new("inspection-day", "missing")])),
        Err(()) => return Ok(Err(vec![FieldFault::new("inspection-day", "no-such-day")])),
    };
    let text = |name: &str| typed.text(name).to_owned();
    let points = points(me, &agency)?.into_iter().filter_map(|point| {
        let result = PointResult::parse(typed.text(&format!("point-{}", point.code)))?;
        let (note, order) = (format!("point-note-{}", point.code), format!("point-order-{}", point.code));
        Some(PointRequest { result, note: text(&note), order: text(&order), code: point.code })
    });
    let points = points.collect();
    let (who, note) = (text("inspection-who"), text("inspection-note"));
    Ok(Ok(InspectionRequest { agency, day, who, points, note }))
}

async fn page(me: &SignedIn, typed: &Typed, faults: &[FieldFault]) -> Result<Response, Fault> {
    let ui = me.ui().await;
    let below = supervision::below(me, &ui)?;
    let maker = Maker { words: ui.words, typed, faults };
    let chosen: Option<AgencyCode> = typed.text("inspection-agency").parse().ok();
    let sheet = match &chosen {
        Some(agency) if !below.iter().any(|(code, _)| code == agency.as_str()) => {
            return Err(me.fault(Problem::NotFound));
        }
        Some(agency) => Some(Sheet {
            agency: agency.as_str().to_owned(),
            name: place(&me.web.app, ui.words, agency),
            day: maker.day("inspection-day"),
            who: maker.text("inspection-who", true),
            points: points(me, agency)?.iter().map(|point| point_form(&ui, &maker, point)).collect(),
            note: maker.text("inspection-note", false),
        }),
        None => None,
    };
    let page = RecordPage {
        trail: vec![Crumb { href: "/inspections".to_owned(), label: ui.t("supervision-inspections") }],
        faults: maker.summary(),
        agency: maker.choices("inspection-agency", true, &below),
        sheet,
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

fn point_form(ui: &Ui, maker: &Maker<'_>, point: &CheckPoint) -> PointForm {
    let results = PointResult::ALL.iter().map(|one| {
        let word = one.as_str();
        (word.to_owned(), ui.t(&format!("inspection-result-{}", word.replace('_', "-"))))
    });
    let results: Vec<_> = results.collect();
    let label = ui.words.of_pack(&point.titles).to_owned();
    let text = |part: &str| Field {
        label: ui.t(&format!("inspection-point-{part}")),
        hint: None,
        ..maker.text(&format!("point-{part}-{}", point.code), false)
    };
    let choices = maker.choices(&format!("point-{}", point.code), true, &results);
    PointForm { result: Choices { label, hint: None, ..choices }, note: text("note"), order: text("order") }
}
