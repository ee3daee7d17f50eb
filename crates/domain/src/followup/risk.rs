//! What puts a job at risk, and what is done about it with the employer (B3.2, B4.2).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::rules::Slot;
use crate::employment::words;
use crate::id::VisitKey;
use crate::sealed::Sealed;

/// What a risk is; it is a finding about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskFacts {
    /// Code of the factor.
    pub factor: String,
    /// What is known of it; empty where it arose from an answer.
    pub note: String,
}

/// Where a risk was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskOrigin {
    /// By the answers of a visit.
    Visit {
        /// Which visit.
        slot: Slot,
        /// Its report.
        report: VisitKey,
    },
    /// Somebody wrote it down.
    ByHand,
}

/// A risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// What it is.
    pub facts: Sealed<RiskFacts>,
    /// How heavy.
    pub weight: u16,
    /// Where it was found.
    pub origin: RiskOrigin,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// When it went, and why.
    pub closed: Option<(Timestamp, Sealed<String>)>,
}

words! {
    /// What is done to settle something with an employer.
    StepKind {
        /// The employer was spoken to.
        Contacted = "contacted",
        /// Both sides met.
        Met = "met",
        /// Something was promised.
        Promised = "promised",
        /// It was looked whether the promise was kept.
        Checked = "checked",
        /// It was handed to labour inspection or arbitration.
        Referred = "referred",
    }
}

/// A step of a mediation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediationStep {
    /// What was done.
    pub kind: StepKind,
    /// With whom.
    pub with: Sealed<String>,
    /// What came of it.
    pub note: Sealed<String>,
}

words! {
    /// How a mediation ended.
    Outcome {
        /// What was wrong is put right.
        PutRight = "put_right",
        /// Part of it is put right.
        Partly = "partly",
        /// The employer did not move; it goes to inspection or arbitration.
        Referred = "referred",
        /// Nothing could be settled.
        Failed = "failed",
    }
}

/// A mediation with an employer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mediation {
    /// The risk that it is about.
    pub risk: u32,
    /// When it began.
    pub opened: Timestamp,
    /// By when it is to be settled.
    pub due: Timestamp,
    /// What was done, by whom and when.
    pub steps: Vec<(MediationStep, String, Timestamp)>,
    /// How it ended, with what was agreed, by whom and when.
    pub settled: Option<(Outcome, Sealed<String>, String, Timestamp)>,
}
