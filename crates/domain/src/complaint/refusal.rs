//! Why a complaint cannot go on so.

use serde::Serialize;

use crate::id::UserName;

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)] // the messages say it
pub enum ComplaintRefusal {
    #[error("`{field}` is empty or too long")]
    Text { field: &'static str },
    #[error("nobody deals with a complaint against their own agency")]
    OwnAgency,
    #[error("it is with another agency")]
    NotDealing,
    #[error("only {user}, who took it, does this")]
    NotHolder { user: UserName },
    #[error("nobody looks again at what they replied themselves")]
    OwnReply,
    #[error("a complaint of this sort goes past the agency complained of: it is not asked (A8)")]
    GoesPast,
    #[error("it is asked already")]
    AskedAlready,
    #[error("the agency complained of was not asked")]
    NotAsked,
    #[error("that agency is the one it is about already")]
    SameAgency,
    #[error("the days for it are over")]
    Over,
    #[error("a second look was there already")]
    LookedAlready,
    #[error("it is {state}; this is not done then")]
    NotNow { state: &'static str },
}
