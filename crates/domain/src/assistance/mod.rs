//! One-to-one assistance (A7): one named helper for one person, a class with its rhythm of
//! contact, an agreement, a plan, what was offered, and the way out. It opens when somebody is
//! determined, or when a zero-employment household is found, and has a stream of its own.
//!
//! A job does not end it (B3.5): while somebody works it rests, and goes on by itself, with its
//! class, helper and history, when the job is lost.

mod act;
mod count;
mod decide;
mod event;
mod exit;
mod fold;
mod owed;
mod plan;
mod rules;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::agency::AgencyCode;
use crate::id::{AssistanceId, CaseId, PersonId, UserName};
use crate::sealed::Sealed;

pub use act::{Answer, AssistanceAct, AssistanceActName};
pub use count::Floor;
pub use decide::{AssistanceReason, AssistanceRefusal, Context, Opening, decide, open};
pub use event::{AssistanceEvent, Terms};
pub use exit::{ExitObjection, ExitProcedure, Hearing};
pub use fold::Happened;
pub use owed::{Owed, OwedBy, OwedKind};
pub use plan::{Contact, ContactHow, Goal, GoalOutcome, Offer, OfferAnswer, ServiceGiven, Step};
pub use rules::{AssistanceRules, ClassRule, ExitRule, RefusalRule, Rhythm, ServiceRule};

/// Why somebody is assisted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Because {
    /// The bureau confirmed that somebody is hard to employ (C3.4).
    Determined {
        /// The case.
        case: CaseId,
    },
    /// They are an unemployed member of a zero-employment household (A7).
    Household,
    /// They were determined before this register began, and were taken over with what is known.
    TakenOver,
}

/// Why somebody is assisted again after an end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Reopening {
    /// They were determined, or their household was found, anew.
    Anew {
        /// Which of the two.
        because: Because,
    },
    /// Their objection to the end was found to be right.
    ObjectionUpheld {
        /// What was found.
        finding: Sealed<String>,
    },
}

/// Who helps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Helper {
    /// Sign-in name.
    pub user: UserName,
    /// Since when.
    pub since: Timestamp,
    /// To whom it is handed, until they take it; the helper answers till then (A2).
    pub handed_to: Option<HandedTo>,
}

/// A hand-over that waits to be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedTo {
    /// Sign-in name.
    pub user: UserName,
    /// By when it is to be taken.
    pub due: Timestamp,
}

/// The class that somebody was put into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// Its code in the pack.
    pub code: String,
    /// How often they are contacted, as the pack gave it on that day.
    pub rhythm: Rhythm,
    /// Since when.
    pub since: Date,
}

/// The agreement on receiving assistance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The day on which it was signed.
    pub on: Date,
    /// Who signed beside the helper.
    pub by: Sealed<String>,
    /// The helper who signed it.
    pub helper: UserName,
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum Phase {
    /// It runs, since this day.
    Running {
        /// From when the rhythm of contact counts.
        since: Date,
    },
    /// The person works (B1): the rhythm of contact stands still.
    Resting {
        /// Number of the employment.
        employment: u32,
        /// Its first day.
        since: Date,
    },
    /// No ground is left.
    Ended {
        /// The article that ended the last of them: it may tell of health or hardship.
        article: Sealed<String>,
        /// When.
        on: Date,
    },
}

impl Phase {
    /// The word used in storage: `open`, `resting` or `ended`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Phase::Running { .. } => "open",
            Phase::Resting { .. } => "resting",
            Phase::Ended { .. } => "ended",
        }
    }
}

/// The assistance of one person, as its events made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assistance {
    /// Who is assisted.
    pub person: PersonId,
    /// The station that assists.
    pub station: AgencyCode,
    /// Number of events so far.
    pub version: i64,
    /// The day on which it opened.
    pub opened: Date,
    /// Why it opened.
    pub because: Because,
    /// The categories that still hold, by code. They tell of health and hardship.
    pub grounds: Sealed<BTreeSet<String>>,
    /// Those that the last exit ended: they hold again where an objection to it was right.
    pub ended_grounds: Sealed<BTreeSet<String>>,
    /// By when what an opening brings is to be done.
    pub terms: Terms,
    /// Who helps; none until somebody is named.
    pub helper: Option<Helper>,
    /// The class; none until it is set.
    pub class: Option<Class>,
    /// The agreement; none until it is signed.
    pub agreement: Option<Agreement>,
    /// The plan, by number less one.
    pub goals: Vec<Goal>,
    /// Contacts and attempts in the order in which they were written down.
    pub contacts: Vec<Contact>,
    /// Posts that were offered, by number less one.
    pub offers: Vec<Offer>,
    /// Services that were given.
    pub services: Vec<ServiceGiven>,
    /// Where it stands.
    pub phase: Phase,
    /// The exit that is under way.
    pub exit: Option<ExitProcedure>,
}

impl Assistance {
    /// Its id.
    pub fn id(&self) -> AssistanceId {
        AssistanceId::of(&self.person)
    }

    /// Whether it came to its end.
    pub fn is_ended(&self) -> bool {
        matches!(self.phase, Phase::Ended { .. })
    }

    /// Whether the person works and the rhythm stands still.
    pub fn is_resting(&self) -> bool {
        matches!(self.phase, Phase::Resting { .. })
    }
}
