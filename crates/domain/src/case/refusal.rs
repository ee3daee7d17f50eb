//! Why an act is not possible: from where, what, why, under which article.

use jiff::Timestamp;
use serde::Serialize;

use super::tick::TickFault;
use crate::agency::Level;
use crate::case::ActName;
use crate::case::StateName;

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// The act does not exist in this state.
    NotInThisState,
    /// The case is closed.
    Closed,
    /// Another level does this.
    WrongLevel {
        /// Which.
        needs: Level,
    },
    /// Another agency of the same level holds the case.
    OtherAgency,
    /// It is the actor's own case or one of their household.
    OwnHousehold,
    /// The actor stands for the applicant in this case.
    OwnRepresentation,
    /// The actor worked on the case at a lower level.
    WorkedAtLowerLevel,
    /// The actor already holds the case.
    AlreadyHolder,
    /// The one correction notice was already given and the materials have not changed.
    CorrectionAlreadyAsked,
    /// Something that must be written is missing.
    Missing {
        /// The field.
        field: &'static str,
    },
    /// A day that the act names lies in the future.
    InFuture {
        /// The field.
        field: &'static str,
    },
    /// A day that the act names lies before the application.
    BeforeApplication {
        /// The field.
        field: &'static str,
    },
    /// The role of the actor does not do this.
    NotYourRole,
    /// The ticks do not carry a pass.
    Ticks {
        /// Every fault.
        faults: Vec<TickFault>,
    },
    /// The review finds otherwise than the rules compute, and does not say why.
    DepartsFromRuling {
        /// The conditions.
        conditions: Vec<String>,
    },
    /// What is to be recorded is known already.
    FactsUnchangedSince,
    /// The category named for the certificate was not found met.
    CategoryNotMet,
    /// The type written into the certificate is not the one that was confirmed.
    CategoryDiffers,
    /// The period of the notice has not ended.
    NoticeStillHangs {
        /// When it ends.
        until: Timestamp,
    },
    /// The case may be posted again only when the posted facts have changed.
    FactsUnchanged,
    /// The provincial form has not been signed.
    FormNotSigned,
    /// The entry into the outside system must come first.
    EntryNotRecorded,
    /// The station has not received the papers yet.
    PapersNotReceived,
    /// The station already received the papers.
    PapersAlreadyReceived,
    /// The entry was already recorded.
    EntryAlreadyRecorded,
    /// No receipt of this step is pending.
    NoPendingReceipt,
    /// An extension must be approved before expiry.
    TimeLimitOver,
    /// The pack allows no further extension of this time limit.
    ExtensionUsed,
    /// The pack allows fewer days.
    ExtensionTooLong {
        /// At most.
        most: u16,
    },
    /// Only the head of the agency may.
    HeadOnly,
    /// Withdrawal was possible until confirmation.
    AlreadyConfirmed,
    /// Applicants must be at least this old.
    TooYoung {
        /// Completed years.
        least: i16,
    },
    /// The pack knows no such category.
    UnknownCategory {
        /// As given.
        category: String,
    },
    /// The person already has an open application.
    OpenApplication,
    /// The person is determined already and stays so until an exit (C1).
    AlreadyDetermined,
    /// The clock cannot be counted.
    CalendarMissing,
}

/// An act that is not possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{} is not possible in {}: {reason:?} ({article})", act.as_str(), from.map_or("-", StateName::as_str))]
pub struct Refusal {
    /// Where the case stands; none before it exists.
    pub from: Option<StateName>,
    /// What was tried.
    pub act: ActName,
    /// Under which article.
    pub article: &'static str,
    /// Why not.
    #[serde(flatten)]
    pub reason: Reason,
}
