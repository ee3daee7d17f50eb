//! Why a docket cannot go on so.

use jiff::Timestamp;
use serde::Serialize;

use crate::agency::AgencyCode;

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)] // the messages say it
pub enum DocketRefusal {
    #[error("nobody finds on their own docket (A2)")]
    OwnDocket,
    #[error("only {agency} does this")]
    NotNamed { agency: AgencyCode },
    #[error("only who held it explains and objects, or the head of the agency where they cannot")]
    NotHolder,
    #[error("nobody looks again at what they found themselves")]
    OwnFinding,
    #[error("the holder may explain until {until}")]
    NotHeard { until: Timestamp },
    #[error("the time to object was over at {until}")]
    TooLate { until: Timestamp },
    #[error("the time to object is not over before {until}")]
    TooEarly { until: Timestamp },
    #[error("the docket is {state}; this is not done then")]
    NotNow { state: &'static str },
    #[error("`{field}` is empty or too long")]
    Text { field: &'static str },
}
