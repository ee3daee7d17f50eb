//! What may be done about a problem, and by whom.

use jiff::Timestamp;
use serde::Serialize;

use super::exchange::Progress;
use super::problem::{About, Origin, Problem, ProblemEvent, Source};
use super::sealed;
use crate::agency::{AgencyCode, Level};
use crate::id::ProblemId;
use crate::staff::Staff;

/// A problem that somebody found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProblem {
    /// Its id, drawn by the caller.
    pub id: ProblemId,
    /// Where it is to be put right.
    pub station: AgencyCode,
    /// In what it was found.
    pub source: Source,
    /// Whom it is about.
    pub about: Option<About>,
    /// The spot check or inspection that it came from.
    pub origin: Option<Origin>,
    /// What is wrong.
    pub what: String,
    /// What is to be done.
    pub order: String,
}

/// What somebody wants to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum ProblemAct {
    /// Say what was done.
    Answer { done: String },
    /// Look again and be content.
    Settle { note: String },
    /// Look again and order something more.
    OrderAgain { note: String, order: String },
    /// It was no problem.
    Withdraw { reason: String },
}

/// By when something that begins now is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// To put right.
    pub put_right: Timestamp,
    /// To look again.
    pub second_look: Timestamp,
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)] // the messages say it
pub enum ProblemRefusal {
    #[error("only an office or a bureau finds problems (B2b, B2c)")]
    NotSupervising,
    #[error("{agency} is not below your agency")]
    NotBelow { agency: AgencyCode },
    #[error("`{field}` is empty or too long")]
    Text { field: &'static str },
    #[error("only {agency} says what was done")]
    NotNamed { agency: AgencyCode },
    #[error("only {agency}, which found it, does this")]
    NotFinder { agency: AgencyCode },
    #[error("nobody looks again at what they answered themselves")]
    OwnAnswer,
    #[error("the problem is {state}; this is not done then")]
    NotNow { state: &'static str },
}

/// Finds a problem (B2b, B2c).
///
/// # Errors
/// [`ProblemRefusal`]: a station finds none, and an agency finds them below itself.
pub fn find(new: NewProblem, staff: &Staff, terms: Terms) -> Result<ProblemEvent, ProblemRefusal> {
    let finder = &staff.agency;
    if !matches!(finder.level(), Level::Office | Level::Bureau) {
        return Err(ProblemRefusal::NotSupervising);
    }
    if !finder.covers(&new.station) || *finder == new.station {
        return Err(ProblemRefusal::NotBelow { agency: new.station });
    }
    Ok(ProblemEvent::ProblemFound {
        problem: new.id,
        station: new.station,
        finder: finder.clone(),
        source: new.source,
        about: new.about,
        origin: new.origin,
        what: sealed(&new.what).ok_or(ProblemRefusal::Text { field: "what" })?,
        order: sealed(&new.order).ok_or(ProblemRefusal::Text { field: "order" })?,
        due: terms.put_right,
    })
}

impl Problem {
    /// What an act leads to.
    ///
    /// # Errors
    /// [`ProblemRefusal`]: not in this state, not by this agency, not on one's own answer.
    pub fn decide(
        &self,
        act: ProblemAct,
        staff: &Staff,
        terms: Terms,
    ) -> Result<ProblemEvent, ProblemRefusal> {
        let text = |field, text: &str| sealed(text).ok_or(ProblemRefusal::Text { field });
        match act {
            ProblemAct::Answer { done } => {
                self.guard_answer(staff)?;
                let done = text("done", &done)?;
                Ok(ProblemEvent::ProblemAnswered { done, look_by: terms.second_look })
            }
            ProblemAct::Settle { note } => {
                self.guard_look(staff)?;
                Ok(ProblemEvent::ProblemSettled { note: text("note", &note)? })
            }
            ProblemAct::OrderAgain { note, order } => {
                self.guard_look(staff)?;
                let (note, order) = (text("note", &note)?, text("order", &order)?);
                Ok(ProblemEvent::ProblemOrderedAgain { note, order, due: terms.put_right })
            }
            ProblemAct::Withdraw { reason } => {
                self.guard_finder(staff)?;
                if !self.progress.is_open() {
                    return Err(self.not_now());
                }
                Ok(ProblemEvent::ProblemWithdrawn { reason: text("reason", &reason)? })
            }
        }
    }

    fn not_now(&self) -> ProblemRefusal {
        ProblemRefusal::NotNow { state: self.state() }
    }

    fn guard_answer(&self, staff: &Staff) -> Result<(), ProblemRefusal> {
        if staff.agency != self.station {
            return Err(ProblemRefusal::NotNamed { agency: self.station.clone() });
        }
        if matches!(self.progress, Progress::Ordered(_)) { Ok(()) } else { Err(self.not_now()) }
    }

    fn guard_finder(&self, staff: &Staff) -> Result<(), ProblemRefusal> {
        if staff.agency == self.finder {
            return Ok(());
        }
        Err(ProblemRefusal::NotFinder { agency: self.finder.clone() })
    }

    /// Somebody may have moved from the station to the office since.
    fn guard_look(&self, staff: &Staff) -> Result<(), ProblemRefusal> {
        self.guard_finder(staff)?;
        if !matches!(self.progress, Progress::Answered { .. }) {
            return Err(self.not_now());
        }
        if self.progress.was_answered_by(&self.rounds, staff.user.as_str()) {
            return Err(ProblemRefusal::OwnAnswer);
        }
        Ok(())
    }
}
