//! What happened in the move of a person. What is said is sealed under the key of the person.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{HouseholdPart, Side};
use crate::agency::AgencyCode;
use crate::id::{PersonId, RelocationId, UserName};
use crate::sealed::Sealed;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum RelocationEvent {
    /// One of the two stations registered that a person moves.
    RelocationRegistered {
        /// Its id.
        relocation: RelocationId,
        /// Who moves.
        person: PersonId,
        /// The station that is left.
        from: AgencyCode,
        /// The station that the person comes to.
        to: AgencyCode,
        /// Which of the two registered it.
        by: Side,
        /// The day on which the person moves.
        on: Date,
        /// Where they live then.
        address: Sealed<String>,
        /// Why.
        reason: Sealed<String>,
        /// What it means for their household.
        household: HouseholdPart,
        /// By when the other station answers.
        due: Timestamp,
    },
    /// The old station lets the person go, whose file the new one asked for.
    RelocationReleased {
        /// By when the new station accepts.
        due: Timestamp,
    },
    /// The new station accepted, and answers for everything from now on.
    RelocationAccepted {
        /// Who helps from now on, where the person is assisted.
        helper: Option<UserName>,
    },
    /// The station that was to agree refused.
    RelocationRefused {
        /// Why.
        reason: Sealed<String>,
    },
    /// The station that registered it took it back.
    RelocationWithdrawn {
        /// Why.
        reason: Sealed<String>,
    },
}

impl RelocationEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 5] = [
        "relocation_registered",
        "relocation_released",
        "relocation_accepted",
        "relocation_refused",
        "relocation_withdrawn",
    ];
}
