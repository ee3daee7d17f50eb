//! What a device takes along, and what it delivers. A report gets the same answer however often it
//! comes; what cannot be taken stays on the device, with the reason in words.

use axum::Json;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use leye_app::AppError;
use leye_app::followup::{Delivered, Delivery, RoundVisit};
use leye_domain::followup::{Slot, Target};
use leye_domain::id::PersonId;
use serde_json::{Value, json};

use crate::fault::{Fault, Problem};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::pages::employment::reason;
use crate::pages::followup::{visit, visits};
use crate::pages::scan::{told, unread};
use crate::parts::Maker;
use crate::ui::Ui;
use crate::upload::{self, Sent};

/// The name of the file that is a drawn signature.
const SIGNATURE: &str = "signature.png";
/// By how much a device's clock may move against ours between taking along and delivering.
const STEADY: SignedDuration = SignedDuration::from_mins(10);

/// The visits of the next days.
pub(crate) async fn take(me: SignedIn) -> Result<Response, Fault> {
    let app = &me.web.app;
    let visits = app.visits_to_take(me.staff()).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let now = app.now();
    let visits: Vec<Value> = visits.iter().map(|visit| owed(&ui, visit)).collect();
    let taken = ui.words.moment(app.rules().zone().to_datetime(now));
    let answer = json!({
        "user": me.staff().user.as_str(),
        "taken": taken,
        "now": now.as_millisecond(),
        "visits": visits,
    });
    Ok(Json(answer).into_response())
}

fn owed(ui: &Ui, visit: &RoundVisit) -> Value {
    let RoundVisit { person, employment, slot, .. } = visit;
    json!({
        "id": format!("{person}/{employment}/{slot}"),
        "person": person,
        "job": employment,
        "month": slot.month,
        "target": slot.target.as_str(),
        "title": visits::name(ui, *slot),
        "due": ui.words.day(visit.due),
        "late": visit.late,
        "name": visit.name,
        "phone": visit.phone,
        "address": visit.address,
        "employer": visit.workplace,
    })
}

/// Takes a report.
pub(crate) async fn send(
    me: SignedIn,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    let form = form.map_err(|error| me.fault(error.status()))?;
    let (mut typed, files) = upload::read(&me, form, me.web.app.most_of_a_scan()).await?;
    let place = place(&typed).ok_or_else(|| me.fault(Problem::NotFound))?;
    let ui = me.ui().await;
    let answer = match keep(&me, &ui, &place, &mut typed, files).await? {
        Err(why) => json!({ "outcome": "faulty", "text": why }),
        Ok(delivered) => json!({ "outcome": word(delivered), "text": text(&me, &ui, &typed, delivered) }),
    };
    Ok(Json(answer).into_response())
}

type Place = (PersonId, u32, Slot);

fn place(typed: &Typed) -> Option<Place> {
    let slot =
        Slot { month: typed.text("month").parse().ok()?, target: Target::parse(typed.text("target"))? };
    Some((PersonId::parse(typed.text("person")).ok()?, typed.text("job").parse().ok()?, slot))
}

/// Keeps photos and signature, then the report; or why not, in words.
async fn keep(
    me: &SignedIn,
    ui: &Ui,
    place: &Place,
    typed: &mut Typed,
    files: Vec<Sent>,
) -> Result<Result<Delivered, String>, Fault> {
    let app = &me.web.app;
    let mut signature = None;
    for file in files {
        if let Some(why) = file.refused {
            return Ok(Err(unread(ui.words, &file, why, app.most_of_a_scan()).text));
        }
        let is_signature = file.name == SIGNATURE;
        match app.keep_visit_photo(me.staff(), &place.0, (file.name, file.content)).await {
            Ok(digest) if is_signature => signature = Some(digest),
            Ok(digest) => typed.add("photo", digest),
            Err(AppError::Intake(fault)) => return Ok(Err(told(ui.words, &fault))),
            Err(error) => return gone(ui, error).map(Err).map_err(|e| me.fault(e)),
        }
    }
    let report = match visit::read(me, place, typed) {
        Ok(report) => report,
        Err(faults) => {
            let maker = Maker { words: ui.words, typed, faults: &faults };
            let texts: Vec<String> = maker.summary().into_iter().map(|fault| fault.text).collect();
            return Ok(Err(texts.join(" ")));
        }
    };
    let report = leye_domain::followup::VisitReport { signature, ..report };
    let delivery = Delivery { person: place.0.clone(), employment: place.1, report };
    match app.deliver_visit(me.staff(), delivery).await {
        Ok(delivered) => Ok(Ok(delivered)),
        Err(AppError::Work(refusal)) => Ok(Err(reason::words(app, ui.words, &refusal))),
        Err(error) => gone(ui, error).map(Err).map_err(|e| me.fault(e)),
    }
}

/// The file is another's by now, or erased: the report stays on the device, and its writer is told.
fn gone(ui: &Ui, error: AppError) -> Result<String, AppError> {
    match error {
        AppError::NotFound | AppError::Forbidden { .. } => Ok(ui.t("round-fault-elsewhere")),
        AppError::Erased => Ok(ui.t("round-fault-erased")),
        other => Err(other),
    }
}

fn word(delivered: Delivered) -> &'static str {
    match delivered {
        Delivered::Kept => "kept",
        Delivered::KeptLate(_) => "late",
        Delivered::Conflict => "conflict",
    }
}

fn text(me: &SignedIn, ui: &Ui, typed: &Typed, delivered: Delivered) -> String {
    let mut text = ui.t(&format!("round-outcome-{}", word(delivered)));
    let number = |name: &str| typed.text(name).parse::<i64>().ok();
    if let (Some(device), Some(drift)) = (number("device-now"), number("drift")) {
        let moved = me.web.app.now().as_millisecond() - device - drift;
        if SignedDuration::from_millis(moved).abs() > STEADY {
            text.push(' ');
            text.push_str(&ui.t("round-clock-moved"));
        }
    }
    text
}
