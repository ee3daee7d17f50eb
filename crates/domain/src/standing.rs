//! What a screening of the register finds about somebody who is determined: reasons that the
//! station has to review, and ends that are known to come.
//!
//! A review ends nothing. Where the station finds that the status ends, the exit itself is a
//! procedure of its own.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::agency::AgencyCode;
use crate::id::{PersonId, StandingId};
use crate::sealed::Sealed;

/// An exit article that applies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ExitReason {
    /// Its code, such as `E1`.
    pub article: String,
    /// The grounds that it ends; none where it ends the status.
    pub grounds: Vec<String>,
    /// The facts that settled it, each value as JSON. The same article with other facts is
    /// another reason.
    pub used: BTreeMap<String, String>,
}

/// An end that is known to come.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ForeseenEnd {
    /// The first day on which the article applies.
    pub on: Date,
    /// Its code.
    pub article: String,
    /// The grounds that it ends; none where it ends the status.
    pub grounds: Vec<String>,
}

/// What a screening found about one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screened {
    /// The articles that apply.
    pub reasons: Vec<ExitReason>,
    /// What is known to come, by day.
    pub ends: Vec<ForeseenEnd>,
}

/// What came of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOutcome {
    /// The determination still holds.
    StillHolds,
    /// The station leads it to an exit.
    LedToExit,
}

impl ReviewOutcome {
    /// Every outcome.
    pub const ALL: [ReviewOutcome; 2] = [ReviewOutcome::StillHolds, ReviewOutcome::LedToExit];

    /// The word used in storage and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            ReviewOutcome::StillHolds => "still_holds",
            ReviewOutcome::LedToExit => "led_to_exit",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<ReviewOutcome> {
        ReviewOutcome::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }
}

/// A review that a station owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// When it is due.
    pub due: Timestamp,
    /// Why it is owed; never empty while it can be read.
    pub reasons: Sealed<Vec<ExitReason>>,
}

/// What the register follows of one person, as its events made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The person.
    pub person: PersonId,
    /// The station that keeps the file.
    pub station: AgencyCode,
    /// Number of events so far.
    pub version: i64,
    /// The review that is open.
    pub review: Option<Review>,
    /// Reasons that a station has reviewed: they do not come again.
    pub settled: Vec<ExitReason>,
    /// What is known to come.
    pub ends: Sealed<Vec<ForeseenEnd>>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum StandingEvent {
    /// The register began to follow somebody who is determined.
    FollowingBegun {
        /// Who.
        person: PersonId,
        /// The station that keeps the file.
        station: AgencyCode,
    },
    /// The person moved: another station keeps the file, and reviews.
    FollowingRelocated {
        /// Which.
        station: AgencyCode,
    },
    /// A screening found reasons for a review.
    ReviewOpened {
        /// When it is due.
        due: Timestamp,
        /// Why.
        reasons: Sealed<Vec<ExitReason>>,
    },
    /// A later screening found other reasons; the time limit stays.
    ReviewChanged {
        /// Why, from now on.
        reasons: Sealed<Vec<ExitReason>>,
    },
    /// No reason is left: facts were corrected.
    ReviewWithdrawn,
    /// The station has reviewed.
    ReviewClosed {
        /// What came of it.
        outcome: ReviewOutcome,
        /// What the station found.
        note: Sealed<String>,
    },
    /// The ends that are known to come; they replace the ones before.
    EndsForeseen {
        /// By day.
        ends: Sealed<Vec<ForeseenEnd>>,
    },
}

/// There is no review to be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no review is open")]
pub struct NoReview;

impl StandingEvent {
    /// The kinds of the events, as storage has them.
    pub const KINDS: [&str; 7] = [
        "following_begun",
        "following_relocated",
        "review_opened",
        "review_changed",
        "review_withdrawn",
        "review_closed",
        "ends_foreseen",
    ];
}

impl Standing {
    /// Of whom nothing is followed yet.
    pub fn new(person: PersonId, station: AgencyCode) -> Standing {
        let ends = Sealed::Open(Vec::new());
        Standing { person, station, version: 0, review: None, settled: Vec::new(), ends }
    }

    /// Its id.
    pub fn id(&self) -> StandingId {
        StandingId::of(&self.person)
    }

