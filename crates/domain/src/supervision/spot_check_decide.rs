//! What may be done in a spot check, and how answers are compared (B2b, B4.1).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use super::draw::{Candidate, DrawRules, Reported, draw};
use super::refusal::{SupervisionRefusal, guard_keeper, guard_supervises};
use super::sealed;
use super::spot_check::{Drawn, Item, SpotCheck, SpotCheckEvent};
use crate::employment::AnswerFault;
use crate::followup::decide::answers;
use crate::followup::{Answer, FollowUpRules, Manner};
use crate::id::{ProblemId, SpotCheckId};
use crate::sealed::Sealed;
use crate::staff::Staff;

/// The question that every check begins with: whether the visit took place at all. A report says
/// yes by being there.
pub const TOOK_PLACE: &str = "took_place";

/// A spot check to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSpotCheck {
    /// Its id, drawn by the caller.
    pub id: SpotCheckId,
    /// The first and the last day of the visits.
    pub days: (Date, Date),
    /// Drawn by the caller.
    pub seed: u64,
    /// The visits of these days, see [`super::reported_in`].
    pub reported: Vec<Reported>,
    /// SHA-256 of them as text, see [`super::canonical`].
    pub digest: String,
    /// By when all is to be checked.
    pub due: Timestamp,
}

/// What was asked again, and of which report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which visit.
    pub number: u32,
    /// How it was asked.
    pub manner: Manner,
    /// The answers by code of the question.
    pub answers: BTreeMap<String, Answer>,
    /// What else is to be said.
    pub note: String,
    /// The answers of the visit; none where they are erased.
    pub reported: BTreeMap<String, Answer>,
}

/// What somebody wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum SpotCheckAct {
    Check(Asked),
    NotReached { number: u32, why: String },
    Find { number: u32, problem: ProblemId },
    Explain { number: u32, why: String },
}

/// Draws a spot check.
///
/// # Errors
/// [`SupervisionRefusal`]: a station checks nobody; the days have to have come, and a visit has to
/// be reported in them.
pub fn draw_visits(
    new: NewSpotCheck,
    staff: &Staff,
    rules: &DrawRules,
    today: Date,
) -> Result<SpotCheckEvent, SupervisionRefusal> {
    guard_supervises(staff)?;
    let (from, to) = new.days;
    if to < from || today < to {
        return Err(SupervisionRefusal::BadPeriod);
    }
    if new.reported.is_empty() {
        return Err(SupervisionRefusal::NothingReported);
    }
    let population: Vec<Candidate> = new.reported.iter().map(|one| one.candidate.clone()).collect();
    let places = draw(new.seed, &population, rules.size(population.len()));
    let drawn = places.into_iter().filter_map(|at| new.reported.get(at)).map(|one| Drawn {
        about: one.candidate.about.clone(),
        station: one.station.clone(),
        key: one.key.clone(),
        by: one.by.clone(),
        weight: one.candidate.weight,
        reasons: one.reasons.clone(),
    });
    Ok(SpotCheckEvent::SpotCheckDrawn {
        spot_check: new.id,
        agency: staff.agency.clone(),
        days: new.days,
        seed: new.seed,
        drawn: drawn.collect(),
        population,
        digest: new.digest,
        due: new.due,
    })
}

impl SpotCheck {
    /// Draws again from the population that was kept, and says whether the same visits come out.
    pub fn is_redrawn(&self) -> bool {
        let again = draw(self.seed, &self.population, self.items.len());
        let again = again.into_iter().filter_map(|at| self.population.get(at)).map(|one| &one.about);
        again.eq(self.items.values().map(|item| &item.drawn.about))
    }

