//! A problem: what was found, the order to put it right, what was done, and the second look.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::exchange::{Order, Progress, Round, Step};
use crate::agency::AgencyCode;
use crate::employment::words;
use crate::followup::Slot;
use crate::id::{InspectionId, PersonId, ProblemId, SpotCheckId};
use crate::sealed::Sealed;

words! {
    /// Where a problem was found.
    Source {
        /// In the daily check (B2b).
        DailyCheck = "daily_check",
        /// In a check of a reported visit (B2b).
        SpotCheck = "spot_check",
        /// In an inspection (B2c).
        Inspection = "inspection",
        /// In a campaign (B4.2).
        Campaign = "campaign",
    }
}

/// What a problem came from: it is told when the problem is settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A visit of a spot check, by its number (B2b).
    SpotCheck(SpotCheckId, u32),
    /// A point of an inspection, by its code (B2c).
    Inspection(InspectionId, String),
}

/// Whom a problem is about, and which visit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct About {
    /// The person.
    pub person: PersonId,
    /// The number of the job.
    pub employment: u32,
    /// Which visit.
    pub slot: Slot,
}

/// Something that happened. What is said is sealed: under the key of the person where it is about
/// one, else under a key of the problem's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum ProblemEvent {
    /// An office or a bureau found it.
    ProblemFound {
        /// Its id.
        problem: ProblemId,
        /// Where it is to be put right.
        station: AgencyCode,
        /// Who found it.
        finder: AgencyCode,
        /// In what.
        source: Source,
        /// Whom it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<About>,
        /// The spot check or inspection that it came from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        origin: Option<Origin>,
        /// What is wrong.
        what: Sealed<String>,
        /// What is to be done.
        order: Sealed<String>,
        /// By when.
        due: Timestamp,
    },
    /// Where it was found, somebody said what was done.
    ProblemAnswered {
        /// What was done.
        done: Sealed<String>,
        /// By when the finder looks again.
        look_by: Timestamp,
    },
    /// The finder looked again and was not content.
    ProblemOrderedAgain {
        /// What was seen.
        note: Sealed<String>,
        /// What is to be done now.
        order: Sealed<String>,
        /// By when.
        due: Timestamp,
    },
    /// The finder looked again: it is put right.
    ProblemSettled {
        /// What was seen.
        note: Sealed<String>,
    },
    /// It was none.
    ProblemWithdrawn {
        /// Why.
        reason: Sealed<String>,
    },
}

impl ProblemEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 5] = [
        "problem_found",
        "problem_answered",
        "problem_ordered_again",
        "problem_settled",
        "problem_withdrawn",
    ];
}

/// A problem, as its events made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its id.
    pub id: ProblemId,
    /// Where it is to be put right.
    pub station: AgencyCode,
    /// Who found it.
    pub finder: AgencyCode,
    /// In what.
    pub source: Source,
    /// Whom it is about.
    pub about: Option<About>,
    /// The spot check or inspection that it came from.
    pub origin: Option<Origin>,
    /// What is wrong.
    pub what: Sealed<String>,
    /// Who found it, and when.
    pub found: (String, Timestamp),
    /// Rounds after which it was ordered again.
    pub rounds: Vec<Round>,
    /// How it stands.
    pub progress: Progress,
    /// Number of events so far.
    pub version: i64,
}

/// What is owed, by whom and by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwedProblem {
    /// To put it right: by where it was found.
    PutRight(AgencyCode, Timestamp),
    /// To look again: by who found it.
    SecondLook(AgencyCode, Timestamp),
}

impl Problem {
    /// Folds events from the beginning, each with who did it and when; none where they do not
    /// follow from each other.
    pub fn fold<'a>(
        events: impl IntoIterator<Item = (&'a ProblemEvent, &'a str, Timestamp)>,
    ) -> Option<Problem> {
        let mut events = events.into_iter();
        let (first, by, at) = events.next()?;
        let found = Problem::found(first, by, at)?;
        events.try_fold(found, |problem, (event, by, at)| problem.after(event, by, at))
    }

    fn found(first: &ProblemEvent, by: &str, at: Timestamp) -> Option<Problem> {
        let ProblemEvent::ProblemFound { problem, station, finder, source, about, origin, what, order, due } =
            first
        else {
            return None;
        };
        let order = Order { text: order.clone(), due: *due, by: by.to_owned(), at };
        Some(Problem {
            id: problem.clone(),
            station: station.clone(),
            finder: finder.clone(),
            source: *source,
            about: about.clone(),
            origin: origin.clone(),
            what: what.clone(),
            found: (by.to_owned(), at),
            rounds: Vec::new(),
            progress: Progress::Ordered(order),
            version: 1,
        })
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, event: &ProblemEvent, by: &str, at: Timestamp) -> Option<Problem> {
        use ProblemEvent as E;
        self.version += 1;
        let step = match event.clone() {
            E::ProblemFound { .. } => return None,
            E::ProblemAnswered { done, look_by } => Step::Answered { done, look_by },
            E::ProblemOrderedAgain { note, order: text, due } => Step::Again { note, text, due },
            E::ProblemSettled { note } => Step::Settled { note },
            E::ProblemWithdrawn { reason } => Step::Withdrawn { reason },
        };
        self.progress = self.progress.after(step, &mut self.rounds, by.to_owned(), at)?;
        Some(self)
    }

    /// How it stands, in the word that storage has.
    pub fn state(&self) -> &'static str {
        match &self.progress {
            Progress::Ordered(_) => "ordered",
            Progress::Answered { .. } => "answered",
            Progress::Settled(_) => "settled",
            Progress::Withdrawn { .. } => "withdrawn",
        }
    }

    /// What is owed. Nothing about somebody who was erased.
    pub fn owed(&self) -> Option<OwedProblem> {
        self.what.get()?;
        match &self.progress {
            Progress::Ordered(order) => Some(OwedProblem::PutRight(self.station.clone(), order.due)),
            Progress::Answered { look_by, .. } => {
                Some(OwedProblem::SecondLook(self.finder.clone(), *look_by))
            }
            Progress::Settled(_) | Progress::Withdrawn { .. } => None,
        }
    }
}
