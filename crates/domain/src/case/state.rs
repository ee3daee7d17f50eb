//! What a case is. A step holds exactly the facts that exist in it; an open case has
//! exactly one clock and one holder because there is room for no other number.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::tick::Tick;
use crate::agency::{AgencyCode, Level};
use crate::clock::Clock;
use crate::id::{CaseId, PersonId, UserName};
use crate::sealed::Sealed;

/// The name of a state, as in storage, the API and the addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the names are those of the table in the contracts
pub enum StateName {
    Received,
    Correction,
    InitialReview,
    Form,
    Posting,
    Notice,
    Objection,
    Entry,
    SecondReview,
    Returned,
    Confirmation,
    Annotation,
    PapersBack,
    Completed,
    Refused,
    Withdrawn,
}

impl StateName {
    /// Every state, in the order of the procedure.
    pub const ALL: [StateName; 16] = [
        StateName::Received,
        StateName::Correction,
        StateName::InitialReview,
        StateName::Form,
        StateName::Posting,
        StateName::Notice,
        StateName::Objection,
        StateName::Entry,
        StateName::SecondReview,
        StateName::Returned,
        StateName::Confirmation,
        StateName::Annotation,
        StateName::PapersBack,
        StateName::Completed,
        StateName::Refused,
        StateName::Withdrawn,
    ];

    /// The word used in storage and the API; also the key of the state's time limit.
    pub fn as_str(self) -> &'static str {
        match self {
            StateName::Received => "received",
            StateName::Correction => "correction",
            StateName::InitialReview => "initial_review",
            StateName::Form => "form",
            StateName::Posting => "posting",
            StateName::Notice => "notice",
            StateName::Objection => "objection",
            StateName::Entry => "entry",
            StateName::SecondReview => "second_review",
            StateName::Returned => "returned",
            StateName::Confirmation => "confirmation",
            StateName::Annotation => "annotation",
            StateName::PapersBack => "papers_back",
            StateName::Completed => "completed",
            StateName::Refused => "refused",
            StateName::Withdrawn => "withdrawn",
        }
    }

    /// The state with this word.
    pub fn parse(text: &str) -> Option<StateName> {
        StateName::ALL.into_iter().find(|name| name.as_str() == text)
    }

    /// The level at which a case in this state lies; none once it is closed.
    pub fn level(self) -> Option<Level> {
        match self {
            StateName::SecondReview => Some(Level::Office),
            StateName::Confirmation | StateName::Annotation => Some(Level::Bureau),
            StateName::Completed | StateName::Refused | StateName::Withdrawn => None,
            _ => Some(Level::Station),
        }
    }

    /// The article that governs the state.
    pub fn article(self) -> &'static str {
        match self {
            StateName::Received | StateName::Correction | StateName::InitialReview | StateName::Form => {
                "C3.1"
            }
            StateName::Posting | StateName::Notice | StateName::Objection | StateName::Entry => "C3.2",
            StateName::SecondReview | StateName::Returned => "C3.3",
            _ => "C3.4",
        }
    }
}

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
    /// Who has worked on it, by level.
    pub worked: BTreeMap<Level, BTreeSet<UserName>>,
    /// Whether a correction notice was used.
    pub correction: CorrectionUse,
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

    /// How many receipts of the outside system are still pending.
    pub fn pending_receipts(&self) -> usize {
        self.receipts.values().filter(|r| **r == Receipt::Pending).count()
    }

    /// Whether this member of staff worked on the case at a level below `level`.
    pub fn worked_below(&self, user: &UserName, level: Level) -> bool {
        self.worked.range(..level).any(|(_, users)| users.contains(user))
    }
}
