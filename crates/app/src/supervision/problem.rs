//! A problem: found, answered, looked at again, settled (B2b, B2c).

use std::collections::BTreeSet;

use jiff::Timestamp;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::applicant::Applicant;
use leye_domain::followup::Slot;
use leye_domain::id::{PersonId, ProblemId};
use leye_domain::staff::Staff;
use leye_domain::supervision::{
    About, Inspection, InspectionEvent, NewProblem, Origin, Problem, ProblemAct, ProblemEvent, Source,
    SpotCheck, SpotCheckEvent, Terms, find,
};
use leye_store::Commit;

use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// How often it is tried again when somebody else wrote about the same meanwhile.
pub(super) const TRIES: usize = 8;

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
    /// Whether the caller may see the spot check or inspection that it came from.
    pub sees_origin: bool,
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
            Some(visit) => self.visited_at(&visit.person, &request.station).await?,
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
        // What is sealed about somebody lies in the county of their file.
        let county = request.visit.as_ref().map_or(request.station.county(), |v| v.person.county());
        let id = self.new_problem_id(county);
        let new = NewProblem {
            id: id.clone(),
            station: request.station,
            source: request.source,
            about: request.visit.map(|v| About { person: v.person, employment: v.employment, slot: v.slot }),
            origin: None,
            what: request.what,
            order: request.order,
        };
        let event = find(new, staff, terms)?;
        let commit = self.planned::<Problem>(None, &event, None, (staff, now))?;
        self.store.commit(commit).await?;
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
        let mut tries = 0;
        loop {
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
            let event = problem.decide(act.clone(), staff, terms)?;
            let told = self.told_origin(&problem, &event, staff, now).await?;
            let commit = self.planned(Some(problem), &event, None, (staff, now))?;
            let commits = std::iter::once(commit).chain(told).collect();
            match self.store.commit_all(commits).await.map_err(AppError::from) {
                // The spot check or inspection may have moved on, and the problem not.
                Err(AppError::Stale { .. }) if tries < TRIES => tries += 1,
                other => return other.map(|_| ()),
            }
        }
    }

    /// The spot check or the inspection that a problem came from is told when it is closed.
    async fn told_origin(
        &self,
        problem: &Problem,
        event: &ProblemEvent,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Option<Commit>, AppError> {
        let settled = match event {
            ProblemEvent::ProblemSettled { .. } => true,
            ProblemEvent::ProblemWithdrawn { .. } => false,
            _ => return Ok(None),
        };
        Ok(match problem.origin.clone() {
            None => None,
            Some(Origin::SpotCheck(id, number)) => {
                let before: SpotCheck = self.matter(id.county(), id.as_str()).await?;
                let event = SpotCheckEvent::DifferenceClosed { number, settled };
                Some(self.planned(Some(before), &event, None, (staff, now))?)
            }
            Some(Origin::Inspection(id, point)) => {
                let before: Inspection = self.matter(id.county(), id.as_str()).await?;
                let event = InspectionEvent::InspectionFindingClosed { point, settled };
                Some(self.planned(Some(before), &event, None, (staff, now))?)
            }
        })
    }

    /// A new id of a problem, in the county of the file of whom it is about or of an agency.
    pub(super) fn new_problem_id(&self, county: &str) -> ProblemId {
        ProblemId::new(county, self.chance.below(10_000_000_000))
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
        let sees_origin = match &problem.origin {
            None => false,
            Some(Origin::Inspection(..)) => true,
            Some(Origin::SpotCheck(id, _)) => self.known_spot_check(staff, id).await.is_ok(),
        };
        Ok(ProblemFile {
            sees_origin,
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
        let problem: Problem = self.matter(id.county(), id.as_str()).await?;
        let (household, name) = match &problem.about {
            None => (BTreeSet::new(), String::new()),
            Some(about) => self.household_and_name(&about.person).await?,
        };
        if !self.access.may(staff, Deed::ReadProblem, oversight(&problem, &household)) {
            return Err(AppError::NotFound);
        }
        Ok((problem, household, name))
    }

    /// Household and name of somebody; both are empty once erased.
    pub(super) async fn household_and_name(
        &self,
        id: &PersonId,
    ) -> Result<(BTreeSet<String>, String), AppError> {
        let person = self.visited_person(id).await?;
        let details = person.details.get();
        let name = details.map(|details| details.name.clone()).unwrap_or_default();
        Ok((details.map(|details| self.household_hashes(details)).unwrap_or_default(), name))
    }

    /// The household of somebody whose file the station keeps.
    pub(super) async fn visited_at(
        &self,
        id: &PersonId,
        station: &AgencyCode,
    ) -> Result<BTreeSet<String>, AppError> {
        let person = self.visited_person(id).await?;
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
    pub(super) fn problem_terms(
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
