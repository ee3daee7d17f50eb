//! A problem: found, answered, looked at again, settled (B2b, B2c).

use std::collections::BTreeSet;

use jiff::Timestamp;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::applicant::Applicant;
use leye_domain::followup::Slot;
use leye_domain::id::{PersonId, ProblemId};
use leye_domain::staff::Staff;
use leye_domain::supervision::{About, NewProblem, Problem, ProblemAct, Source, Terms, find};

use super::write::fold_problem;
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// The visit that a problem is about.
#[derive(Clone, Debug)]
pub struct Visited {
    /// The person.
    pub person: PersonId,
    /// The number of the job.
    pub employment: u32,
    /// Which visit.
    pub slot: Slot,
}

/// A problem that somebody found.
#[derive(Clone, Debug)]
pub struct ProblemRequest {
    /// Where it is to be put right.
    pub station: AgencyCode,
    /// In what it was found.
    pub source: Source,
    /// The visit that it is about.
    pub visit: Option<Visited>,
    /// What is wrong.
    pub what: String,
    /// What is to be done.
    pub order: String,
}

/// A problem as opened.
#[derive(Clone, Debug)]
pub struct ProblemFile {
    /// It.
    pub problem: Problem,
    /// Name of the person it is about; empty where it is about none, or once erased.
    pub name: String,
    /// Whether the caller may say what was done.
    pub may_answer: bool,
    /// Whether the caller may look again.
    pub may_look: bool,
    /// Whether the caller may withdraw it.
    pub may_withdraw: bool,
}

impl App {
    /// Finds a problem.
    ///
    /// # Errors
    /// [`AppError::Problem`] where the rules say no; access; a person of another station is not
    /// found there.
    pub async fn find_problem(&self, staff: &Staff, request: ProblemRequest) -> Result<ProblemId, AppError> {
        let household = match &request.visit {
            Some(visit) => self.visited_at(visit, &request.station).await?,
            None => BTreeSet::new(),
        };
        let target =
            Target::Oversight { agency: &request.station, finder: &staff.agency, household: &household };
        if !self.access.may(staff, Deed::FindProblem, target) {
            return Err(AppError::Forbidden { act: None });
        }
        if self.tree().get(request.station.as_str()).is_none() {
            return Err(AppError::NotFound);
        }
        let now = self.time.now();
        let terms = self.problem_terms(&staff.agency, &request.station, now)?;
        let id = ProblemId::new(request.station.county(), self.chance.below(10_000_000_000));
        let new = NewProblem {
            id: id.clone(),
            station: request.station,
            source: request.source,
            about: request.visit.map(|v| About { person: v.person, employment: v.employment, slot: v.slot }),
            what: request.what,
            order: request.order,
        };
        let event = find(new, staff, terms)?;
        self.commit_problem(None, &event, staff, now).await?;
        Ok(id)
    }

    /// Does something about a problem; `seen` is the version that the caller saw.
    ///
    /// # Errors
    /// [`AppError::Problem`] where the rules say no, `Stale` where it changed meanwhile; access.
    pub async fn act_on_problem(
        &self,
        staff: &Staff,
        id: &ProblemId,
        act: ProblemAct,
        seen: i64,
    ) -> Result<(), AppError> {
        let (problem, household, _) = self.reached_problem(staff, id).await?;
        let deed = match act {
            ProblemAct::Answer { .. } => Deed::AnswerProblem,
            _ => Deed::LookAtProblem,
        };
        if !self.access.may(staff, deed, oversight(&problem, &household)) {
            return Err(AppError::Forbidden { act: None });
        }
        if problem.version != seen {
            return Err(AppError::Stale { current: problem.version, since: Vec::new() });
        }
        let now = self.time.now();
        let terms = self.problem_terms(&problem.finder, &problem.station, now)?;
        let event = problem.decide(act, staff, terms)?;
        self.commit_problem(Some(problem), &event, staff, now).await
    }

