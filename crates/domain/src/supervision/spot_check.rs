//! A spot check (B2b): visits that were drawn, and what came of asking again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::draw::{Candidate, Reason};
use super::problem::About;
use crate::agency::AgencyCode;
use crate::followup::{Answer, Manner};
use crate::id::{ProblemId, SpotCheckId, VisitKey};
use crate::sealed::Sealed;

/// A visit that was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// Whose, and which.
    pub about: About,
    /// The station that reported it.
    pub station: AgencyCode,
    /// The report.
    pub key: VisitKey,
    /// Sign-in names of who made and who delivered it: they do not check it.
    pub by: BTreeSet<String>,
    /// What it weighed.
    pub weight: u32,
    /// Why it weighed more.
    pub reasons: BTreeSet<Reason>,
}

/// Something that happened. Visits are numbered from 1 in the order drawn. What was said of a
/// visit is sealed under the key of the person visited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum SpotCheckEvent {
    /// An office or a bureau drew it.
    SpotCheckDrawn {
        /// Its id.
        spot_check: SpotCheckId,
        /// Who drew it.
        agency: AgencyCode,
        /// The first and the last day of the visits.
        days: (Date, Date),
        /// What the draw followed from, together with the population.
        seed: u64,
        /// The visits that it was drawn from, in their order.
        population: Vec<Candidate>,
        /// SHA-256 of the population as text, in hexadecimal.
        digest: String,
        /// What was drawn.
        drawn: Vec<Drawn>,
        /// By when all of them are to be checked.
        due: Timestamp,
    },
    /// Somebody asked again.
    VisitChecked {
        /// Which.
        number: u32,
        /// How.
        manner: Manner,
        /// The answers by code of the question.
        answers: Sealed<BTreeMap<String, Answer>>,
        /// What else is to be said.
        note: Sealed<String>,
        /// How many answers differ from those of the visit.
        differ: u32,
    },
    /// Nobody could be asked.
    VisitNotReached {
        /// Which.
        number: u32,
        /// What was tried.
        why: Sealed<String>,
    },
    /// What differs was written down as a problem.
    DifferenceFound {
        /// Which.
        number: u32,
        /// The problem.
        problem: ProblemId,
    },
    /// What differs is no problem.
    DifferenceExplained {
        /// Which.
        number: u32,
        /// Why.
        why: Sealed<String>,
    },
    /// The problem is settled, or was withdrawn.
    DifferenceClosed {
        /// Which.
        number: u32,
        /// Whether it was put right.
        settled: bool,
    },
}

impl SpotCheckEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 6] = [
        "spot_check_drawn",
        "visit_checked",
        "visit_not_reached",
        "difference_found",
        "difference_explained",
        "difference_closed",
    ];
}

/// What became of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It is a problem of the register; once closed, whether it was put right.
    Problem(ProblemId, Option<bool>),
    /// It is none.
    Explained(Sealed<String>),
}

/// How a drawn visit stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// It is to be checked.
    Waiting,
    /// Nobody could be asked.
    NotReached {
        /// What was tried.
        why: Sealed<String>,
        /// By whom, and when.
        by: (String, Timestamp),
    },
    /// It was checked.
    Checked {
        /// How.
        manner: Manner,
        /// The answers by code of the question.
        answers: Sealed<BTreeMap<String, Answer>>,
        /// What else is to be said.
        note: Sealed<String>,
        /// How many answers differ.
        differ: u32,
        /// By whom, and when.
        by: (String, Timestamp),
        /// What became of the differences; none where there are none, or nobody said.
        finding: Option<Finding>,
    },
}

/// A drawn visit with what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What was drawn.
    pub drawn: Drawn,
    /// What came of it.
    pub looked: Looked,
}

/// A spot check, as its events made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpotCheck {
    /// Its id.
    pub id: SpotCheckId,
    /// Who drew it.
    pub agency: AgencyCode,
    /// The first and the last day of the visits.
    pub days: (Date, Date),
    /// What the draw followed from.
    pub seed: u64,
    /// The visits that it was drawn from.
    pub population: Vec<Candidate>,
    /// SHA-256 of the population as text.
    pub digest: String,
    /// Who drew it, and when.
    pub drawn: (String, Timestamp),
    /// By when all of it is to be checked.
    pub due: Timestamp,
    /// The visits by number.
    pub items: BTreeMap<u32, Item>,
    /// Since when it stands as it does.
    pub since: Timestamp,
    /// Number of events so far.
    pub version: i64,
}

