//! Spot checks of reported visits (B2b, B4.1): drawn, asked again, and what differs.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::employment::Employments;
use leye_domain::followup::{Answer, Kept, Manner};
use leye_domain::id::{EmploymentsId, SpotCheckId};
use leye_domain::staff::Staff;
use leye_domain::supervision::{
    Asked, Compared, Item, Looked, NewProblem, NewSpotCheck, Origin, Problem, Source, SpotCheck,
    SpotCheckAct, canonical, compare, draw_visits, find, reported_in,
};
use leye_store::Commit;
use sha2::{Digest, Sha256};

use super::problem::TRIES;
use crate::App;
use crate::access::{Deed, Target};
use crate::employment::fold;
use crate::error::AppError;

/// Seeds are below this, so that a person can copy one.
const SEEDS: u64 = 1_000_000_000_000;

/// A drawn visit as a row.
#[derive(Clone, Debug)]
pub struct DrawnRow {
    /// Its number.
    pub number: u32,
    /// It, with what came of it.
    pub item: Item,
    /// Name of the person; empty once erased.
    pub name: String,
}

/// A spot check as opened.
#[derive(Clone, Debug)]
pub struct SpotCheckFile {
    /// It.
    pub spot_check: SpotCheck,
    /// The visits that the caller may see: a station its own, once all were looked at.
    pub rows: Vec<DrawnRow>,
    /// Whether the caller may check visits.
    pub may_keep: bool,
    /// Whether the caller sees all of it.
    pub sees_all: bool,
}

/// What came of drawing again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redraw {
    /// The digest of the visits that it was drawn from, computed anew.
    pub digest: String,
    /// Whether it is the one that was kept.
    pub same_population: bool,
    /// Whether the same visits come out in the same order.
    pub same_draw: bool,
    /// Visits of the period that the files have, reported before the draw, and the draw had not.
    pub left_out: usize,
}

/// A drawn visit as opened.
#[derive(Clone, Debug)]
pub struct VisitCheckFile {
    /// Who drew it.
    pub agency: AgencyCode,
    /// The visit.
    pub row: DrawnRow,
    /// The report; none where the file has it no more.
    pub report: Option<Kept>,
    /// Both sets of answers; empty until it was checked.
    pub compared: Vec<Compared>,
    /// The problem that it became.
    pub problem: Option<Problem>,
    /// The version of the spot check.
    pub version: i64,
    /// Whether the caller may check it now.
    pub may_check: bool,
    /// Whether the caller made or reported the visit, and therefore may not.
    pub own: bool,
    /// Whether the caller may say what became of the differences.
    pub may_find: bool,
}

/// What somebody does about a drawn visit.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // fields are named as in the events of the core
pub enum VisitCheck {
    Checked { manner: Manner, answers: BTreeMap<String, Answer>, note: String },
    NotReached { why: String },
    Problem { what: String, order: String },
    Explained { why: String },
}

impl App {
    /// Draws a spot check of the visits of a period below the caller's agency.
    ///
    /// # Errors
    /// [`AppError::Supervision`] where the rules say no; access.
    pub async fn draw_spot_check(&self, staff: &Staff, days: (Date, Date)) -> Result<SpotCheckId, AppError> {
        let target =
            Target::SpotCheck { finder: &staff.agency, told: &BTreeSet::new(), household: &BTreeSet::new() };
        if !self.access.may(staff, Deed::KeepSpotCheck, target) {
            return Err(AppError::Forbidden { act: None });
        }
        let (now, today, rules) = (self.time.now(), self.today(), self.supervision()?);
        let lacking = || AppError::Rules(format!("no rules of spot checks are in force on {today}"));
        let draw = rules.draw_on(today).ok_or_else(lacking)?;
        let mut people = self.people_at(&staff.agency).await?.jobs;
        // What is sealed for somebody of another county cannot be written here.
        people.retain(|one| one.person.county() == staff.agency.county());
        let reported = reported_in(&people, days, &draw, &self.flag_rules()?, self.rules.zone());
        let population: Vec<_> = reported.iter().map(|one| one.candidate.clone()).collect();
        let new = NewSpotCheck {
            id: SpotCheckId::new(staff.agency.county(), self.chance.below(10_000_000_000)),
            days,
            seed: self.chance.below(SEEDS),
            reported,
            digest: digest(&canonical(&population)),
            due: self.term_of(&rules.checks, "spot_check", &staff.agency, now)?,
        };
        let id = new.id.clone();
        let event = draw_visits(new, staff, &draw, today)?;
        let commit = self.planned::<SpotCheck>(None, &event, None, (staff, now))?;
        self.store.commit(commit).await?;
        Ok(id)
    }

