//! What a case is. An open case has exactly one clock and one holder because there is
//! room for no other number.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::state_name::StateName;
use super::step::{Receipt, ReceiptStep, Step};
use super::tick::Tick;
use crate::agency::{AgencyCode, Level};
use crate::clock::Clock;
use crate::fact::KnownFacts;
use crate::id::{CaseId, PersonId, UserName};
use crate::sealed::Sealed;

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// Determined, and the papers are back with the person.
    Completed,
    /// Refused with reasons.
    Refused,
    /// Withdrawn by the applicant, or lapsed.
    Withdrawn,
}

/// A case that somebody has to do something about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// What is being done.
    pub step: Step,
    /// By when.
    pub clock: Clock,
    /// Who is responsible. After a case was sent on, still the sender, until somebody
    /// at the receiving agency has taken it.
    pub holder: UserName,
}

/// Open with a step, or closed for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Open.
    Open(Box<Open>),
    /// Closed.
    Closed(Closed),
}

/// Whether a correction has been asked for (one notice for all faults).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionUse {
    /// Not yet.
    Unused,
    /// Asked; another is not allowed.
    Used,
    /// Asked, and the applicant has since changed the materials: one more is allowed.
    MaterialsChanged,
}

/// A case as its events made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// Number of events so far.
    pub version: i64,
    /// Whose case.
    pub person: PersonId,
    /// The station at which it was submitted; office and bureau follow from the code.
    pub station: AgencyCode,
    /// The day it was submitted.
    pub submitted_on: Date,
    /// Categories that the applicant claims.
    pub claimed: Sealed<Vec<String>>,
    /// Keyed hashes of the identity numbers of the applicant and the household.
    pub household: BTreeSet<String>,
    /// Keyed hashes of the identity numbers of those who acted for the applicant.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub representatives: BTreeSet<String>,
    /// Who has worked on it, by level.
    pub worked: BTreeMap<Level, BTreeSet<UserName>>,
    /// Whether a correction notice was used.
    pub correction: CorrectionUse,
    /// What was known when the application was filed; none in a case from before facts were
    /// kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed_with: Option<Sealed<KnownFacts>>,
    /// What was recorded since, where something was; it stands for all that is known now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Sealed<KnownFacts>>,
    /// The newest ticks of a review.
    pub ticks: Sealed<Vec<Tick>>,
    /// Receipts of the outside system.
    pub receipts: BTreeMap<ReceiptStep, Receipt>,
    /// Whether the provincial form has been signed.
    pub form_signed_on: Option<Date>,
    /// Where it stands.
    pub standing: Standing,
}

impl Case {
    /// The name of the state.
    pub fn state(&self) -> StateName {
        match &self.standing {
            Standing::Open(open) => open.step.name(),
            Standing::Closed(Closed::Completed) => StateName::Completed,
            Standing::Closed(Closed::Refused) => StateName::Refused,
            Standing::Closed(Closed::Withdrawn) => StateName::Withdrawn,
        }
    }

    /// What is open, unless the case is closed.
    pub fn open(&self) -> Option<&Open> {
        match &self.standing {
            Standing::Open(open) => Some(open),
            Standing::Closed(_) => None,
        }
    }

    /// The agency at which the case lies, or the station once closed.
    pub fn agency(&self) -> AgencyCode {
        self.station.at(self.state().level().unwrap_or(Level::Station))
    }

    /// What is known now; nothing where the person was erased or the case is from before facts
    /// were kept.
    pub fn known(&self) -> KnownFacts {
        let newest = self.recorded.as_ref().or(self.filed_with.as_ref());
        newest.and_then(Sealed::get).cloned().unwrap_or_default()
    }

    /// How many receipts of the outside system are still pending.
    pub fn pending_receipts(&self) -> usize {
        self.receipts.values().filter(|r| **r == Receipt::Pending).count()
    }

    /// Whether this member of staff worked on the case at a level below `level`.
    pub fn worked_below(&self, user: &UserName, level: Level) -> bool {
        self.worked.range(..level).any(|(_, users)| users.contains(user))
    }
}
