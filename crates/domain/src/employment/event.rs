//! What happened to the jobs of a person and in their follow-up.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::job::{EndFacts, JobFacts, SupportState};
use crate::agency::AgencyCode;
use crate::followup::{
    Ending, LateToFile, MediationStep, Outcome, Plan, RiskFacts, RiskOrigin, Slot, VisitReport,
};
use crate::id::{PersonId, UserName, VisitKey};
use crate::sealed::Sealed;

/// Something that happened. Jobs, risks and mediations are numbered from 1: jobs within the
/// person's file, the others within the job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum EmploymentEvent {
    /// Somebody started to work.
    EmploymentRegistered {
        /// Who.
        person: PersonId,
        /// The station that keeps the file.
        station: AgencyCode,
        /// The number of the job.
        employment: u32,
        /// What is known of it.
        facts: JobFacts,
        /// The day on which it was registered.
        on: Date,
        /// Whether a follow-up opens with it (B1).
        follows: bool,
    },
    /// The person moved: another station keeps the jobs, and makes the visits that are owed.
    EmploymentsRelocated {
        /// Which.
        station: AgencyCode,
        /// Who makes the visits there: the helper whom it named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visitor: Option<UserName>,
    },
    /// What the person, being determined, may draw while in this job (B4.2).
    SupportsFound {
        /// The number of the job.
        employment: u32,
        /// Codes of the pack.
        supports: Vec<String>,
    },
    /// Whether they draw it was asked.
    SupportNoted {
        /// The number of the job.
        employment: u32,
        /// Which.
        support: String,
        /// How it stands.
        state: SupportState,
        /// What was said.
        note: Sealed<String>,
    },
    /// What was registered was wrong, or is known better.
    EmploymentCorrected {
        /// The number of the job.
        employment: u32,
        /// What is known now, the whole of it.
        facts: JobFacts,
        /// Why.
        reason: Sealed<String>,
        /// The visits as they are planned from now on; none where there is no follow-up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan: Option<Plan>,
    },
    /// A job ended.
    EmploymentEnded {
        /// The number of the job.
        employment: u32,
        /// The last day of work.
        on: Date,
        /// Why.
        why: Sealed<EndFacts>,
        /// Whether the assistance of the person's class goes on by itself (B3.5).
        resumes: bool,
    },
    /// The visits were planned (B3.1).
    FollowUpOpened {
        /// The number of the job.
        employment: u32,
        /// Which visits, and which not.
        plan: Plan,
    },
    /// Somebody makes the visits and settles the mediations from now on: who helps the person
    /// one to one (A7), or whom the station named.
    VisitorNamed {
        /// Who.
        visitor: UserName,
        /// Why, where somebody named them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sealed<String>>,
    },
    /// A visit was made.
    VisitReported {
        /// The number of the job.
        employment: u32,
        /// What was found.
        report: VisitReport,
        /// Why it comes after the file was done with it, if it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<LateToFile>,
    },
    /// A second report of the same visit says something else; both are kept until a person
    /// has looked at them.
    VisitConflictKept {
        /// The number of the job.
        employment: u32,
        /// What it says.
        report: VisitReport,
        /// By when somebody has to look.
        due: Timestamp,
    },
    /// Somebody said which of the reports holds.
    VisitConflictSettled {
        /// The number of the job.
        employment: u32,
        /// Which visit.
        slot: Slot,
        /// The report that holds.
        holds: VisitKey,
        /// Why.
        reason: Sealed<String>,
    },
    /// A job is at risk.
    RiskFound {
        /// The number of the job.
        employment: u32,
        /// The number of the risk.
        risk: u32,
        /// What it is.
        facts: Sealed<RiskFacts>,
        /// How heavy, as the pack weighs it.
        weight: u16,
        /// Where it was found.
        origin: RiskOrigin,
    },
    /// A risk is there no more.
    RiskClosed {
        /// The number of the job.
        employment: u32,
        /// The number of the risk.
        risk: u32,
        /// Why.
        reason: Sealed<String>,
    },
    /// The employer is to be asked, and helped to settle it (B3.2).
    MediationOpened {
        /// The number of the job.
        employment: u32,
        /// The number of the mediation.
        mediation: u32,
        /// The risk that it is about.
        risk: u32,
        /// By when it is to be settled.
        due: Timestamp,
    },
    /// Something was done to settle it.
    MediationStepTaken {
        /// The number of the job.
        employment: u32,
        /// The number of the mediation.
        mediation: u32,
        /// What.
        step: MediationStep,
    },
    /// It came to an end.
    MediationSettled {
        /// The number of the job.
        employment: u32,
        /// The number of the mediation.
        mediation: u32,
        /// How.
        outcome: Outcome,
        /// What was agreed, or why nothing was.
        note: Sealed<String>,
    },
    /// The follow-up is over; visits that nobody made yet fall away.
    FollowUpEnded {
        /// The number of the job.
        employment: u32,
        /// How.
        how: Ending,
        /// The visits that fall away.
        fallen: Vec<Slot>,
        /// What is known of it, where somebody ended it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sealed<String>>,
    },
}

impl EmploymentEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 17] = [
        "employment_registered",
        "employments_relocated",
        "supports_found",
        "support_noted",
        "employment_corrected",
        "employment_ended",
        "follow_up_opened",
        "visitor_named",
        "visit_reported",
        "visit_conflict_kept",
        "visit_conflict_settled",
        "risk_found",
        "risk_closed",
        "mediation_opened",
        "mediation_step_taken",
        "mediation_settled",
        "follow_up_ended",
    ];
}
