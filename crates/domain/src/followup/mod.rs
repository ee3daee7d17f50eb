//! Follow-up of a job (B1 to B4): the three visits to person, family and employer, what they
//! find, risks and mediation with the employer. It opens with the job of somebody who is
//! determined and ends when the job has lasted and no visit is owed, or with the job.
//!
//! A job has at most one follow-up; its events stand in the stream of the jobs
//! ([`crate::employment`]).

mod accounts;
pub(crate) mod decide;
mod owed;
mod plan;
mod risk;
mod rules;
mod visit;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::employment::words;
use crate::id::VisitKey;
use crate::sealed::Sealed;

pub use accounts::Account;
pub use owed::Owed;
pub use plan::{Plan, Planned, WhyNot, months_after};
pub use risk::{Mediation, MediationStep, Outcome, Risk, RiskFacts, RiskOrigin, StepKind};
pub use rules::{AnswerKind, FollowUpRules, Question, RiskFactor, Slot, Target};
pub use visit::{Answer, Fallen, Findings, Kept, LateToFile, Manner, Visit, VisitReport};

words! {
    /// How a follow-up ends.
    Ending {
        /// The job has lasted as long as the follow-up covers, and no visit is owed.
        Lasted = "lasted",
        /// The job was lost first (B3.5).
        JobLost = "job_lost",
        /// The person moved away.
        Moved = "moved",
        /// The person died.
        Died = "died",
    }
}

/// The follow-up of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The visits, by month and target.
    pub visits: BTreeMap<Slot, Visit>,
    /// Who is not visited, and why.
    pub without: Sealed<Vec<(Target, WhyNot)>>,
    /// The first day on which the job has lasted as long as it covers.
    pub over_on: Date,
    /// The risks by number.
    pub risks: BTreeMap<u32, Risk>,
    /// The mediations by number.
    pub mediations: BTreeMap<u32, Mediation>,
    /// How it ended, and when.
    pub ended: Option<(Ending, Timestamp)>,
}

impl FollowUp {
    pub(crate) fn new(plan: &Plan) -> FollowUp {
        let visits = plan.visits.iter().map(|planned| (planned.slot, Visit::new(*planned)));
        FollowUp {
            visits: visits.collect(),
            without: plan.without.clone(),
            over_on: plan.over_on,
            risks: BTreeMap::new(),
            mediations: BTreeMap::new(),
            ended: None,
        }
    }

    /// Another plan. What was reported stays; a visit that is needed no more falls away.
    pub(crate) fn replan(&mut self, plan: &Plan) {
        for visit in self.visits.values_mut().filter(|visit| visit.report.is_none()) {
            visit.fallen = Some(Fallen::PlanChanged);
        }
        for planned in &plan.visits {
            let visit = self.visits.entry(planned.slot).or_insert_with(|| Visit::new(*planned));
            (visit.planned, visit.fallen) = (*planned, None);
        }
        (self.without, self.over_on) = (plan.without.clone(), plan.over_on);
    }

    /// The visits that are still to be made, by due day; none once it has ended.
    pub fn owed(&self) -> Vec<&Visit> {
        let mut owed: Vec<_> = self.visits.values().filter(|visit| visit.is_owed()).collect();
        owed.sort_by_key(|visit| (visit.planned.due, visit.planned.slot));
        owed
    }

    /// Whether it is to end on a day: the job has lasted, and no visit is owed (B1).
    pub fn is_over(&self, today: Date) -> bool {
        self.ended.is_none() && self.over_on <= today && self.owed().is_empty()
    }

    /// The risks that are open, by number.
    pub fn open_risks(&self) -> impl Iterator<Item = (u32, &Risk)> {
        self.risks.iter().filter(|(_, risk)| risk.closed.is_none()).map(|(number, risk)| (*number, risk))
    }

    /// The sum of their weights.
    pub fn risk(&self) -> u32 {
        self.open_risks().map(|(_, risk)| u32::from(risk.weight)).sum()
    }

    /// The mediation about a risk that is not settled.
    pub fn mediating(&self, risk: u32) -> Option<u32> {
        let open = self.mediations.iter().find(|(_, one)| one.risk == risk && one.settled.is_none());
        open.map(|(number, _)| *number)
    }

    /// The report with this key.
    pub fn report(&self, key: &VisitKey) -> Option<&Kept> {
        self.visits.values().flat_map(Visit::reports).find(|kept| kept.report.key == *key)
    }
}
