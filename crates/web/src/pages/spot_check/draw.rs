//! An office or a bureau draws a spot check of a period (B2b).

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use leye_app::{AppError, FieldFault};

use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::pages::spot_check::reason;
use crate::pages::supervision;
use crate::parts::{Crumb, DateField, Fact, FormFault, Maker};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "pages/spot_check/draw.html")]
struct DrawPage {
    ui: Ui,
    trail: Vec<Crumb>,
    faults: Vec<FormFault>,
    rules: Vec<Fact>,
    from: DateField,
    to: DateField,
}

/// Shows the form; the month up to today stands in it.
pub(crate) async fn form(me: SignedIn) -> Result<Response, Fault> {
    let today = me.web.app.today();
    let mut typed = Typed::default();
    for (name, day) in [("spot-check-from", today.saturating_sub(1.month())), ("spot-check-to", today)] {
        typed.set(&format!("{name}-year"), day.year().to_string());
        typed.set(&format!("{name}-month"), day.month().to_string());
        typed.set(&format!("{name}-day"), day.day().to_string());
    }
    page(&me, &typed, &[]).await
}

/// Draws.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let mut faults = Vec::new();
    let mut day = |name: &str| -> Option<Date> {
        let fault = match typed.day(name) {
            Ok(Some(day)) => return Some(day),
            Ok(None) => "missing",
            Err(()) => "no-such-day",
        };
        faults.push(FieldFault::new(name, fault));
        None
    };
    let (Some(from), Some(to)) = (day("spot-check-from"), day("spot-check-to")) else {
        return page(&me, &typed, &faults).await;
    };
    match me.web.app.draw_spot_check(me.staff(), (from, to)).await {
        Ok(id) => Ok(Redirect::to(&format!("/spot-checks/{id}")).into_response()),
        Err(AppError::Supervision(refusal)) => {
            page(&me, &typed, &[supervision::fault(&refusal, "spot-check", "spot-check-from")]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(me: &SignedIn, typed: &Typed, faults: &[FieldFault]) -> Result<Response, Fault> {
    let app = &me.web.app;
    let ui = me.ui().await;
    supervision::below(me, &ui)?;
    let maker = Maker { words: ui.words, typed, faults };
    let page = DrawPage {
        trail: vec![Crumb { href: "/spot-checks".to_owned(), label: ui.t("supervision-spot-checks") }],
        faults: maker.summary(),
        rules: rules(&ui, app.supervision().map_err(|e| me.fault(e))?.draw_on(app.today())),
        from: maker.day("spot-check-from"),
        to: maker.day("spot-check-to"),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

/// How it is drawn, as the pack has it.
fn rules(ui: &Ui, rules: Option<leye_domain::supervision::DrawRules>) -> Vec<Fact> {
    let Some(rules) = rules else { return Vec::new() };
    let fact = |key: String, value: String| Fact { key, value, ..Fact::default() };
    let size = [
        ("share", rules.share.to_string()),
        ("least", rules.least.to_string()),
        ("most", rules.most.to_string()),
    ];
    let weight = |count: u16| ui.words.count("rules-unit-points", i64::from(count));
    let mut facts = vec![
        fact(ui.t("spot-check-size"), ui.words.with("spot-check-size-text", &size)),
        fact(ui.t("spot-check-base"), weight(rules.base)),
    ];
    facts.extend(rules.adds.iter().map(|(why, add)| fact(reason(ui, *why), format!("+ {}", weight(*add)))));
    facts
}
