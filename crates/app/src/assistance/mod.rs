//! One-to-one assistance (A7): who helps whom, how often, with what, and until when.
//!
//! * `open` begins it with a determination or a household, and lets it rest and go on
//! * `act` does what the station does, `read` opens the file
//! * `list` and `caseload` show a station, and those above it, who is assisted by whom
//! * `write` makes a commit of events, and rows and duties of the state

mod act;
mod caseload;
mod list;
mod open;
mod read;
mod rules;
mod write;

pub use act::AssistanceRequest;
pub use caseload::{Caseload, HelperLoad};
pub use list::{AssistanceFilter, AssistanceLine, AssistanceOnly, AssistancePage};
pub use read::{AssistanceFile, AssistanceHappened, AssistanceRights};
pub(crate) use write::fold;

/// The kind of the dossiers.
pub(crate) const ASSISTANCE: &str = "assistance";