    /// Opens a spot check.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not know of it.
    pub async fn spot_check_file(&self, staff: &Staff, id: &SpotCheckId) -> Result<SpotCheckFile, AppError> {
        let spot_check = self.known_spot_check(staff, id).await?;
        let mut rows = Vec::new();
        for (number, item) in seen_by(staff, &spot_check) {
            let (_, name) = self.household_and_name(&item.drawn.about.person).await?;
            rows.push(DrawnRow { number, item: item.clone(), name });
        }
        let none = BTreeSet::new();
        let target =
            Target::SpotCheck { finder: &spot_check.agency, told: &BTreeSet::new(), household: &none };
        let asked = self.access.about(staff, target);
        let (may_keep, sees_all) = (asked.may(Deed::KeepSpotCheck), asked.may(Deed::ReadSpotCheck));
        Ok(SpotCheckFile { rows, may_keep, sees_all, spot_check })
    }

    /// Draws again from what was kept, and looks whether the files have visits that it had not.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see all of it.
    pub async fn redraw(&self, staff: &Staff, id: &SpotCheckId) -> Result<(SpotCheck, Redraw), AppError> {
        let file = self.spot_check_file(staff, id).await?;
        if !file.sees_all {
            return Err(AppError::NotFound);
        }
        let spot_check = file.spot_check;
        let kept = digest(&canonical(&spot_check.population));
        let known: BTreeSet<_> = spot_check.population.iter().map(|one| &one.about).collect();
        let (from, to) = spot_check.days;
        let people = self.people_at(&spot_check.agency).await?;
        let visits = people.jobs.iter().flat_map(Employments::seen).filter(|seen| {
            let day = self.rules.zone().to_datetime(seen.kept.report.at).date();
            let about = leye_domain::supervision::About {
                person: seen.person.clone(),
                employment: seen.employment,
                slot: seen.slot,
            };
            from <= day && day <= to && seen.kept.at <= spot_check.drawn.1 && !known.contains(&about)
        });
        let redraw = Redraw {
            same_population: kept == spot_check.digest,
            same_draw: spot_check.is_redrawn(),
            left_out: visits.count(),
            digest: kept,
        };
        Ok((spot_check, redraw))
    }

    /// Opens a drawn visit; it is recorded who looked.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it.
    pub async fn visit_check(
        &self,
        staff: &Staff,
        id: &SpotCheckId,
        number: u32,
    ) -> Result<VisitCheckFile, AppError> {
        let spot_check = self.known_spot_check(staff, id).await?;
        let item = seen_by(staff, &spot_check).find(|(one, _)| *one == number).ok_or(AppError::NotFound)?.1;
        let person = &item.drawn.about.person;
        self.record(staff, "read_spot_check", id.as_str(), Some(person), None).await?;
        let (household, name) = self.household_and_name(person).await?;
        let report = self.drawn_report(item).await?;
        let compared = match &item.looked {
            Looked::Checked { answers, .. } => {
                let none = BTreeMap::new();
                compare(&reported_answers(report.as_ref()), answers.get().unwrap_or(&none))
            }
            Looked::Waiting | Looked::NotReached { .. } => Vec::new(),
        };
        let problem = match found(item) {
            Some(problem) => Some(self.matter(problem.county(), problem.as_str()).await?),
            None => None,
        };
        let target =
            Target::SpotCheck { finder: &spot_check.agency, told: &BTreeSet::new(), household: &household };
        let keeps = self.access.may(staff, Deed::KeepSpotCheck, target);
        let own = item.drawn.by.contains(staff.user.as_str());
        Ok(VisitCheckFile {
            agency: spot_check.agency.clone(),
            may_check: keeps && !own && item.is_open(),
            may_find: keeps && !own && item.differs(),
            own,
            row: DrawnRow { number, item: item.clone(), name },
            report,
            compared,
            problem,
            version: spot_check.version,
        })
    }

