//! What happened to a case: facts in the past participle. Each carries all that is
//! needed to fold it, clocks included, so that folding asks neither pack nor calendar.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::act::Objection;
use super::representative::OnBehalf;
use super::ruling::Reviewed;
use super::tick::Tick;
use crate::agency::{AgencyCode, Level};
use crate::case::{OperatorSeal, Posting, Receipt, ReceiptStep};
use crate::clock::Clock;
use crate::fact::KnownFacts;
use crate::id::{CaseId, PersonId, UserName};
use crate::sealed::Sealed;

/// Why a case ended without a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum WithdrawalCause {
    /// The applicant asked for it.
    ByApplicant {
        /// What they said.
        reason: Sealed<String>,
        /// Who came for them, if they did not come themselves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        representative: Option<OnBehalf>,
    },
    /// The time to supply what was asked for ran out.
    Lapsed,
}

/// A fact of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
#[allow(missing_docs)] // fields are named as those of the acts and the state
pub enum Event {
    ApplicationSubmitted {
        id: CaseId,
        person: PersonId,
        station: AgencyCode,
        on: Date,
        claimed: Sealed<Vec<String>>,
        household: BTreeSet<String>,
        holder: UserName,
        clock: Clock,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        representative: Option<OnBehalf>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        known: Option<Sealed<KnownFacts>>,
    },
    /// Somebody made the case theirs; until then the one before was responsible.
    Taken {
        by: UserName,
        level: Level,
    },
    ApplicationAccepted {
        deemed: bool,
        clock: Clock,
    },
    CorrectionRequested {
        faults: Sealed<Vec<String>>,
        paused: Option<Clock>,
        clock: Clock,
    },
    CorrectionSupplied {
        materials: Sealed<Vec<String>>,
        materials_changed: bool,
        clock: Clock,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        representative: Option<OnBehalf>,
    },
    InitialReviewPassed {
        ticks: Sealed<Vec<Tick>>,
        note: Sealed<String>,
        clock: Clock,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        review: Option<Sealed<Reviewed>>,
    },
    InitialReviewFailed {
        reasons: Sealed<Vec<String>>,
        remedies: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        review: Option<Sealed<Reviewed>>,
    },
    FormCompleted {
        signed_on: Date,
        clock: Clock,
    },
    NoticePosted {
        posting: Posting,
        facts_changed: Sealed<String>,
        clock: Clock,
    },
    ObjectionRaised {
        objection: Sealed<Objection>,
        notice: Clock,
        clock: Clock,
    },
    /// Dismissed: the notice goes on with the days that were left.
    ObjectionDismissed {
        finding: Sealed<String>,
        clock: Clock,
    },
    /// Upheld: the case ends with reasons.
    ObjectionUpheld {
        finding: Sealed<String>,
        remedies: Vec<String>,
    },
    NoticeClosed {
        ended: Timestamp,
        clock: Clock,
    },
    EntryRecorded {
        receipt: Receipt,
    },
    Forwarded {
        clock: Clock,
    },
    SecondReviewPassed {
        ticks: Sealed<Vec<Tick>>,
        note: Sealed<String>,
        receipt: Receipt,
        clock: Clock,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        review: Option<Sealed<Reviewed>>,
    },
    ReturnedToStation {
        reasons: Sealed<Vec<String>>,
        clock: Clock,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        review: Option<Sealed<Reviewed>>,
    },
    ApplicationRefused {
        reasons: Sealed<Vec<String>>,
        remedies: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        review: Option<Sealed<Reviewed>>,
    },
    Confirmed {
        ticks: Sealed<Vec<Tick>>,
        note: Sealed<String>,
        category: Sealed<String>,
        receipt: Receipt,
        clock: Clock,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        review: Option<Sealed<Reviewed>>,
    },
    ReturnedToOffice {
        reasons: Sealed<Vec<String>>,
        clock: Clock,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        review: Option<Sealed<Reviewed>>,
    },
    CertificateAnnotated {
        certificate: Sealed<String>,
        category: Sealed<String>,
        seal: OperatorSeal,
        clock: Clock,
    },
    PapersReceived,
    PapersHandedBack {
        signed_by: Sealed<String>,
        signed_on: Date,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        representative: Option<OnBehalf>,
    },
    ApplicationWithdrawn {
        why: WithdrawalCause,
    },
    /// The reason stands in the ledger of the clock.
    ClockExtended {
        by: UserName,
        clock: Clock,
    },
    ClockReprojected {
        year: i16,
        clock: Clock,
    },
    /// What is known changed, or was asked for later; the whole of it as it stands now.
    FactsRecorded {
        known: Sealed<KnownFacts>,
        reason: Sealed<String>,
    },
    ReceiptBrought {
        step: ReceiptStep,
        number: String,
    },
}

impl Event {
    /// Version of the form of the bodies, written beside each event. Form 2 may say who
    /// acted for the applicant, form 3 what is known and the ruling of a review; a body of an
    /// older form, which does not, is read as it is.
    pub const SCHEMA: i64 = 3;

    /// The clock that the event starts, changes or resumes.
    pub fn clock(&self) -> Option<&Clock> {
        match self {
            Event::ApplicationSubmitted { clock, .. }
            | Event::ApplicationAccepted { clock, .. }
            | Event::CorrectionRequested { clock, .. }
            | Event::CorrectionSupplied { clock, .. }
            | Event::InitialReviewPassed { clock, .. }
            | Event::FormCompleted { clock, .. }
            | Event::NoticePosted { clock, .. }
            | Event::ObjectionRaised { clock, .. }
            | Event::ObjectionDismissed { clock, .. }
            | Event::NoticeClosed { clock, .. }
            | Event::Forwarded { clock }
            | Event::SecondReviewPassed { clock, .. }
            | Event::ReturnedToStation { clock, .. }
            | Event::Confirmed { clock, .. }
            | Event::ReturnedToOffice { clock, .. }
            | Event::CertificateAnnotated { clock, .. }
            | Event::ClockExtended { clock, .. }
            | Event::ClockReprojected { clock, .. } => Some(clock),
            _ => None,
        }
    }
}
