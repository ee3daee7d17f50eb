//! Why a guidance note, a spot check or an inspection cannot go on so.

use serde::Serialize;

use super::problem_decide::ProblemRefusal;
use crate::agency::{AgencyCode, Level};
use crate::employment::AnswerFault;
use crate::staff::Staff;

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)] // the messages say it
pub enum SupervisionRefusal {
    #[error("only an office or a bureau supervises (B2b, B2c)")]
    NotSupervising,
    #[error("{agency} is not below your agency")]
    NotBelow { agency: AgencyCode },
    #[error("only {agency} answers")]
    NotNamed { agency: AgencyCode },
    #[error("only {agency}, which began it, does this")]
    NotKeeper { agency: AgencyCode },
    #[error("nobody accepts an answer that they gave themselves")]
    OwnAnswer,
    #[error("it is {state}; this is not done then")]
    NotNow { state: &'static str },
    #[error("`{field}` is empty or too long")]
    Text { field: &'static str },
    #[error("the last day is before the first, or in the future")]
    BadPeriod,
    #[error("no visit was reported in these days")]
    NothingReported,
    #[error("there is no such visit in this spot check")]
    NoSuchVisit,
    #[error("nobody checks a visit that they made or reported themselves (B4.1)")]
    OwnVisit,
    #[error("the answers do not fit the questions")]
    Answers { faults: Vec<AnswerFault> },
    #[error("nothing differs, or it is dealt with")]
    NoDifference,
    #[error("an inspection cannot lie in the future")]
    InFuture,
    #[error("the points do not fit those of the pack")]
    Points { faults: Vec<AnswerFault> },
    #[error(transparent)]
    #[serde(untagged)]
    Problem(ProblemRefusal),
}

/// Supervision comes from above, and goes to an agency below.
pub(super) fn guard_below(staff: &Staff, agency: &AgencyCode) -> Result<(), SupervisionRefusal> {
    guard_supervises(staff)?;
    if !staff.agency.covers(agency) || staff.agency == *agency {
        return Err(SupervisionRefusal::NotBelow { agency: agency.clone() });
    }
    Ok(())
}

/// A station supervises nobody, and the city does not do it itself.
pub(super) fn guard_supervises(staff: &Staff) -> Result<(), SupervisionRefusal> {
    let does = matches!(staff.level(), Level::Office | Level::Bureau);
    if does { Ok(()) } else { Err(SupervisionRefusal::NotSupervising) }
}

/// What was begun by an agency is carried on by it.
pub(super) fn guard_keeper(staff: &Staff, keeper: &AgencyCode) -> Result<(), SupervisionRefusal> {
    let ours = staff.agency == *keeper;
    if ours { Ok(()) } else { Err(SupervisionRefusal::NotKeeper { agency: keeper.clone() }) }
}
