//! A campaign: what is to be done, what stations have reached, and its closing report.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::supervision::CampaignFile;
use leye_app::{AppError, FieldFault};
use leye_domain::agency::AgencyCode;
use leye_domain::supervision::{CampaignProgress, Figures};

use super::{days, goal, kind, population};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::pages::supervision;
use crate::parts::{Crumb, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, place};

struct Line {
    station: String,
    people: u32,
    wanted: u32,
    visited: u32,
    reached: bool,
}

#[derive(Template)]
#[template(path = "pages/campaign/read.html")]
struct CampaignPage {
    ui: Ui,
    trail: Vec<Crumb>,
    title: String,
    action: String,
    state: String,
    open: bool,
    due: Option<DueWords>,
    facts: Vec<Fact>,
    summary: String,
    lines: Vec<Line>,
    faults: Vec<FormFault>,
    report: Option<Field>,
    reason: Option<Field>,
}

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(at): Id<(AgencyCode, u64)>) -> Result<Response, Fault> {
    page(&me, &at, &Typed::default(), &[]).await
}

/// Closes or withdraws it.
pub(crate) async fn send(
    me: SignedIn,
    Id(at): Id<(AgencyCode, u64)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let (app, number) = (&me.web.app, number(at.1));
    if at.0 != me.staff().agency {
        return Err(me.fault(AppError::Forbidden { act: None }));
    }
    let text = |name| typed.text(name).to_owned();
    let (done, field) = match typed.text("do") {
        "withdraw" => {
            (app.withdraw_campaign(me.staff(), number, text("campaign-reason")).await, "campaign-reason")
        }
        _ => (app.close_campaign(me.staff(), number, text("campaign-report")).await, "campaign-report"),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/campaigns/{}/{number}", at.0)).into_response()),
        Err(AppError::Campaign(refusal)) => {
            page(&me, &at, &typed, &[supervision::fault(&refusal, "campaign", field)]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

/// A number that no campaign has stands for one that is too large.
fn number(typed: u64) -> u32 {
    u32::try_from(typed).unwrap_or(u32::MAX)
}

async fn page(
    me: &SignedIn,
    (bureau, at): &(AgencyCode, u64),
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.campaign_file(me.staff(), bureau, number(*at)).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let words = ui.words;
    let maker = Maker { words, typed, faults };
    let one = &file.campaign;
    let day = app.rules().zone().to_datetime(one.report_due).date();
    let page = CampaignPage {
        trail: vec![Crumb {
            href: format!("/campaigns?bureau={bureau}"),
            label: ui.t("supervision-campaigns"),
        }],
        title: one.plan.title.clone(),
        action: format!("/campaigns/{bureau}/{}", file.number),
        state: ui.t(&format!("campaign-state-{}", one.state())),
        open: one.is_open(),
        due: one.is_open().then(|| due(app, words, Some(one.report_due), Some(app.days_left(day)))),
        facts: facts(me, &ui, &file),
        summary: summary(&ui, &file),
        lines: file.counted.stations.iter().map(|figures| line(me, &ui, figures)).collect(),
        faults: maker.summary(),
        report: file.may_close.then(|| maker.text("campaign-report", true)),
        reason: file.may_withdraw.then(|| maker.text("campaign-reason", true)),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

fn summary(ui: &Ui, file: &CampaignFile) -> String {
    let sum = |take: fn(&Figures) -> u32| file.counted.stations.iter().map(take).map(u64::from).sum::<u64>();
    let values = [
        ("people", sum(|one| one.people).to_string()),
        ("wanted", sum(|one| one.wanted).to_string()),
        ("visited", sum(|one| one.visited).to_string()),
    ];
    ui.words.with(if file.counted.frozen { "campaign-sum-frozen" } else { "campaign-sum" }, &values)
}

fn facts(me: &SignedIn, ui: &Ui, file: &CampaignFile) -> Vec<Fact> {
    let (app, plan) = (&me.web.app, &file.campaign.plan);
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let moment = |at| ui.words.moment(app.rules().zone().to_datetime(at));
    let who = |by: &str, at| format!("{} · {}", app.staff_name(by), moment(at));
    let (by, at) = &file.campaign.ordered;
    let mut facts = vec![
        fact("campaign-task", plan.task.clone()),
        fact("campaign-kind", kind(app, ui, &plan.kind)),
        fact("campaign-period", days(ui, plan)),
        fact("campaign-who", population(ui, plan)),
        fact("campaign-goal", goal(ui, plan)),
        fact("campaign-ordered", who(by, *at)),
    ];
    match &file.campaign.progress {
        CampaignProgress::Ordered => {}
        CampaignProgress::Closed { report, by, at, .. } => {
            facts.push(fact("campaign-report", report.clone()));
            facts.push(fact("campaign-closed", who(by, *at)));
        }
        CampaignProgress::Withdrawn { reason, by, at } => {
            facts.push(fact("campaign-withdrawn", format!("{reason} · {}", who(by, *at))));
        }
    }
    facts
}

fn line(me: &SignedIn, ui: &Ui, figures: &Figures) -> Line {
    Line {
        station: place(&me.web.app, ui.words, &figures.station),
        people: figures.people,
        wanted: figures.wanted,
        visited: figures.visited,
        reached: figures.is_reached(),
    }
}
