//! Why a contact cannot go on so.

use jiff::Timestamp;
use serde::Serialize;

use crate::agency::AgencyCode;
use crate::id::UserName;

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)] // the messages say it
pub enum ContactRefusal {
    #[error("`{field}` is empty or too long")]
    Text { field: &'static str },
    #[error("there is nobody to answer to: a file, a name or a telephone is needed")]
    Nobody,
    #[error("a matter of a hotline comes with its number, and nothing else does")]
    HotlineNumber,
    #[error("a promise lies in the future and within {ceiling}")]
    Promise { ceiling: Timestamp },
    #[error("only {user} is responsible, until somebody has accepted (A2)")]
    NotResponsible { user: UserName },
    #[error("it was not offered to you")]
    NotOffered,
    #[error("it is offered already")]
    OfferedAlready,
    #[error("nobody hands over to themselves")]
    ToOneself,
    #[error("{user} does not work at {agency}")]
    NotThere { user: UserName, agency: AgencyCode },
    #[error("{user} is away until {until}")]
    Away { user: UserName, until: jiff::civil::Date },
    #[error("only the head of the agency does this")]
    NotHead,
    #[error("{user} is there and responsible")]
    StillThere { user: UserName },
    #[error("the promise ended at {promised}; more time is given before")]
    TooLate { promised: Timestamp },
    #[error("it is {state}; this is not done then")]
    NotNow { state: &'static str },
}