impl SpotCheck {
    /// What the first event makes; none where it is another.
    pub fn begin(first: &SpotCheckEvent, by: &str, at: Timestamp) -> Option<SpotCheck> {
        let SpotCheckEvent::SpotCheckDrawn { spot_check, agency, days, seed, population, digest, drawn, due } =
            first.clone()
        else {
            return None;
        };
        let items = (1..).zip(drawn.into_iter().map(|drawn| Item { drawn, looked: Looked::Waiting }));
        Some(SpotCheck {
            id: spot_check,
            agency,
            days,
            seed,
            population,
            digest,
            drawn: (by.to_owned(), at),
            due,
            items: items.collect(),
            since: at,
            version: 1,
        })
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, event: &SpotCheckEvent, by: &str, at: Timestamp) -> Option<SpotCheck> {
        use SpotCheckEvent as E;
        self.version += 1;
        let before = self.state();
        let by = (by.to_owned(), at);
        match event.clone() {
            E::SpotCheckDrawn { .. } => return None,
            E::VisitChecked { number, manner, answers, note, differ } => {
                let looked = Looked::Checked { manner, answers, note, differ, by, finding: None };
                self.open(number)?.looked = looked;
            }
            E::VisitNotReached { number, why } => {
                self.open(number)?.looked = Looked::NotReached { why, by };
            }
            E::DifferenceFound { number, problem } => {
                *self.difference(number)? = Some(Finding::Problem(problem, None));
            }
            E::DifferenceExplained { number, why } => {
                *self.difference(number)? = Some(Finding::Explained(why));
            }
            E::DifferenceClosed { number, settled } => match &mut self.items.get_mut(&number)?.looked {
                Looked::Checked { finding: Some(Finding::Problem(_, closed @ None)), .. } => {
                    *closed = Some(settled);
                }
                _ => return None,
            },
        }
        if self.state() != before {
            self.since = at;
        }
        Some(self)
    }

    fn open(&mut self, number: u32) -> Option<&mut Item> {
        self.items.get_mut(&number).filter(|item| item.is_open())
    }

    fn difference(&mut self, number: u32) -> Option<&mut Option<Finding>> {
        match &mut self.items.get_mut(&number)?.looked {
            Looked::Checked { differ: 1.., finding: finding @ None, .. } => Some(finding),
            _ => None,
        }
    }

    /// Whether every visit was looked at: from then on those below may see it.
    pub fn is_carried_out(&self) -> bool {
        self.items.values().all(|item| item.looked != Looked::Waiting)
    }

    /// How it stands, in the word that storage has.
    pub fn state(&self) -> &'static str {
        let settled = |item: &Item| match &item.looked {
            Looked::Waiting => false,
            Looked::NotReached { .. } | Looked::Checked { differ: 0, .. } => true,
            Looked::Checked { finding, .. } => {
                matches!(finding, Some(Finding::Explained(_) | Finding::Problem(_, Some(_))))
            }
        };
        match (self.is_carried_out(), self.items.values().all(settled)) {
            (false, _) => "drawn",
            (true, false) => "checked",
            (true, true) => "closed",
        }
    }

    /// By when something is owed: every visit looked at, every difference dealt with.
    pub fn owed(&self) -> Option<Timestamp> {
        self.items.values().any(Item::is_owed).then_some(self.due)
    }

    /// How many visits of a station (of all where none is named) were checked, and in how many of
    /// them something differs.
    pub fn tally(&self, station: Option<&AgencyCode>) -> (u32, u32) {
        let ours = self.items.values().filter(|item| station.is_none_or(|one| item.drawn.station == *one));
        ours.fold((0, 0), |(checked, differing), item| match item.looked {
            Looked::Checked { differ, .. } => (checked + 1, differing + u32::from(differ > 0)),
            Looked::Waiting | Looked::NotReached { .. } => (checked, differing),
        })
    }
}

impl Item {
    /// Whether it can be checked.
    pub fn is_open(&self) -> bool {
        matches!(self.looked, Looked::Waiting | Looked::NotReached { .. })
    }

    /// Whether something differs that nobody dealt with.
    pub fn differs(&self) -> bool {
        matches!(self.looked, Looked::Checked { differ: 1.., finding: None, .. })
    }

    fn is_owed(&self) -> bool {
        self.looked == Looked::Waiting || self.differs()
    }
}
