//! What an agency asks of one below it, answered and looked at: the way that a problem and a
//! guidance note go alike.

use jiff::Timestamp;

use crate::sealed::Sealed;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// In words.
    pub text: Sealed<String>,
    /// By when.
    pub due: Timestamp,
    /// Who asked.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// In words.
    pub done: Sealed<String>,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What was asked, answered and looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// What was asked.
    pub order: Order,
    /// What was done.
    pub answer: Answer,
    /// What was seen.
    pub note: Sealed<String>,
    /// Who looked.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// How it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is to be done.
    Ordered(Order),
    /// It was answered; who asked is to look again.
    Answered {
        /// What was asked.
        order: Order,
        /// What was done.
        answer: Answer,
        /// By when they look.
        look_by: Timestamp,
    },
    /// It is well.
    Settled(Round),
    /// It is not asked any more.
    Withdrawn {
        /// Why.
        reason: Sealed<String>,
        /// Who said so.
        by: String,
        /// When.
        at: Timestamp,
    },
}

/// The next thing that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It was answered.
    Answered { done: Sealed<String>, look_by: Timestamp },
    /// The answer is not enough.
    Again { note: Sealed<String>, text: Sealed<String>, due: Timestamp },
    /// The answer is well.
    Settled { note: Sealed<String> },
    /// It is not asked any more.
    Withdrawn { reason: Sealed<String> },
}

impl Progress {
    /// After a step; none where it does not follow. A round that is over goes to `rounds`.
    pub(super) fn after(
        self,
        step: Step,
        rounds: &mut Vec<Round>,
        by: String,
        at: Timestamp,
    ) -> Option<Progress> {
        Some(match (step, self) {
            (Step::Answered { done, look_by }, Progress::Ordered(order)) => {
                Progress::Answered { order, answer: Answer { done, by, at }, look_by }
            }
            (Step::Again { note, text, due }, Progress::Answered { order, answer, .. }) => {
                rounds.push(Round { order, answer, note, by: by.clone(), at });
                Progress::Ordered(Order { text, due, by, at })
            }
            (Step::Settled { note }, Progress::Answered { order, answer, .. }) => {
                Progress::Settled(Round { order, answer, note, by, at })
            }
            (Step::Withdrawn { reason }, Progress::Ordered(_) | Progress::Answered { .. }) => {
                Progress::Withdrawn { reason, by, at }
            }
            _ => return None,
        })
    }

    /// Since when it stands so.
    pub fn since(&self) -> Timestamp {
        match self {
            Progress::Ordered(order) => order.at,
            Progress::Answered { answer, .. } => answer.at,
            Progress::Settled(round) => round.at,
            Progress::Withdrawn { at, .. } => *at,
        }
    }

    /// By when something is to be done; none where nothing is.
    pub fn due(&self) -> Option<Timestamp> {
        match self {
            Progress::Ordered(order) => Some(order.due),
            Progress::Answered { look_by, .. } => Some(*look_by),
            Progress::Settled(_) | Progress::Withdrawn { .. } => None,
        }
    }

    /// Whether something is still to be done.
    pub fn is_open(&self) -> bool {
        self.due().is_some()
    }

    /// Whether this user gave an answer: now, or in a round that is over.
    pub(super) fn was_answered_by(&self, rounds: &[Round], user: &str) -> bool {
        let now = match self {
            Progress::Answered { answer, .. } => Some(answer),
            _ => None,
        };
        rounds.iter().map(|round| &round.answer).chain(now).any(|answer| answer.by == user)
    }
}