    /// Does something about a drawn visit.
    ///
    /// # Errors
    /// [`AppError::Supervision`] where the rules say no; access.
    pub async fn check_visit(
        &self,
        staff: &Staff,
        id: &SpotCheckId,
        number: u32,
        check: VisitCheck,
    ) -> Result<(), AppError> {
        let mut tries = 0;
        loop {
            let spot_check = self.known_spot_check(staff, id).await?;
            let item = spot_check.items.get(&number).ok_or(AppError::NotFound)?;
            let (household, name) = self.household_and_name(&item.drawn.about.person).await?;
            let target = Target::SpotCheck {
                finder: &spot_check.agency,
                told: &BTreeSet::new(),
                household: &household,
            };
            if !self.access.may(staff, Deed::KeepSpotCheck, target) {
                return Err(AppError::Forbidden { act: None });
            }
            let now = self.time.now();
            let (act, problem) = self.visit_act(staff, (&spot_check, number), check.clone(), now).await?;
            let event = spot_check.decide(act, staff, &self.follow_up_rules()?)?;
            // Of somebody who was erased something can still be said: that nobody can be asked.
            let person = item.drawn.about.person.as_str().to_owned();
            let person = if name.is_empty() { id.as_str().to_owned() } else { person };
            let commit = self.planned(Some(spot_check), &event, Some(&person), (staff, now))?;
            let commits = std::iter::once(commit).chain(problem).collect();
            match self.store.commit_all(commits).await.map_err(AppError::from) {
                Err(AppError::Stale { .. }) if tries < TRIES => tries += 1,
                other => return other.map(|_| ()),
            }
        }
    }

    /// The act of the core, and the commit of the problem that comes with it.
    async fn visit_act(
        &self,
        staff: &Staff,
        (spot_check, number): (&SpotCheck, u32),
        check: VisitCheck,
        now: Timestamp,
    ) -> Result<(SpotCheckAct, Option<Commit>), AppError> {
        let item = spot_check.items.get(&number).ok_or(AppError::NotFound)?;
        Ok(match check {
            VisitCheck::Checked { manner, answers, note } => {
                let reported = reported_answers(self.drawn_report(item).await?.as_ref());
                (SpotCheckAct::Check(Asked { number, manner, answers, note, reported }), None)
            }
            VisitCheck::NotReached { why } => (SpotCheckAct::NotReached { number, why }, None),
            VisitCheck::Explained { why } => (SpotCheckAct::Explain { number, why }, None),
            VisitCheck::Problem { what, order } => {
                let station = item.drawn.station.clone();
                let id = self.new_problem_id(spot_check.id.county());
                let terms = self.problem_terms(&staff.agency, &station, now)?;
                let new = NewProblem {
                    id: id.clone(),
                    station,
                    source: Source::SpotCheck,
                    about: Some(item.drawn.about.clone()),
                    origin: Some(Origin::SpotCheck(spot_check.id.clone(), number)),
                    what,
                    order,
                };
                let event = find(new, staff, terms)?;
                let commit = self.planned::<Problem>(None, &event, None, (staff, now))?;
                (SpotCheckAct::Find { number, problem: id }, Some(commit))
            }
        })
    }

    /// The report that was drawn, as the file has it.
    async fn drawn_report(&self, item: &Item) -> Result<Option<Kept>, AppError> {
        let id = EmploymentsId::of(&item.drawn.about.person);
        let jobs = fold(&self.store.stream_events(id.county(), id.as_str()).await?)?;
        Ok(jobs.report(&item.drawn.key).map(|(_, kept)| kept.clone()))
    }

    /// A spot check that the caller may know of.
    pub(super) async fn known_spot_check(
        &self,
        staff: &Staff,
        id: &SpotCheckId,
    ) -> Result<SpotCheck, AppError> {
        let spot_check: SpotCheck = self.matter(id.county(), id.as_str()).await?;
        let told = if spot_check.is_carried_out() {
            let stations = spot_check.items.values().map(|item| &item.drawn.station);
            stations.flat_map(|station| [station.clone(), station.at(Level::Office)]).collect()
        } else {
            BTreeSet::new()
        };
        let target =
            Target::SpotCheck { finder: &spot_check.agency, told: &told, household: &BTreeSet::new() };
        if !self.access.may(staff, Deed::ReadSpotCheck, target) {
            return Err(AppError::NotFound);
        }
        Ok(spot_check)
    }
}

/// The visits at and below the agency of somebody.
fn seen_by<'a>(staff: &'a Staff, spot_check: &'a SpotCheck) -> impl Iterator<Item = (u32, &'a Item)> {
    let all = staff.role == leye_domain::staff::Role::Auditor;
    let ours = move |item: &&Item| all || staff.agency.covers(&item.drawn.station);
    spot_check.items.iter().map(|(number, item)| (*number, item)).filter(move |(_, item)| ours(item))
}

fn found(item: &Item) -> Option<&leye_domain::id::ProblemId> {
    use leye_domain::supervision::Finding;
    match &item.looked {
        Looked::Checked { finding: Some(Finding::Problem(problem, _)), .. } => Some(problem),
        _ => None,
    }
}

fn reported_answers(report: Option<&Kept>) -> BTreeMap<String, Answer> {
    let findings = report.and_then(|kept| kept.report.findings.get());
    findings.map(|findings| findings.answers.clone()).unwrap_or_default()
}

fn digest(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}
