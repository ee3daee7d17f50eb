//! What somebody wants to do about jobs and their follow-up.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::job::{EndReason, JobFacts, SupportState};
use crate::followup::{Ending, FollowUpRules, MediationStep, Outcome, Slot, VisitReport};
use std::collections::BTreeSet;

use crate::id::{UserName, VisitKey};

/// An act on the jobs of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum EmploymentAct {
    /// `determined`: whether the person is determined, so that a follow-up opens (B1).
    Register {
        facts: JobFacts,
        determined: bool,
    },
    /// Says whether a support is drawn.
    NoteSupport {
        employment: u32,
        support: String,
        state: SupportState,
        note: String,
    },
    /// Names who makes the visits.
    NameVisitor {
        visitor: UserName,
        reason: String,
    },
    Correct {
        employment: u32,
        facts: JobFacts,
        reason: String,
    },
    End {
        employment: u32,
        on: Date,
        reason: EndReason,
        note: String,
    },
    Report {
        employment: u32,
        report: VisitReport,
    },
    SettleConflict {
        employment: u32,
        slot: Slot,
        holds: VisitKey,
        reason: String,
    },
    FindRisk {
        employment: u32,
        factor: String,
        note: String,
    },
    CloseRisk {
        employment: u32,
        risk: u32,
        reason: String,
    },
    StepMediation {
        employment: u32,
        mediation: u32,
        step: MediationStep,
    },
    SettleMediation {
        employment: u32,
        mediation: u32,
        outcome: Outcome,
        note: String,
    },
    EndFollowUp {
        employment: u32,
        how: Ending,
        reason: String,
    },
}

/// What a decision is made with.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The rules of the follow-up in force.
    pub rules: &'a FollowUpRules,
    /// The present instant.
    pub now: Timestamp,
    /// The zone in which days begin and end.
    pub zone: &'a TimeZone,
    /// Who helps the person one to one (A7), and so makes the visits.
    pub helper: Option<&'a UserName>,
    /// Who of the station can make visits.
    pub colleagues: &'a BTreeSet<UserName>,
    /// By when a mediation that begins now is to be settled (B3.2).
    pub mediation_due: Timestamp,
    /// By when somebody has to look at two reports that say different things.
    pub conflict_due: Timestamp,
}

impl At<'_> {
    /// Today.
    pub fn today(&self) -> Date {
        self.day_of(self.now)
    }

    /// The day of an instant.
    pub fn day_of(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }
}
