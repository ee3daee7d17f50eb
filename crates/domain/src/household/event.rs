//! What happened to a household. Days are those of the service's time zone.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::MemberFacts;
use crate::agency::{AgencyCode, Level};
use crate::id::{HouseholdId, UserName};
use crate::sealed::Sealed;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum HouseholdEvent {
    /// The household's file was opened.
    HouseholdFormed {
        /// Its id.
        id: HouseholdId,
        /// The station that keeps it.
        station: AgencyCode,
        /// Where it lives.
        address: Sealed<String>,
    },
    /// Somebody belongs to it.
    MemberJoined {
        /// The number of the member.
        member: u32,
        /// From when.
        on: Date,
        /// Who.
        facts: Sealed<MemberFacts>,
    },
    /// Something about a member is otherwise: work, ability, an exclusion.
    MemberChanged {
        /// The number of the member.
        member: u32,
        /// From when.
        on: Date,
        /// The whole of what is known now.
        facts: Sealed<MemberFacts>,
    },
    /// Somebody does not belong to it any more.
    MemberLeft {
        /// The number of the member.
        member: u32,
        /// From when.
        on: Date,
        /// Why.
        note: Sealed<String>,
    },
    /// It moved: another station keeps it.
    HouseholdRelocated {
        /// Which.
        station: AgencyCode,
        /// Where it lives now.
        address: Sealed<String>,
    },
    /// The rules found that nobody has work (C1.2).
    ZeroEmploymentFound {
        /// When.
        on: Date,
        /// By when it is to have applied.
        due: Timestamp,
    },
    /// Before it was confirmed it was so no more.
    ZeroEmploymentLapsed {
        /// When.
        on: Date,
    },
    /// It applied.
    ZeroEmploymentApplied {
        /// When.
        on: Date,
        /// Who took the application.
        by: UserName,
        /// Who signed it: the number of the member.
        member: u32,
        /// By when the station reviews.
        due: Timestamp,
    },
    /// It passed a review, and goes to the next level.
    ZeroEmploymentReviewed {
        /// The level that reviewed.
        level: Level,
        /// When.
        on: Date,
        /// Who.
        by: UserName,
        /// What was found; empty where nothing was said.
        note: Sealed<String>,
        /// By when the next level reviews.
        due: Timestamp,
    },
    /// The bureau confirmed it.
    ZeroEmploymentConfirmed {
        /// When.
        on: Date,
        /// Who.
        by: UserName,
        /// What was found; empty where nothing was said.
        note: Sealed<String>,
        /// By when somebody of it is to have work.
        due: Timestamp,
    },
    /// It was refused.
    ZeroEmploymentRefused {
        /// The level that refused.
        level: Level,
        /// When.
        on: Date,
        /// Who.
        by: UserName,
        /// Why.
        note: Sealed<String>,
    },
    /// It is counted no more.
    ZeroEmploymentEnded {
        /// When.
        on: Date,
        /// A ground of the pack.
        ground: String,
        /// Somebody has work.
        solved: bool,
        /// What is known.
        note: Sealed<String>,
    },
    /// After an end nobody has work again: an alarm.
    ZeroEmploymentReturned {
        /// When.
        on: Date,
        /// By when it is to have applied.
        due: Timestamp,
    },
}

impl HouseholdEvent {
    /// The kinds of the events, as storage has them.
    pub const KINDS: [&str; 13] = [
        "household_formed",
        "member_joined",
        "member_changed",
        "member_left",
        "household_relocated",
        "zero_employment_found",
        "zero_employment_lapsed",
        "zero_employment_applied",
        "zero_employment_reviewed",
        "zero_employment_confirmed",
        "zero_employment_refused",
        "zero_employment_ended",
        "zero_employment_returned",
    ];
}
