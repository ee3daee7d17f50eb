//! A visit and what was found (B3.1, B4.1).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Ending;
use super::plan::Planned;
use super::rules::{Slot, Target};
use crate::employment::words;
use crate::id::{UserName, VisitKey};
use crate::sealed::Sealed;

words! {
    /// How a visit was made.
    Manner {
        /// Somebody went there.
        OnTheSpot = "on_the_spot",
        /// By telephone.
        Telephone = "telephone",
        /// In another way; the note says how.
        Other = "other",
    }
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not known, or not told.
    Unknown,
    /// Words.
    Text(String),
}

/// What a visit found; all of it is personal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// Where, in words.
    pub place: String,
    /// The answers by code of the question.
    pub answers: BTreeMap<String, Answer>,
    /// Needs by code.
    pub needs: BTreeSet<String>,
    /// Other needs, in words.
    pub other_needs: String,
    /// What else is to be said.
    pub note: String,
    /// Who signed.
    pub signed_by: String,
}

/// A report of a visit, as it came from a page or a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitReport {
    /// The id that the device gave it: the same report twice is one.
    pub key: VisitKey,
    /// Which of the planned visits.
    pub slot: Slot,
    /// Who visited.
    pub visitor: UserName,
    /// When.
    pub at: Timestamp,
    /// How.
    pub manner: Manner,
    /// What was found.
    pub findings: Sealed<Findings>,
    /// Policies that were handed over, by code.
    pub policies: BTreeSet<String>,
    /// SHA-256 of photos, which are kept among the files, in hexadecimal.
    pub photos: Vec<String>,
    /// SHA-256 of the picture of the signature, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

impl VisitReport {
    /// Whether both say the same, whatever their ids.
    pub fn says_as(&self, other: &VisitReport) -> bool {
        *self == VisitReport { key: self.key.clone(), ..other.clone() }
    }

    /// The answer to a question; none where it was not asked or is erased.
    pub fn answer(&self, question: &str) -> Option<&Answer> {
        self.findings.get()?.answers.get(question)
    }
}

words! {
    /// Why a report comes after the file was done with the visit. It is kept all the same.
    LateToFile {
        /// The job had ended.
        JobEnded = "job_ended",
        /// The follow-up was over.
        FollowUpOver = "follow_up_over",
        /// The job was corrected and the visit is needed no more.
        PlanChanged = "plan_changed",
    }
}

/// A report that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What it says.
    pub report: VisitReport,
    /// Who delivered it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why it came late to the file, if it did.
    pub late: Option<LateToFile>,
}

/// Why a visit is needed no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallen {
    /// The follow-up ended.
    Ended(Ending),
    /// The job was corrected: there is nobody to visit.
    PlanChanged,
}

/// A visit of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// When it is due.
    pub planned: Planned,
    /// What holds; none while it is owed.
    pub report: Option<Kept>,
    /// Reports that say something else, with the time by which somebody has to look at them.
    pub conflict: Option<(Timestamp, Vec<Kept>)>,
    /// Reports that were looked at and do not hold, with the reason.
    pub set_aside: Vec<(Kept, Sealed<String>)>,
    /// Why it is needed no more.
    pub fallen: Option<Fallen>,
}

impl Visit {
    pub(super) fn new(planned: Planned) -> Visit {
        Visit { planned, report: None, conflict: None, set_aside: Vec::new(), fallen: None }
    }

    /// Whom.
    pub fn target(&self) -> Target {
        self.planned.slot.target
    }

    /// Whether it is still to be made.
    pub fn is_owed(&self) -> bool {
        self.report.is_none() && self.fallen.is_none()
    }

    /// Every report of it, whether it holds or not.
    pub fn reports(&self) -> impl Iterator<Item = &Kept> {
        let waiting = self.conflict.iter().flat_map(|(_, kept)| kept);
        self.report.iter().chain(waiting).chain(self.set_aside.iter().map(|(kept, _)| kept))
    }
}
