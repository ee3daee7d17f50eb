//! What can be asked of a case: acts in the imperative.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::state::{ReceiptStep, StateName};
use super::tick::Tick;
use crate::agency::{AgencyCode, Level};
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
    },
    PassInitialReview {
        ticks: Vec<Tick>,
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
        ticks: Vec<Tick>,
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
        ticks: Vec<Tick>,
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
    },
    Extend {
        days: u16,
        reason: String,
    },
    Withdraw {
        reason: String,
    },
    RecordReceipt {
        step: ReceiptStep,
        number: String,
    },
    /// By the service: five working days went by without a word (C3.1).
    DeemAccepted,
    /// By the service: the applicant's time to supply ran out.
    Lapse,
}

macro_rules! act_names {
    ($($(#[$doc:meta])* $name:ident = $word:literal),+ $(,)?) => {
        /// The name of an act, as in the API, access policies and refusals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs)] // the names are those of the table in the contracts
        pub enum ActName { $($(#[$doc])* $name),+ }

        impl ActName {
            /// Every act.
            pub const ALL: &[ActName] = &[$(ActName::$name),+];

            /// The word used in the API and the policies.
            pub fn as_str(self) -> &'static str {
                match self { $(ActName::$name => $word),+ }
            }
        }
    };
}

act_names! {
    Submit = "submit",
    Take = "take",
    Accept = "accept",
    RequestCorrection = "request_correction",
    SupplyCorrection = "supply_correction",
    PassInitialReview = "pass_initial_review",
    FailInitialReview = "fail_initial_review",
    CompleteForm = "complete_form",
    PostNotice = "post_notice",
    RaiseObjection = "raise_objection",
    SettleObjection = "settle_objection",
    CloseNotice = "close_notice",
    RecordEntry = "record_entry",
    Forward = "forward",
    PassSecondReview = "pass_second_review",
    ReturnToStation = "return_to_station",
    Refuse = "refuse",
    Confirm = "confirm",
    ReturnToOffice = "return_to_office",
    AnnotateCertificate = "annotate_certificate",
    ReceiveBack = "receive_back",
    HandBack = "hand_back",
    Extend = "extend",
    Withdraw = "withdraw",
    RecordReceipt = "record_receipt",
    DeemAccepted = "deem_accepted",
    Lapse = "lapse",
}

impl ActName {
    /// The act with this word.
    pub fn parse(text: &str) -> Option<ActName> {
        ActName::ALL.iter().copied().find(|name| name.as_str() == text)
    }

    /// Whether the act exists in the state.
    pub fn exists_in(self, state: StateName) -> bool {
        use StateName as S;
        match self {
            ActName::Submit => false,
            ActName::Take | ActName::Extend => state.level().is_some(),
            ActName::Withdraw => state.level().is_some() && !matches!(state, S::Annotation | S::PapersBack),
            ActName::RecordReceipt => true,
            ActName::Accept | ActName::DeemAccepted => state == S::Received,
            ActName::RequestCorrection => matches!(state, S::Received | S::InitialReview),
            ActName::SupplyCorrection | ActName::Lapse => state == S::Correction,
            ActName::PassInitialReview | ActName::FailInitialReview => state == S::InitialReview,
            ActName::CompleteForm => state == S::Form,
            ActName::PostNotice => matches!(state, S::Posting | S::Returned),
            ActName::RaiseObjection | ActName::CloseNotice => state == S::Notice,
            ActName::SettleObjection => state == S::Objection,
            ActName::RecordEntry => state == S::Entry,
            ActName::Forward => matches!(state, S::Entry | S::Returned),
            ActName::PassSecondReview | ActName::ReturnToStation => state == S::SecondReview,
            ActName::Refuse => state == S::Returned,
            ActName::Confirm | ActName::ReturnToOffice => state == S::Confirmation,
            ActName::AnnotateCertificate => state == S::Annotation,
            ActName::ReceiveBack | ActName::HandBack => state == S::PapersBack,
        }
    }

    /// The level that a review act belongs to; none for acts that are no review.
    pub fn review_level(self) -> Option<Level> {
        match self {
            ActName::PassSecondReview | ActName::ReturnToStation => Some(Level::Office),
            ActName::Confirm | ActName::ReturnToOffice => Some(Level::Bureau),
            _ => None,
        }
    }

    /// The article under which the act stands.
    pub fn article(self) -> &'static str {
        match self {
            ActName::Submit => "C1",
            ActName::Take | ActName::Extend => "A2",
            ActName::PostNotice
            | ActName::RaiseObjection
            | ActName::SettleObjection
            | ActName::CloseNotice
            | ActName::RecordEntry
            | ActName::Forward => "C3.2",
            ActName::PassSecondReview | ActName::ReturnToStation | ActName::Refuse => "C3.3",
            ActName::Confirm
            | ActName::ReturnToOffice
            | ActName::AnnotateCertificate
            | ActName::ReceiveBack
            | ActName::HandBack
            | ActName::RecordReceipt => "C3.4",
            _ => "C3.1",
        }
    }
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
            Act::DeemAccepted => ActName::DeemAccepted,
            Act::Lapse => ActName::Lapse,
        }
    }
}

/// Seals what a person wrote.
pub(super) fn seal<T>(value: T) -> Sealed<T> {
    Sealed::Open(value)
}
