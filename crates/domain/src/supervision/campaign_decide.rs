//! What may be done about campaigns, and what is owed (B4.2).

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

use super::campaign::{Campaign, CampaignEvent, CampaignPlan, CampaignProgress, Campaigns, Goal, Population};
use super::figures::Figures;
use super::written;
use crate::agency::Level;
use crate::staff::{Role, Staff};

/// A kind of campaign, as the pack has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its code.
    pub code: String,
    /// How many months after the end of one the next begins at the latest.
    pub every: u16,
}

/// What somebody wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum CampaignAct {
    Order { plan: CampaignPlan, report_due: Timestamp },
    Close { campaign: u32, report: String, figures: Vec<Figures> },
    Withdraw { campaign: u32, reason: String },
}

/// What a bureau owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwedCampaign {
    /// The closing report of a campaign.
    Report(u32, Timestamp),
    /// The next campaign after this one: its first day is to be on this day or before.
    Next(u32, Date),
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)] // the messages say it
pub enum CampaignRefusal {
    #[error("only the bureau orders and closes its campaigns (B4.2)")]
    NotBureau,
    #[error("there is no kind of campaign `{kind}`")]
    UnknownKind { kind: String },
    #[error("`{field}` is empty or too long")]
    Text { field: &'static str },
    #[error("the last day is before the first")]
    EndsBeforeStart,
    #[error("the campaign would be over already")]
    Over,
    #[error("nobody can be left unvisited since a day after the beginning")]
    SinceAfterStart,
    #[error("a goal is at least one person, or from 1 to 100 of a hundred")]
    BadGoal,
    #[error("campaign {campaign} of this kind is held in these days")]
    Overlaps { campaign: u32 },
    #[error("there is no such campaign")]
    NoSuchCampaign,
    #[error("the campaign is {state}")]
    NotNow { state: &'static str },
    #[error("the campaign goes on until {to}; it is closed after that")]
    StillHeld { to: Date },
    #[error("only the head of the bureau closes a campaign")]
    NotHead,
}

impl Campaigns {
    /// What an act leads to.
    ///
    /// # Errors
    /// [`CampaignRefusal`].
    pub fn decide(
        &self,
        act: CampaignAct,
        staff: &Staff,
        kinds: &[Kind],
        today: Date,
    ) -> Result<CampaignEvent, CampaignRefusal> {
        if staff.agency != self.bureau || staff.level() != Level::Bureau {
            return Err(CampaignRefusal::NotBureau);
        }
        match act {
            CampaignAct::Order { plan, report_due } => self.order(plan, report_due, kinds, today),
            CampaignAct::Close { campaign, report, figures } => {
                let to = self.opened(campaign)?.plan.to;
                if staff.role != Role::Head {
                    return Err(CampaignRefusal::NotHead);
                }
                if today <= to {
                    return Err(CampaignRefusal::StillHeld { to });
                }
                let report = written(&report).ok_or(CampaignRefusal::Text { field: "report" })?;
                Ok(CampaignEvent::CampaignClosed { campaign, report, figures })
            }
            CampaignAct::Withdraw { campaign, reason } => {
                self.opened(campaign)?;
                let reason = written(&reason).ok_or(CampaignRefusal::Text { field: "reason" })?;
                Ok(CampaignEvent::CampaignWithdrawn { campaign, reason })
            }
        }
    }

    fn order(
        &self,
        plan: CampaignPlan,
        report_due: Timestamp,
        kinds: &[Kind],
        today: Date,
    ) -> Result<CampaignEvent, CampaignRefusal> {
        let kind = kinds.iter().find(|kind| kind.code == plan.kind);
        let kind = kind.ok_or_else(|| CampaignRefusal::UnknownKind { kind: plan.kind.clone() })?;
        let plan = checked(plan, today)?;
        if let Some(campaign) = self.overlapping(&plan) {
            return Err(CampaignRefusal::Overlaps { campaign });
        }
        let last = self.list.keys().next_back().copied().unwrap_or_default();
        let next_by = plan.to.saturating_add(i32::from(kind.every).months());
        let (bureau, campaign) = (self.bureau.clone(), last + 1);
        Ok(CampaignEvent::CampaignOrdered { bureau, campaign, plan, report_due, next_by })
    }

    fn overlapping(&self, plan: &CampaignPlan) -> Option<u32> {
        let same = |one: &Campaign| {
            let days = one.plan.from <= plan.to && plan.from <= one.plan.to;
            one.is_open() && one.plan.kind == plan.kind && days
        };
        self.list.iter().find(|(_, one)| same(one)).map(|(number, _)| *number)
    }

    fn opened(&self, campaign: u32) -> Result<&Campaign, CampaignRefusal> {
        let one = self.list.get(&campaign).ok_or(CampaignRefusal::NoSuchCampaign)?;
        if one.is_open() { Ok(one) } else { Err(CampaignRefusal::NotNow { state: one.state() }) }
    }

    /// What the bureau owes: every report that is still to come, and of every kind the next
    /// campaign after the last that was closed, unless one is ordered.
    pub fn owed(&self) -> Vec<OwedCampaign> {
        let held = || self.list.iter().filter(|(_, one)| !is_withdrawn(one));
        let open = held().filter(|(_, one)| one.is_open());
        let mut owed: Vec<_> =
            open.map(|(number, one)| OwedCampaign::Report(*number, one.report_due)).collect();
        let kinds: BTreeSet<&str> = held().map(|(_, one)| one.plan.kind.as_str()).collect();
        for kind in kinds {
            let last =
                held().filter(|(_, one)| one.plan.kind == kind).max_by_key(|(n, one)| (one.plan.to, **n));
            let last = last.filter(|(_, one)| !one.is_open());
            owed.extend(last.map(|(number, one)| OwedCampaign::Next(*number, one.next_by)));
        }
        owed
    }

    /// Kinds of which the next campaign should have begun before a day, with the day by which.
    pub fn next_late(&self, today: Date) -> Vec<(String, Date)> {
        let next = self.owed().into_iter().filter_map(|owed| match owed {
            OwedCampaign::Next(number, by) => Some((number, by)),
            OwedCampaign::Report(..) => None,
        });
        let kind = |number| self.list.get(&number).map(|one| one.plan.kind.clone());
        next.filter(|(_, by)| *by < today).filter_map(|(number, by)| Some((kind(number)?, by))).collect()
    }

    /// The kinds of which none was ever held or ordered: the alarm sounds from the first day.
    pub fn never_held<'a>(&self, kinds: &'a [Kind]) -> Vec<&'a Kind> {
        let held =
            |kind: &Kind| self.list.values().any(|one| one.plan.kind == kind.code && !is_withdrawn(one));
        kinds.iter().filter(|kind| !held(kind)).collect()
    }
}

fn is_withdrawn(campaign: &Campaign) -> bool {
    matches!(campaign.progress, CampaignProgress::Withdrawn { .. })
}

fn checked(mut plan: CampaignPlan, today: Date) -> Result<CampaignPlan, CampaignRefusal> {
    plan.title = written(&plan.title).ok_or(CampaignRefusal::Text { field: "title" })?;
    plan.task = written(&plan.task).ok_or(CampaignRefusal::Text { field: "task" })?;
    if plan.to < plan.from {
        return Err(CampaignRefusal::EndsBeforeStart);
    }
    if plan.to < today {
        return Err(CampaignRefusal::Over);
    }
    if matches!(plan.population, Population::NotVisitedSince(since) if since > plan.from) {
        return Err(CampaignRefusal::SinceAfterStart);
    }
    match plan.goal {
        Goal::Count(0) | Goal::Percent(0 | 101..) => Err(CampaignRefusal::BadGoal),
        _ => Ok(plan),
    }
}
