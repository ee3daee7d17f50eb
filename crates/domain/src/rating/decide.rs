//! What may be done about a rating, and by whom.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::course::{Course, Rating};
use super::event::RatingEvent;
use super::grade::{Answers, Suspicion};
use crate::sealed::Sealed;
use crate::staff::{Role, Staff};

/// The longest text that somebody writes here, in characters.
const LONGEST: usize = 2000;

/// What the resident sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// What they answered.
    pub answers: Answers,
    /// What makes it look as if somebody else did.
    pub suspicion: Option<Suspicion>,
    /// The day.
    pub on: Date,
}

/// What staff want to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum RatingAct {
    /// Say whether a suspicious one counts.
    Examine { counts: bool, reason: String },
    /// Ring back.
    CallBack { reached: bool, wants_remedy: bool, note: String },
    /// Say what was put right.
    Remedy { done: String },
    /// Look at what was done.
    Look { settled: bool, note: String },
    /// Say that it is false.
    Appeal { reason: String },
    /// Judge that.
    Judge { struck: bool, reason: String },
}

/// What the pack gives, for something that begins now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The grade from which a rating is bad, 1 being the best.
    pub bad_from: u16,
    /// By when somebody rings back.
    pub call_back: Timestamp,
    /// By when it is put right.
    pub remedy: Timestamp,
    /// By when the level above looks.
    pub look: Timestamp,
    /// By when an appeal is judged.
    pub judge: Timestamp,
    /// Whether the rated agency may still say that it is false.
    pub may_appeal: bool,
    /// Now.
    pub now: Timestamp,
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)] // the messages say it
pub enum RatingRefusal {
    #[error("the service is not finished")]
    NotFinished,
    #[error("a rating was asked for already")]
    AskedAlready,
    #[error("the service is rated already")]
    RatedAlready,
    #[error("the days for it are over")]
    Over,
    #[error("who is rated does nothing about the rating")]
    OwnRating,
    #[error("only the level above does this")]
    NotAbove,
    #[error("only the head of the rated agency, or the level above, does this")]
    NotHead,
    #[error("only the rated agency says that a rating is false")]
    NotRated,
    #[error("nobody looks at what they did themselves")]
    OwnRemedy,
    #[error("it stands at {state}; this is not done then")]
    NotNow { state: &'static str },
    #[error("`{field}` is empty or too long")]
    Text { field: &'static str },
}

/// Asks for a rating of a finished service, once for all.
///
/// # Errors
/// [`RatingRefusal`]: asked before.
pub fn ask(
    before: Option<&Rating>,
    finished: bool,
    asked: RatingEvent,
) -> Result<RatingEvent, RatingRefusal> {
    match before {
        Some(_) => Err(RatingRefusal::AskedAlready),
        None if !finished => Err(RatingRefusal::NotFinished),
        None => Ok(asked),
    }
}

fn sealed(field: &'static str, text: &str) -> Result<Sealed<String>, RatingRefusal> {
    let text = text.trim();
    let good = !text.is_empty() && text.chars().count() <= LONGEST;
    if good { Ok(Sealed::Open(text.to_owned())) } else { Err(RatingRefusal::Text { field }) }
}

impl Rating {
    /// Takes what the resident answered.
    ///
    /// # Errors
    /// [`RatingRefusal`]: rated already, too late, too long.
    pub fn give(&self, given: Given, terms: Terms) -> Result<RatingEvent, RatingRefusal> {
        if self.course != Course::Asked {
            return Err(RatingRefusal::RatedAlready);
        }
        if given.on > self.days.1 {
            return Err(RatingRefusal::Over);
        }
        let answers = given.answers;
        if answers.words.get().is_some_and(|words| words.chars().count() > LONGEST) {
            return Err(RatingRefusal::Text { field: "words" });
        }
        let bad = answers.worst().place() >= terms.bad_from;
        let due = match given.suspicion {
            Some(_) => Some(terms.look),
            None => bad.then_some(terms.call_back),
        };
        Ok(RatingEvent::RatingGiven { answers, bad, suspicion: given.suspicion, due })
    }

    /// What an act leads to.
    ///
    /// # Errors
    /// [`RatingRefusal`]: not now, not by this agency, never by who is rated.
    pub fn decide(&self, act: RatingAct, staff: &Staff, terms: Terms) -> Result<RatingEvent, RatingRefusal> {
        match act {
            RatingAct::Appeal { reason } => self.appeal_now(&reason, staff, terms),
            RatingAct::Examine { counts, reason } => {
                self.guard_above(staff)?;
                self.now_if(matches!(self.course, Course::Examine(..)))?;
                let bad = self.answers.as_ref().is_some_and(|(_, _, bad)| *bad);
                let due = (counts && bad).then_some(terms.call_back);
                Ok(RatingEvent::RatingExamined { counts, reason: sealed("reason", &reason)?, due })
            }
            RatingAct::Judge { struck, reason } => {
                self.guard_above(staff)?;
                let open = self.appeal.as_ref().is_some_and(|appeal| appeal.judge_by.is_some());
                self.now_if(open)?;
                Ok(RatingEvent::RatingJudged { struck, reason: sealed("reason", &reason)? })
            }
            RatingAct::CallBack { reached, wants_remedy, note } => {
                self.guard_follows_up(staff)?;
                self.now_if(matches!(self.course, Course::CallBack(_)))?;
                let due = match (reached, wants_remedy) {
                    (false, _) => Some(terms.call_back),
                    (true, wants) => wants.then_some(terms.remedy),
                };
                Ok(RatingEvent::RatingCalledBack { reached, note: sealed("note", &note)?, due })
            }
            RatingAct::Remedy { done } => {
                self.guard_follows_up(staff)?;
                self.now_if(matches!(self.course, Course::Remedy(_)))?;
                Ok(RatingEvent::RatingRemedied { done: sealed("done", &done)?, look_by: terms.look })
            }
            RatingAct::Look { settled, note } => self.look_now(settled, &note, staff, terms),
        }
    }

    fn look_now(
        &self,
        settled: bool,
        note: &str,
        staff: &Staff,
        terms: Terms,
    ) -> Result<RatingEvent, RatingRefusal> {
        self.guard_above(staff)?;
        let Course::Look(by, _) = &self.course else {
            return Err(RatingRefusal::NotNow { state: self.state() });
        };
        if by == staff.user.as_str() {
            return Err(RatingRefusal::OwnRemedy);
        }
        let due = (!settled).then_some(terms.remedy);
        Ok(RatingEvent::RatingLooked { settled, note: sealed("note", note)?, due })
    }

    /// Anybody of the rated agency may: a false rating is about its people.
    fn appeal_now(&self, reason: &str, staff: &Staff, terms: Terms) -> Result<RatingEvent, RatingRefusal> {
        if staff.agency != self.agency {
            return Err(RatingRefusal::NotRated);
        }
        self.now_if(self.appeal.is_none() && Rating::counts(self.state()))?;
        if !terms.may_appeal {
            return Err(RatingRefusal::Over);
        }
        Ok(RatingEvent::RatingAppealed { reason: sealed("reason", reason)?, judge_by: terms.judge })
    }

    fn now_if(&self, open: bool) -> Result<(), RatingRefusal> {
        if open { Ok(()) } else { Err(RatingRefusal::NotNow { state: self.state() }) }
    }

    fn guard_not_rated(&self, staff: &Staff) -> Result<(), RatingRefusal> {
        if self.rated.contains(&staff.user) { Err(RatingRefusal::OwnRating) } else { Ok(()) }
    }

    fn guard_above(&self, staff: &Staff) -> Result<(), RatingRefusal> {
        self.guard_not_rated(staff)?;
        let above = staff.agency != self.agency && staff.agency.covers(&self.agency);
        if above { Ok(()) } else { Err(RatingRefusal::NotAbove) }
    }

    /// The level above, or the head of the rated agency.
    fn guard_follows_up(&self, staff: &Staff) -> Result<(), RatingRefusal> {
        self.guard_not_rated(staff)?;
        let head = staff.agency == self.agency && staff.role == Role::Head;
        if head || self.guard_above(staff).is_ok() { Ok(()) } else { Err(RatingRefusal::NotHead) }
    }
}