    /// Opens a problem. Where it is about a person, it is recorded who looked.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it.
    pub async fn problem_file(&self, staff: &Staff, id: &ProblemId) -> Result<ProblemFile, AppError> {
        let (problem, household, name) = self.reached_problem(staff, id).await?;
        if let Some(about) = &problem.about {
            self.record(staff, "read_problem", id.as_str(), Some(&about.person), None).await?;
        }
        let asked = self.access.about(staff, oversight(&problem, &household));
        let (answers, looks) = (asked.may(Deed::AnswerProblem), asked.may(Deed::LookAtProblem));
        let terms = self.problem_terms(&problem.finder, &problem.station, self.time.now())?;
        // The core decides what may be done now; words that are there stand for those to be typed.
        let could = |act| problem.what.get().is_some() && problem.decide(act, staff, terms).is_ok();
        let text = || "-".to_owned();
        Ok(ProblemFile {
            may_answer: answers && could(ProblemAct::Answer { done: text() }),
            may_look: looks && could(ProblemAct::Settle { note: text() }),
            may_withdraw: looks && could(ProblemAct::Withdraw { reason: text() }),
            name,
            problem,
        })
    }

    /// Name and station of somebody in work; the name is empty once erased.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see the person.
    pub async fn work_place(&self, staff: &Staff, id: &PersonId) -> Result<(String, AgencyCode), AppError> {
        let person = self.working_person(staff, id).await?.person;
        let name = person.details.get().map(|details| details.name.clone()).unwrap_or_default();
        Ok((name, person.station))
    }

    /// A problem that the caller may read, with the household and the name of the person.
    async fn reached_problem(
        &self,
        staff: &Staff,
        id: &ProblemId,
    ) -> Result<(Problem, BTreeSet<String>, String), AppError> {
        let events = self.store.stream_events(id.county(), id.as_str()).await?;
        if events.is_empty() {
            return Err(AppError::NotFound);
        }
        let problem = fold_problem(&events)?;
        let (household, name) = match &problem.about {
            None => (BTreeSet::new(), String::new()),
            Some(about) => {
                let person = self.visited_person(&about.person).await?;
                let details = person.details.get();
                let name = details.map(|details| details.name.clone()).unwrap_or_default();
                (details.map(|details| self.household_hashes(details)).unwrap_or_default(), name)
            }
        };
        if !self.access.may(staff, Deed::ReadProblem, oversight(&problem, &household)) {
            return Err(AppError::NotFound);
        }
        Ok((problem, household, name))
    }

    /// The household of somebody whose file the station keeps.
    async fn visited_at(&self, visit: &Visited, station: &AgencyCode) -> Result<BTreeSet<String>, AppError> {
        let person = self.visited_person(&visit.person).await?;
        if person.station != *station {
            return Err(AppError::NotFound);
        }
        let details = person.details.get().ok_or(AppError::Erased)?;
        Ok(self.household_hashes(details))
    }

    async fn visited_person(&self, id: &PersonId) -> Result<Applicant, AppError> {
        let row = self.store.person(id.county(), id.as_str()).await?.ok_or(AppError::NotFound)?;
        crate::read_json(row.body)
    }

    /// By when to put right and to look again: by the office's check, or the bureau's inspection.
    fn problem_terms(
        &self,
        finder: &AgencyCode,
        station: &AgencyCode,
        now: Timestamp,
    ) -> Result<Terms, AppError> {
        let rules = self.supervision()?;
        let terms = if finder.level() == Level::Bureau { &rules.inspections } else { &rules.checks };
        Ok(Terms {
            put_right: self.term_of(terms, "put_right", station, now)?,
            second_look: self.term_of(terms, "second_look", finder, now)?,
        })
    }
}

fn oversight<'a>(problem: &'a Problem, household: &'a BTreeSet<String>) -> Target<'a> {
    Target::Oversight { agency: &problem.station, finder: &problem.finder, household }
}
