//! What is being done on an open case. A step holds exactly the facts that exist in it.

use serde::{Deserialize, Serialize};

use super::state_name::StateName;
use crate::clock::Clock;
use crate::id::UserName;
use crate::sealed::Sealed;

/// Proof that the notice hung on the board (C3.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Where it hangs.
    pub place: String,
    /// Name or number of the photo that shows it.
    pub photo: String,
}

/// Where a correction came from and what becomes of that clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// Asked before acceptance: the review has not begun.
    Received,
    /// Asked during the review, whose clock stands still.
    InitialReview {
        /// The review's clock, suspended.
        clock: Clock,
    },
}

/// Receipt of the Golden Insurance system for a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Receipt {
    /// Entered, but the exchange has not brought the number yet.
    Pending,
    /// The system's number.
    Received {
        /// As the system gave it.
        number: String,
    },
}

impl Receipt {
    /// A number that may be missing still.
    pub fn new(number: Option<String>) -> Receipt {
        number.map_or(Receipt::Pending, |number| Receipt::Received { number })
    }
}

/// The steps that leave a receipt in the outside system (C3.2, C3.3, C3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptStep {
    /// Entry by the station.
    Entry,
    /// Second review by the office.
    SecondReview,
    /// Confirmation by the bureau.
    Confirmation,
}

impl ReceiptStep {
    /// The word used in storage and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            ReceiptStep::Entry => "entry",
            ReceiptStep::SecondReview => "second_review",
            ReceiptStep::Confirmation => "confirmation",
        }
    }
}

/// The operator's name seal under an annotation (C3.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorSeal {
    /// Name on the seal.
    pub name: String,
    /// Whose it is.
    pub user: UserName,
}

/// Where the papers are on their way back (C3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Papers {
    /// On their way from the bureau to the station.
    OnTheWay,
    /// At the station, not yet with the person.
    AtStation,
}

/// What is being done, with the facts that exist while it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// Received, not yet accepted.
    Received,
    /// The applicant was asked to correct or supply something.
    Correction {
        /// Where the case goes when it has been supplied.
        origin: Origin,
        /// What was asked for.
        faults: Sealed<Vec<String>>,
    },
    /// Initial review (C3.1).
    InitialReview,
    /// The provincial form is filled and signed (C3.1).
    Form,
    /// The notice is to be posted.
    Posting,
    /// The notice hangs; the clock is its period (C3.2).
    Notice {
        /// Where and with what proof.
        posting: Posting,
    },
    /// An objection is being looked into; the period of the notice stands still.
    Objection {
        /// Where and with what proof the notice hangs.
        posting: Posting,
        /// The period, suspended.
        notice: Clock,
    },
    /// To be entered into the Golden Insurance system, then forwarded (C3.2).
    Entry {
        /// Whether the entry has been made.
        recorded: bool,
    },
    /// Second review by the office (C3.3).
    SecondReview,
    /// Returned to the station by the office (C3.3).
    Returned {
        /// Why.
        reasons: Sealed<Vec<String>>,
    },
    /// Confirmation by the bureau (C3.4).
    Confirmation,
    /// The certificate is to be annotated by the bureau (C3.4).
    Annotation {
        /// Main category, code `C1.1` to `C1.10`.
        category: Sealed<String>,
    },
    /// The papers go back through the station to the person (C3.4).
    PapersBack {
        /// How far they have come.
        papers: Papers,
    },
}

impl Step {
    /// The name of the state.
    pub fn name(&self) -> StateName {
        match self {
            Step::Received => StateName::Received,
            Step::Correction { .. } => StateName::Correction,
            Step::InitialReview => StateName::InitialReview,
            Step::Form => StateName::Form,
            Step::Posting => StateName::Posting,
            Step::Notice { .. } => StateName::Notice,
            Step::Objection { .. } => StateName::Objection,
            Step::Entry { .. } => StateName::Entry,
            Step::SecondReview => StateName::SecondReview,
            Step::Returned { .. } => StateName::Returned,
            Step::Confirmation => StateName::Confirmation,
            Step::Annotation { .. } => StateName::Annotation,
            Step::PapersBack { .. } => StateName::PapersBack,
        }
    }
}
