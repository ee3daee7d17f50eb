//! What can be asked of a case: acts in the imperative.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::act_name::ActName;
use super::representative::OnBehalf;
use super::ruling::Finding;
use crate::agency::AgencyCode;
use crate::case::ReceiptStep;
use crate::fact::KnownFacts;
use crate::id::{CaseId, PersonId};
use crate::sealed::Sealed;

/// A new application.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The id that the case will bear.
    pub id: CaseId,
    /// Whose.
    pub person: PersonId,
    /// Where.
    pub station: AgencyCode,
    /// The applicant's day of birth.
    pub born: Date,
    /// Categories claimed.
    pub claimed: Vec<String>,
    /// Keyed hashes of the applicant's and the household's identity numbers.
    pub household: BTreeSet<String>,
    /// Whether the person has an open application already.
    pub has_open: bool,
    /// Whether a determination of the person stands, here or taken over.
    pub determined: bool,
    /// What is known at the counter, as far as it was asked.
    pub known: KnownFacts,
    /// Who files it, if not the applicant.
    pub representative: Option<OnBehalf>,
}

/// An objection to a public notice (C3.2).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Who objects; empty when they keep it to themselves.
    #[serde(default)]
    pub name: String,
    /// How to reach them; may be empty.
    #[serde(default)]
    pub contact: String,
    /// What they object to.
    pub text: String,
}

impl fmt::Debug for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Objection(…)")
    }
}

/// What somebody wants to do with a case. Its `Debug` shows the name only: what people
/// wrote must not reach a log.
#[derive(Clone, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the API, whose schema describes them
pub enum Act {
    Take,
    Accept,
    RequestCorrection {
        faults: Vec<String>,
    },
    SupplyCorrection {
        materials: Vec<String>,
        materials_changed: bool,
        representative: Option<OnBehalf>,
    },
    PassInitialReview {
        findings: Vec<Finding>,
        departure: String,
        note: String,
    },
    FailInitialReview {
        reasons: Vec<String>,
    },
    CompleteForm {
        signed_on: Date,
    },
    PostNotice {
        place: String,
        photo: String,
        facts_changed: String,
    },
    RaiseObjection(Objection),
    SettleObjection {
        upheld: bool,
        finding: String,
    },
    CloseNotice,
    RecordEntry {
        receipt: Option<String>,
    },
    Forward,
    PassSecondReview {
        findings: Vec<Finding>,
        departure: String,
        receipt: Option<String>,
        note: String,
    },
    ReturnToStation {
        reasons: Vec<String>,
    },
    Refuse {
        reasons: Vec<String>,
    },
    Confirm {
        findings: Vec<Finding>,
        departure: String,
        category: String,
        receipt: Option<String>,
        note: String,
    },
    ReturnToOffice {
        reasons: Vec<String>,
    },
    AnnotateCertificate {
        certificate: String,
        category: String,
    },
    ReceiveBack,
    HandBack {
        signed_by: String,
        signed_on: Date,
        representative: Option<OnBehalf>,
    },
    Extend {
        days: u16,
        reason: String,
    },
    Withdraw {
        reason: String,
        representative: Option<OnBehalf>,
    },
    RecordReceipt {
        step: ReceiptStep,
        number: String,
    },
    RecordFacts {
        known: KnownFacts,
        reason: String,
    },
    /// By the service: five working days went by without a word (C3.1).
    DeemAccepted,
    /// By the service: the applicant's time to supply ran out.
    Lapse,
}

impl fmt::Debug for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Act({})", self.name().as_str())
    }
}

impl Act {
    /// The name of the act.
    pub fn name(&self) -> ActName {
        match self {
            Act::Take => ActName::Take,
            Act::Accept => ActName::Accept,
            Act::RequestCorrection { .. } => ActName::RequestCorrection,
            Act::SupplyCorrection { .. } => ActName::SupplyCorrection,
            Act::PassInitialReview { .. } => ActName::PassInitialReview,
            Act::FailInitialReview { .. } => ActName::FailInitialReview,
            Act::CompleteForm { .. } => ActName::CompleteForm,
            Act::PostNotice { .. } => ActName::PostNotice,
            Act::RaiseObjection(_) => ActName::RaiseObjection,
            Act::SettleObjection { .. } => ActName::SettleObjection,
            Act::CloseNotice => ActName::CloseNotice,
            Act::RecordEntry { .. } => ActName::RecordEntry,
            Act::Forward => ActName::Forward,
            Act::PassSecondReview { .. } => ActName::PassSecondReview,
            Act::ReturnToStation { .. } => ActName::ReturnToStation,
            Act::Refuse { .. } => ActName::Refuse,
            Act::Confirm { .. } => ActName::Confirm,
            Act::ReturnToOffice { .. } => ActName::ReturnToOffice,
            Act::AnnotateCertificate { .. } => ActName::AnnotateCertificate,
            Act::ReceiveBack => ActName::ReceiveBack,
            Act::HandBack { .. } => ActName::HandBack,
            Act::Extend { .. } => ActName::Extend,
            Act::Withdraw { .. } => ActName::Withdraw,
            Act::RecordReceipt { .. } => ActName::RecordReceipt,
            Act::RecordFacts { .. } => ActName::RecordFacts,
            Act::DeemAccepted => ActName::DeemAccepted,
            Act::Lapse => ActName::Lapse,
        }
    }
}

impl Act {
    /// Who does it for the applicant, if the applicant does not come themselves.
    pub fn on_behalf(&self) -> Option<&OnBehalf> {
        match self {
            Act::SupplyCorrection { representative, .. }
            | Act::HandBack { representative, .. }
            | Act::Withdraw { representative, .. } => representative.as_ref(),
            _ => None,
        }
    }
}

/// Seals what a person wrote.
pub(super) fn seal<T>(value: T) -> Sealed<T> {
    Sealed::Open(value)
}
