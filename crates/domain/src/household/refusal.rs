//! Why something is not done with a household.

use jiff::civil::Date;
use serde::Serialize;

use super::decide::LONGEST;

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum HouseholdRefusal {
    /// Another agency does this.
    #[error("another agency does this now (C2)")]
    OtherAgency,
    /// Who worked on it at another level does not review it.
    #[error("who worked on it at a lower level does not review it (C2)")]
    WorkedBelow,
    /// There is no such member, or they left.
    #[error("there is no such member in the household")]
    NoSuchMember,
    /// Somebody with that number belongs to it already.
    #[error("this person belongs to the household already")]
    MemberTwice,
    /// A household without members is none.
    #[error("a household has at least one member")]
    NoMember,
    /// A day lies in the future.
    #[error("`{field}` lies in the future")]
    InFuture {
        /// The field.
        field: &'static str,
    },
    /// A day lies before what it follows.
    #[error("`{field}` lies before {day}")]
    TooEarly {
        /// The field.
        field: &'static str,
        /// The day.
        day: Date,
    },
    /// The rules do not find that nobody has work.
    #[error("the rules do not find that nobody has work (C1.2)")]
    NotZeroEmployment,
    /// It is not at the place for that.
    #[error("that is not possible as it stands")]
    NotNow,
    /// The pack has no such ground.
    #[error("the rules have no such ground")]
    UnknownGround,
    /// On that ground somebody has to be employed.
    #[error("nobody of the household has work: enter it first")]
    NobodyEmployed,
    /// Something that has to be written is missing.
    #[error("`{field}` is missing")]
    Missing {
        /// The field.
        field: &'static str,
    },
    /// Something that was written is too long.
    #[error("`{field}` is longer than {LONGEST} characters")]
    TooLong {
        /// The field.
        field: &'static str,
    },
}
