//! Why a move is not registered, or not answered so.

use serde::Serialize;

use crate::agency::AgencyCode;
use crate::id::{PersonId, RelocationId};

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)] // the messages say it
pub enum RelocationRefusal {
    #[error("{to} is no station: a person is kept by a station (C2)")]
    NoStation { to: AgencyCode },
    #[error("{to} keeps the file already (A2)")]
    SameStation { to: AgencyCode },
    #[error("the county of the new station keeps another file of this person, {file}: two are not joined")]
    FileThere { file: PersonId },
    #[error("the move {relocation} is under way: it is answered or taken back first (A2)")]
    UnderWay { relocation: RelocationId },
    #[error("`{field}` is empty or too long")]
    Text { field: &'static str },
    #[error("a move is registered on the day on which the person moves, or later")]
    InFuture,
    #[error("only {agency} does this (A2)")]
    NotTheirs { agency: AgencyCode },
    #[error("the move is {state}; this is not done then (A2)")]
    NotNow { state: &'static str },
    #[error("the person is assisted: the station that accepts names who helps (A7)")]
    NoHelper,
    #[error("who is named does not help at {agency} (A7)")]
    UnknownHelper { agency: AgencyCode },
}
