//! A bureau orders a campaign (B4.2).

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use leye_app::{AppError, FieldFault};
use leye_domain::supervision::{CampaignPlan, Goal, Population};

use super::kind;
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Problem, SignedIn};
use crate::pages::supervision;
use crate::parts::{Choices, Crumb, DateField, Field, FormFault, Maker};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "pages/campaign/order.html")]
struct OrderPage {
    ui: Ui,
    trail: Vec<Crumb>,
    faults: Vec<FormFault>,
    kind: Choices,
    title: Field,
    task: Field,
    from: DateField,
    to: DateField,
    population: Choices,
    since: DateField,
    goal: Choices,
    number: Field,
}

/// Shows the form.
pub(crate) async fn form(me: SignedIn) -> Result<Response, Fault> {
    let mut typed = Typed::default();
    typed.set("campaign-population", "followed");
    typed.set("campaign-goal", "percent");
    typed.set("campaign-number", "100");
    page(&me, &typed, &[]).await
}

/// Orders it.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let plan = match read(&typed) {
        Ok(plan) => plan,
        Err(faults) => return page(&me, &typed, &faults).await,
    };
    match me.web.app.order_campaign(me.staff(), plan).await {
        Ok(number) => Ok(Redirect::to(&format!("/campaigns/{}/{number}", me.staff().agency)).into_response()),
        Err(AppError::Campaign(refusal)) => {
            page(&me, &typed, &[supervision::fault(&refusal, "campaign", "campaign-from")]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

/// What was typed, or every fault of it at once.
fn read(typed: &Typed) -> Result<CampaignPlan, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut day = |name: &str| -> Option<Date> {
        let found = match typed.day(name) {
            Ok(Some(day)) => return Some(day),
            Ok(None) => "missing",
            Err(()) => "campaign-day",
        };
        faults.push(FieldFault::new(name, found));
        None
    };
    let (from, to) = (day("campaign-from"), day("campaign-to"));
    let population = match typed.text("campaign-population") {
        "at_risk" => Some(Population::AtRisk),
        "not_visited" => day("campaign-since").map(Population::NotVisitedSince),
        _ => Some(Population::Followed),
    };
    let number: Option<u32> = typed.text("campaign-number").parse().ok();
    let goal = number.map(|number| match typed.text("campaign-goal") {
        "count" => Goal::Count(number),
        _ => Goal::Percent(number),
    });
    if goal.is_none() {
        faults.push(FieldFault::new("campaign-number", "campaign-bad-goal"));
    }
    if typed.text("campaign-kind").is_empty() {
        faults.push(FieldFault::new("campaign-kind", "not-chosen"));
    }
    for name in ["campaign-title", "campaign-task"] {
        if typed.text(name).is_empty() {
            faults.push(FieldFault::new(name, "campaign-text"));
        }
    }
    match (from, to, population, goal) {
        (Some(from), Some(to), Some(population), Some(goal)) if faults.is_empty() => Ok(CampaignPlan {
            kind: typed.text("campaign-kind").to_owned(),
            title: typed.text("campaign-title").to_owned(),
            task: typed.text("campaign-task").to_owned(),
            from,
            to,
            population,
            goal,
        }),
        _ => Err(faults),
    }
}

async fn page(me: &SignedIn, typed: &Typed, faults: &[FieldFault]) -> Result<Response, Fault> {
    let app = &me.web.app;
    let desk = app.campaigns(me.staff(), None).await.map_err(|e| me.fault(e))?;
    if !desk.may_keep {
        return Err(me.fault(Problem::NotFound));
    }
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let kinds = app.supervision().map_err(|e| me.fault(e))?.campaign_kinds();
    let kinds: Vec<_> = kinds.into_iter().map(|one| (one.code.clone(), kind(app, &ui, &one.code))).collect();
    let choice = |prefix: &str, word: &str| {
        (word.to_owned(), ui.t(&format!("campaign-{prefix}-{}", word.replace('_', "-"))))
    };
    let populations = ["followed", "at_risk", "not_visited"].map(|word| choice("population", word));
    let goals = ["percent", "count"].map(|word| choice("goal", word));
    let page = OrderPage {
        trail: vec![Crumb { href: "/campaigns".to_owned(), label: ui.t("supervision-campaigns") }],
        faults: maker.summary(),
        kind: maker.choices("campaign-kind", true, &kinds),
        title: maker.text("campaign-title", true),
        task: maker.text("campaign-task", true),
        from: maker.day("campaign-from"),
        to: maker.day("campaign-to"),
        population: maker.choices("campaign-population", true, &populations),
        since: DateField { required: false, ..maker.day("campaign-since") },
        goal: maker.choices("campaign-goal", true, &goals),
        number: Field { inputmode: "numeric", width: "5", ..maker.text("campaign-number", true) },
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