    /// What an act leads to.
    ///
    /// # Errors
    /// [`SupervisionRefusal`]: not by this agency, not on one's own visit, not in this state.
    pub fn decide(
        &self,
        act: SpotCheckAct,
        staff: &Staff,
        rules: &FollowUpRules,
    ) -> Result<SpotCheckEvent, SupervisionRefusal> {
        guard_keeper(staff, &self.agency)?;
        let text = |field, text: &str| sealed(text).ok_or(SupervisionRefusal::Text { field });
        match act {
            SpotCheckAct::Check(asked) => self.check(asked, staff, rules),
            SpotCheckAct::NotReached { number, why } => {
                self.guard_open(number, staff)?;
                Ok(SpotCheckEvent::VisitNotReached { number, why: text("why", &why)? })
            }
            SpotCheckAct::Find { number, problem } => {
                self.guard_differs(number, staff)?;
                Ok(SpotCheckEvent::DifferenceFound { number, problem })
            }
            SpotCheckAct::Explain { number, why } => {
                self.guard_differs(number, staff)?;
                Ok(SpotCheckEvent::DifferenceExplained { number, why: text("why", &why)? })
            }
        }
    }

    fn check(
        &self,
        asked: Asked,
        staff: &Staff,
        rules: &FollowUpRules,
    ) -> Result<SpotCheckEvent, SupervisionRefusal> {
        let item = self.guard_open(asked.number, staff)?;
        let mut put = asked.answers.clone();
        let first = put.remove(TOOK_PLACE);
        let mut faults = Vec::new();
        if !matches!(first, Some(Answer::Yes | Answer::No | Answer::Unknown)) {
            faults.push(AnswerFault { question: TOOK_PLACE.to_owned(), fault: "missing" });
        }
        // Of a visit that was not made there is nothing to ask.
        if first != Some(Answer::No) {
            faults.extend(answers::faults(item.drawn.about.slot.target, &put, rules));
        }
        if !faults.is_empty() {
            return Err(SupervisionRefusal::Answers { faults });
        }
        let note = asked.note.trim();
        let note = if note.is_empty() { Some(Sealed::Open(String::new())) } else { sealed(note) };
        let note = note.ok_or(SupervisionRefusal::Text { field: "note" })?;
        let differ = compare(&asked.reported, &asked.answers).iter().filter(|one| one.differs).count();
        Ok(SpotCheckEvent::VisitChecked {
            number: asked.number,
            manner: asked.manner,
            answers: asked.answers.into(),
            note,
            differ: u32::try_from(differ).unwrap_or(u32::MAX),
        })
    }

    /// Who made or reported a visit does not check it, nor say what became of it.
    fn guard_own(&self, number: u32, staff: &Staff) -> Result<&Item, SupervisionRefusal> {
        let item = self.items.get(&number).ok_or(SupervisionRefusal::NoSuchVisit)?;
        if item.drawn.by.contains(staff.user.as_str()) {
            return Err(SupervisionRefusal::OwnVisit);
        }
        Ok(item)
    }

    fn guard_open(&self, number: u32, staff: &Staff) -> Result<&Item, SupervisionRefusal> {
        let item = self.guard_own(number, staff)?;
        if item.is_open() { Ok(item) } else { Err(SupervisionRefusal::NotNow { state: "checked" }) }
    }

    fn guard_differs(&self, number: u32, staff: &Staff) -> Result<(), SupervisionRefusal> {
        let item = self.guard_own(number, staff)?;
        if item.differs() { Ok(()) } else { Err(SupervisionRefusal::NoDifference) }
    }
}

/// A question with both answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Its code.
    pub question: String,
    /// What the visit has.
    pub reported: Option<Answer>,
    /// What was said when asked again.
    pub checked: Option<Answer>,
    /// Whether one says yes and the other no. Words are for a person to compare.
    pub differs: bool,
}

/// Both sets of answers side by side, by code; whether the visit took place stands first.
pub fn compare(reported: &BTreeMap<String, Answer>, checked: &BTreeMap<String, Answer>) -> Vec<Compared> {
    let mut reported = reported.clone();
    reported.insert(TOOK_PLACE.to_owned(), Answer::Yes);
    let codes: BTreeSet<&String> = reported.keys().chain(checked.keys()).collect();
    let mut all: Vec<Compared> = codes
        .into_iter()
        .map(|code| {
            let (a, b) = (reported.get(code).cloned(), checked.get(code).cloned());
            let says = |answer: &Answer| a.as_ref() == Some(answer) || b.as_ref() == Some(answer);
            let differs = says(&Answer::Yes) && says(&Answer::No);
            Compared { question: code.clone(), reported: a, checked: b, differs }
        })
        .collect();
    all.sort_by_key(|one| one.question != TOOK_PLACE);
    all
}
