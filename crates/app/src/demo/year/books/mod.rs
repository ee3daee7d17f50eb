//! The independent count: plain books of what everybody owes, kept from what is done alone.
//!
//! They are told each [`Deed`] as it is done, and count what follows by the numbers of the pack
//! and days of their own. Nothing here asks the service or its core: `tests/tests/year.rs` reads
//! these files and holds them to it.
//!
//! * `job` has the visits, risks and mediations of one job
//! * `helped` has the assistance of one person

mod helped;
mod job;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::deed::{Called, Deed, Work};
use super::numbers::Numbers;

pub(super) use helped::Helped;
pub(super) use job::{Became, Job};

/// Somebody in the books.
#[derive(Clone, Debug, Default)]
pub(super) struct Folk {
    /// The jobs; the first is number 1.
    pub jobs: Vec<Job>,
    /// The assistance; none where nobody assists.
    pub helped: Option<Helped>,
}

/// What came of a deed, for who plans what is done next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Came {
    /// Mediations that began: of which job, and their numbers.
    pub mediations: Vec<(u32, u32)>,
    /// Assistance went on because a job was lost (B3.5).
    pub resumed: bool,
}

/// A visit that is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OwedVisit {
    pub called: Called,
    /// The first day on which it counts, and the last on which it is in time.
    pub opens: Date,
    pub due: Date,
}

impl Folk {
    fn job(&mut self, number: u32) -> Option<&mut Job> {
        self.jobs.get_mut(usize::try_from(number.checked_sub(1)?).ok()?)
    }

    /// The numbers of the jobs.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (u32, &Job)> {
        (1..).zip(&self.jobs)
    }

    /// The job of this number.
    pub(super) fn of(&self, number: u32) -> Option<&Job> {
        self.numbered().find(|(one, _)| *one == number).map(|(_, job)| job)
    }

    /// A day begins: follow-ups end whose job has lasted and in which nothing is owed (B1).
    pub(super) fn day_begins(&mut self, today: Date) {
        for job in &mut self.jobs {
            job.end_by_time(today);
        }
    }

    /// Writes a deed down. `people` are the sign-in names of the station.
    pub(super) fn write(
        &mut self,
        deed: &Deed,
        at: Timestamp,
        people: &[String],
        numbers: &Numbers,
    ) -> Option<Came> {
        let today = numbers.day(at);
        let mut came = Came::default();
        let mut began = |job: u32, found: Vec<u32>| {
            came.mediations.extend(found.into_iter().map(|number| (job, number)));
        };
        match deed {
            Deed::NameHelper(place) => self.helped.as_mut()?.helper = Some(people.get(*place)?.clone()),
            Deed::SetClass(class) => self.helped.as_mut()?.set_class(class, today, numbers)?,
            Deed::Sign => self.helped.as_mut()?.signed = true,
            Deed::Contact { reached } => self.helped.as_mut()?.contacted(today, *reached),
            Deed::RefuseOffer { .. } => self.helped.as_mut()?.refused += 1,
            Deed::Begin { work, start, alone } => self.begin(*work, *start, *alone, today, numbers),
            Deed::Correct { job, alone } => self.job(*job)?.correct(*alone, numbers),
            Deed::End { job, on, jobless } => came.resumed = self.end(*job, *on, *jobless)?,
            Deed::Visit { called: (job, month, who), answers } => {
                began(*job, self.job(*job)?.visit((*month, *who), answers, at, numbers)?);
            }
            Deed::SecondReport { called: (job, month, who), answers } => {
                self.job(*job)?.second((*month, *who), answers, at, numbers)?;
            }
            Deed::SettleReports { called: (job, month, who), first_holds } => {
                began(*job, self.job(*job)?.settle_reports((*month, *who), *first_holds, at, numbers)?);
            }
            Deed::FindRisk { job, factor } => began(*job, self.job(*job)?.find(factor, at, numbers)?),
            Deed::StepMediation { .. } => {}
            Deed::SettleMediation { job, mediation, put_right } => {
                self.job(*job)?.settle(*mediation, *put_right)?;
            }
        }
        Some(came)
    }

    fn begin(&mut self, work: Work, start: Date, alone: bool, today: Date, numbers: &Numbers) {
        self.jobs.push(Job::begun(work, start, alone, today, numbers));
        let number = u32::try_from(self.jobs.len()).unwrap_or(u32::MAX);
        if let Some(helped) = &mut self.helped {
            helped.works(number);
        }
    }

    /// Says whether assistance went on.
    fn end(&mut self, number: u32, on: Date, jobless: bool) -> Option<bool> {
        self.job(number)?.end(on);
        let elsewhere = self.numbered().find(|(_, job)| job.ended.is_none()).map(|(other, _)| other);
        Some(self.helped.as_mut().is_some_and(|helped| helped.lost(number, on, jobless, elsewhere)))
    }

    /// The visits that are owed.
    pub(super) fn visits_owed(&self) -> impl Iterator<Item = OwedVisit> {
        self.numbered().flat_map(|(number, job)| {
            job.owed().map(move |(month, who, opens, due)| OwedVisit {
                called: (number, month, who),
                opens,
                due,
            })
        })
    }

    /// The visits of which two reports wait, with the time by which somebody looks.
    pub(super) fn reports_owed(&self) -> impl Iterator<Item = (Called, Timestamp)> {
        self.numbered()
            .flat_map(|(number, job)| job.doubted().map(move |(month, who, due)| ((number, month, who), due)))
    }

    /// The mediations that are open, with job, number and time.
    pub(super) fn mediations_owed(&self) -> impl Iterator<Item = (u32, u32, Timestamp)> {
        self.numbered()
            .flat_map(|(number, job)| job.mediating().map(move |(mediation, due)| (number, mediation, due)))
    }

    /// What lists say of the jobs: how they stand, the job that counts, how much it is at risk and
    /// why; none of who never worked.
    pub(super) fn ranked(&self) -> Option<(&'static str, u32, u32, BTreeMap<String, u32>)> {
        let followed = self.numbered().filter(|(_, job)| job.is_followed());
        let (number, job) = followed
            .max_by_key(|(number, job)| (job.risk(), *number))
            .or_else(|| self.numbered().filter(|(_, job)| job.ended.is_none()).last())
            .or_else(|| self.numbered().last())?;
        let state = match (job.is_followed(), job.ended) {
            (true, _) => "followed",
            (false, None) => "working",
            (false, Some(_)) => "ended",
        };
        Some((state, number, job.risk(), job.risks()))
    }
}