    /// Folds events from the beginning; none where they do not follow from each other.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a StandingEvent>) -> Option<Standing> {
        let mut events = events.into_iter();
        let Some(StandingEvent::FollowingBegun { person, station }) = events.next() else { return None };
        let mut standing = Standing { version: 1, ..Standing::new(person.clone(), station.clone()) };
        for event in events {
            standing = standing.after(event)?;
        }
        Some(standing)
    }

    fn after(mut self, event: &StandingEvent) -> Option<Standing> {
        match (event, &mut self.review) {
            (StandingEvent::FollowingBegun { .. }, _) => return None,
            (StandingEvent::FollowingRelocated { station }, _) => self.station = station.clone(),
            (StandingEvent::ReviewOpened { due, reasons }, None) => {
                self.review = Some(Review { due: *due, reasons: reasons.clone() });
            }
            (StandingEvent::ReviewChanged { reasons }, Some(review)) => review.reasons = reasons.clone(),
            (StandingEvent::ReviewWithdrawn, Some(_)) => self.review = None,
            (StandingEvent::ReviewClosed { .. }, Some(review)) => {
                self.settled.extend(review.reasons.get().into_iter().flatten().cloned());
                self.review = None;
            }
            (StandingEvent::EndsForeseen { ends }, _) => self.ends = ends.clone(),
            _ => return None,
        }
        self.version += 1;
        Some(self)
    }

    /// What follows from a screening; nothing where all of it is known already. A review that is
    /// opened is due at `due`.
    pub fn screened(&self, found: Screened, due: Timestamp) -> Vec<StandingEvent> {
        let mut reasons = found.reasons;
        reasons.retain(|reason| !self.settled.contains(reason));
        let mut events = Vec::new();
        match &self.review {
            None if reasons.is_empty() => {}
            None => events.push(StandingEvent::ReviewOpened { due, reasons: reasons.into() }),
            Some(_) if reasons.is_empty() => events.push(StandingEvent::ReviewWithdrawn),
            Some(review) if review.reasons.get() == Some(&reasons) => {}
            Some(_) => events.push(StandingEvent::ReviewChanged { reasons: reasons.into() }),
        }
        if self.ends.get() != Some(&found.ends) {
            events.push(StandingEvent::EndsForeseen { ends: found.ends.into() });
        }
        if self.version == 0 && !events.is_empty() {
            let (person, station) = (self.person.clone(), self.station.clone());
            events.insert(0, StandingEvent::FollowingBegun { person, station });
        }
        events
    }

    /// The station closes the review.
    ///
    /// # Errors
    /// [`NoReview`] where none is open.
    pub fn close(&self, outcome: ReviewOutcome, note: String) -> Result<StandingEvent, NoReview> {
        match self.review {
            Some(_) => Ok(StandingEvent::ReviewClosed { outcome, note: note.into() }),
            None => Err(NoReview),
        }
    }

    /// As it stands after these events; none where they do not follow.
    pub fn with(self, events: &[StandingEvent]) -> Option<Standing> {
        let mut events = events.iter();
        let mut standing = self;
        if standing.version == 0 {
            let Some(StandingEvent::FollowingBegun { .. }) = events.next() else { return None };
            standing.version = 1;
        }
        events.try_fold(standing, Standing::after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing() -> Standing {
        let station = "230102001001".parse().unwrap();
        Standing::new(PersonId::new("230102", 7), station)
    }

    fn reason(article: &str, fact: &str) -> ExitReason {
        let used = BTreeMap::from([("draws_pension".to_owned(), fact.to_owned())]);
        ExitReason { article: article.to_owned(), grounds: Vec::new(), used }
    }

    fn found(reasons: &[ExitReason]) -> Screened {
        Screened { reasons: reasons.to_vec(), ends: Vec::new() }
    }

    fn after(standing: Standing, events: &[StandingEvent]) -> Standing {
        standing.with(events).expect("they follow")
    }

    const DUE: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn nobody_is_followed_without_need() {
        assert_eq!(standing().screened(found(&[]), DUE), []);
    }

    #[test]
    fn the_same_screening_twice_makes_one_review() {
        let once = found(&[reason("E2", "true")]);
        let first = standing().screened(once.clone(), DUE);
        let now = after(standing(), &first);
        assert!(now.review.is_some());
        assert_eq!(now.version, 2);
        assert_eq!(now.screened(once, DUE), []);
        assert_eq!(Standing::fold(&first), Some(now));
    }

    #[test]
    fn a_reason_that_is_gone_takes_the_review_with_it() {
        let now = after(standing(), &standing().screened(found(&[reason("E2", "true")]), DUE));
        assert_eq!(now.screened(found(&[]), DUE), [StandingEvent::ReviewWithdrawn]);
    }

    #[test]
    fn a_reason_that_was_reviewed_comes_again_with_other_facts_alone() {
        let old = found(&[reason("E8", "3")]);
        let open = after(standing(), &standing().screened(old.clone(), DUE));
        let closed = open.close(ReviewOutcome::StillHolds, "seen".to_owned()).unwrap();
        let now = after(open, &[closed]);
        assert_eq!(now.review, None);
        assert_eq!(now.screened(old, DUE), []);
        let again = now.screened(found(&[reason("E8", "4")]), DUE);
        assert!(matches!(again.as_slice(), [StandingEvent::ReviewOpened { .. }]));
    }

    #[test]
    fn a_second_reason_changes_the_open_review() {
        let now = after(standing(), &standing().screened(found(&[reason("E2", "true")]), DUE));
        let both = found(&[reason("E2", "true"), reason("E10", "true")]);
        assert!(matches!(now.screened(both, DUE).as_slice(), [StandingEvent::ReviewChanged { .. }]));
    }

    #[test]
    fn what_is_not_open_is_not_closed() {
        assert_eq!(standing().close(ReviewOutcome::LedToExit, String::new()), Err(NoReview));
    }

    #[test]
    fn known_ends_are_told_once() {
        let end =
            ForeseenEnd { on: jiff::civil::date(2028, 8, 10), article: "E1".to_owned(), grounds: Vec::new() };
        let once = Screened { reasons: Vec::new(), ends: vec![end] };
        let now = after(standing(), &standing().screened(once.clone(), DUE));
        assert_eq!(now.screened(once, DUE), []);
        assert_eq!(now.screened(found(&[]), DUE).len(), 1);
    }
}
