//! Campaigns of a bureau: the list with its alarms, ordering one, and one from its order to its
//! closing report.

pub(crate) mod list;
pub(crate) mod order;
pub(crate) mod read;

use leye_app::App;
use leye_domain::supervision::{CampaignPlan, Goal, Population};

use crate::ui::Ui;

/// What a kind of campaign is called.
fn kind(app: &App, ui: &Ui, code: &str) -> String {
    let found = app
        .supervision()
        .ok()
        .and_then(|rules| rules.campaign_kind(code).map(|kind| ui.words.of_pack(&kind.titles).to_owned()));
    found.unwrap_or_else(|| code.to_owned())
}

/// Whom it is about.
fn population(ui: &Ui, plan: &CampaignPlan) -> String {
    match plan.population {
        Population::Followed => ui.t("campaign-population-followed"),
        Population::AtRisk => ui.t("campaign-population-at-risk"),
        Population::NotVisitedSince(day) => {
            ui.words.with("campaign-population-since", &[("day", ui.words.date(day))])
        }
    }
}

/// What every station is to reach.
fn goal(ui: &Ui, plan: &CampaignPlan) -> String {
    match plan.goal {
        Goal::Count(count) => ui.words.count("campaign-goal-of-count", count.into()),
        Goal::Percent(percent) => {
            ui.words.with("campaign-goal-of-percent", &[("percent", percent.to_string())])
        }
    }
}

/// Its days.
fn days(ui: &Ui, plan: &CampaignPlan) -> String {
    ui.words.with("campaign-days", &[("from", ui.words.date(plan.from)), ("to", ui.words.date(plan.to))])
}
