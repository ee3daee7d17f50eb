//! A rating as its events made it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use super::event::{RatedService, RatingEvent};
use super::grade::{Answers, Suspicion};
use crate::agency::{AgencyCode, Level};
use crate::id::{PersonId, RatingId, UserName};
use crate::sealed::Sealed;

/// How what followed a rating ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Nothing had to follow.
    Well,
    /// What had to follow was done.
    Settled,
    /// It was suspicious and does not count.
    LeftOut,
    /// It was judged to be false and does not count.
    Struck,
}

/// What is to be done now. There is room for one thing only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course {
    /// The resident is to answer.
    Asked,
    /// The level above is to look whether it counts.
    Examine(Suspicion, Timestamp),
    /// Somebody is to ring back.
    CallBack(Timestamp),
    /// Something is to be put right.
    Remedy(Timestamp),
    /// The level above is to look at what this user did.
    Look(String, Timestamp),
    /// Nothing more.
    Closed(Closed),
}

/// That it is false, by the rated agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// Why.
    pub reason: Sealed<String>,
    /// Who said so.
    pub by: String,
    /// By when it is judged; none once it was.
    pub judge_by: Option<Timestamp>,
}

/// The rating of one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// Its id.
    pub id: RatingId,
    /// What is rated.
    pub service: RatedService,
    /// The agency that is rated.
    pub agency: AgencyCode,
    /// The one above it.
    pub above: AgencyCode,
    /// Who rates.
    pub person: PersonId,
    /// Who is rated.
    pub rated: BTreeSet<UserName>,
    /// On which day they were asked, and the last for it.
    pub days: (Date, Date),
    /// What they answered, when, and whether that is bad.
    pub answers: Option<(Answers, Timestamp, bool)>,
    /// What is to be done now.
    pub course: Course,
    /// That it is false, if somebody said so.
    pub appeal: Option<Appeal>,
    /// Since when it stands so.
    pub since: Timestamp,
    /// Number of events so far.
    pub version: i64,
}

/// What is owed, by which agency and by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed<'a> {
    /// The word of the duty.
    pub kind: &'static str,
    /// Who owes it.
    pub agency: &'a AgencyCode,
    /// By when.
    pub due: Timestamp,
}

impl Rating {
    /// What the first event makes; none where it is no asking.
    pub fn begin(first: &RatingEvent, at: Timestamp) -> Option<Rating> {
        let RatingEvent::RatingAsked { rating, service, agency, person, rated, on, until } = first.clone()
        else {
            return None;
        };
        Some(Rating {
            id: rating,
            service,
            above: above(&agency),
            agency,
            person,
            rated,
            days: (on, until),
            answers: None,
            course: Course::Asked,
            appeal: None,
            since: at,
            version: 1,
        })
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, event: &RatingEvent, by: &str, at: Timestamp) -> Option<Rating> {
        use RatingEvent as E;
        self.version += 1;
        self.since = at;
        let again = |due: Option<Timestamp>, next: fn(Timestamp) -> Course| {
            due.map_or(Course::Closed(Closed::Settled), next)
        };
        self.course = match (event.clone(), self.course) {
            (E::RatingGiven { answers, bad, suspicion, due }, Course::Asked) => {
                self.answers = Some((answers, at, bad));
                match (suspicion, due) {
                    (Some(why), Some(due)) => Course::Examine(why, due),
                    (None, Some(due)) => Course::CallBack(due),
                    (Some(_), None) => return None,
                    (None, None) => Course::Closed(Closed::Well),
                }
            }
            (E::RatingExamined { counts, due, .. }, Course::Examine(..)) => match (counts, due) {
                (false, _) => Course::Closed(Closed::LeftOut),
                (true, Some(due)) => Course::CallBack(due),
                (true, None) => Course::Closed(Closed::Well),
            },
            (E::RatingCalledBack { reached: false, due, .. }, Course::CallBack(_)) => {
                again(due, Course::CallBack)
            }
            (E::RatingCalledBack { due, .. }, Course::CallBack(_)) => again(due, Course::Remedy),
            (E::RatingRemedied { look_by, .. }, Course::Remedy(_)) => Course::Look(by.to_owned(), look_by),
            (E::RatingLooked { due, .. }, Course::Look(..)) => again(due, Course::Remedy),
            (E::RatingAppealed { reason, judge_by }, course) if self.appeal.is_none() => {
                self.appeal = Some(Appeal { reason, by: by.to_owned(), judge_by: Some(judge_by) });
                course
            }
            (E::RatingJudged { struck, .. }, course) => {
                self.appeal.as_mut()?.judge_by.take()?;
                if struck { Course::Closed(Closed::Struck) } else { course }
            }
            _ => return None,
        };
        Some(self)
    }

    /// How it stands, in the word that storage has.
    pub fn state(&self) -> &'static str {
        match &self.course {
            Course::Asked => "asked",
            Course::Examine(..) => "examine",
            Course::CallBack(_) => "call_back",
            Course::Remedy(_) => "remedy",
            Course::Look(..) => "look",
            Course::Closed(Closed::Well) => "well",
            Course::Closed(Closed::Settled) => "settled",
            Course::Closed(Closed::LeftOut) => "left_out",
            Course::Closed(Closed::Struck) => "struck",
        }
    }

    /// Whether a rating in this state counts.
    pub fn counts(state: &str) -> bool {
        !["asked", "examine", "left_out", "struck"].contains(&state)
    }

    /// By when something is to be done next.
    pub fn due(&self) -> Option<Timestamp> {
        match &self.course {
            Course::Examine(_, due) | Course::CallBack(due) | Course::Remedy(due) | Course::Look(_, due) => {
                Some(*due)
            }
            Course::Asked | Course::Closed(_) => None,
        }
    }

    /// What is owed. The station that is rated owes nothing: it would know who rated.
    pub fn owed(&self) -> Vec<Owed<'_>> {
        let above = |kind, due: Timestamp| Owed { kind, agency: &self.above, due };
        let course = match &self.course {
            Course::Examine(_, due) | Course::Look(_, due) => Some(above("rating_look", *due)),
            Course::CallBack(due) => Some(above("rating_call_back", *due)),
            Course::Remedy(due) => Some(above("rating_remedy", *due)),
            Course::Asked | Course::Closed(_) => None,
        };
        let judge = self.appeal.as_ref().and_then(|appeal| appeal.judge_by);
        course.into_iter().chain(judge.map(|due| above("rating_appeal", due))).collect()
    }
}

/// The agency above another.
fn above(agency: &AgencyCode) -> AgencyCode {
    let next = match agency.level() {
        Level::Station => Level::Office,
        Level::Office => Level::Bureau,
        Level::Bureau | Level::City => Level::City,
    };
    agency.at(next)
}
