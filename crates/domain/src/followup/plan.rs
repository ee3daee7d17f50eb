//! Which visits a job needs, and when each is due (B3.1).

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

use super::rules::{FollowUpRules, Slot, Target};
use crate::employment::{JobFacts, words};
use crate::sealed::Sealed;

/// A visit that is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Which.
    pub slot: Slot,
    /// The first day on which it counts.
    pub opens: Date,
    /// The last day on which it is in time.
    pub due: Date,
}

words! {
    /// Why somebody is not visited.
    WhyNot {
        /// Who works for oneself has no employer.
        SelfEmployed = "self_employed",
        /// Who works flexibly has no employer.
        Flexible = "flexible",
        /// Who lives alone has no family there.
        LivesAlone = "lives_alone",
    }
}

/// The visits of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Which, by due day.
    pub visits: Vec<Planned>,
    /// Who is not visited, and why: the file says so.
    pub without: Sealed<Vec<(Target, WhyNot)>>,
    /// The first day on which the job has lasted as long as the follow-up covers (B1).
    pub over_on: Date,
}

impl Plan {
    /// The plan for a job.
    pub fn of(facts: &JobFacts, rules: &FollowUpRules) -> Plan {
        let mut without = Vec::new();
        let mut visits = Vec::new();
        for slot in &rules.visits {
            match why_not(facts, slot.target) {
                Some(why) if without.contains(&(slot.target, why)) => {}
                Some(why) => without.push((slot.target, why)),
                None => visits.push(planned(facts.start, *slot, rules.opens)),
            }
        }
        visits.sort_by_key(|visit| (visit.due, visit.slot));
        Plan { visits, without: without.into(), over_on: months_after(facts.start, rules.covers) }
    }
}

/// The day so many months later; where the month is too short, its last day.
pub fn months_after(day: Date, months: u16) -> Date {
    day.saturating_add(Span::new().months(i32::from(months)))
}

fn planned(start: Date, slot: Slot, opens: u16) -> Planned {
    let due = months_after(start, slot.month);
    let opens = due.saturating_sub(i32::from(opens).days());
    Planned { slot, opens: opens.max(start), due }
}

fn why_not(facts: &JobFacts, target: Target) -> Option<WhyNot> {
    use crate::employment::JobKind;
    match (target, facts.kind) {
        (Target::Employer, JobKind::SelfEmployed) => Some(WhyNot::SelfEmployed),
        (Target::Employer, JobKind::Flexible) => Some(WhyNot::Flexible),
        (Target::Family, _) => facts.lives_alone.get().filter(|alone| **alone).map(|_| WhyNot::LivesAlone),
        _ => None,
    }
}
