//! The jobs of a person (B1): where somebody works, since when, on what terms, and how a job
//! ended. All of a person's jobs are one stream, with the follow-up of each ([`crate::followup`]).

mod act;
mod decide;
mod event;
mod fold;
mod job;
mod refusal;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::agency::AgencyCode;
use crate::followup::FollowUp;
use crate::id::{EmploymentsId, PersonId, VisitKey};
use crate::sealed::Sealed;

pub use act::{At, EmploymentAct};
pub(crate) use decide::{Decided, LONGEST, next, short, written};
pub use decide::{decide, ended_by_time};
pub use event::EmploymentEvent;
pub(crate) use job::words;
pub use job::{Contract, EndFacts, EndReason, Insurance, JobFacts, JobKind, Workplace};
pub use refusal::{AnswerFault, EmploymentRefusal};

/// How a job ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobEnd {
    /// The last day of work.
    pub on: Date,
    /// Why.
    pub why: Sealed<EndFacts>,
    /// Whether assistance went on by itself (B3.5).
    pub resumes: bool,
    /// When it was registered.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// What is known of it.
    pub facts: JobFacts,
    /// The day on which it was registered.
    pub registered_on: Date,
    /// By whom.
    pub by: String,
    /// How it ended, if it did.
    pub ended: Option<JobEnd>,
    /// Its follow-up; none for who was not determined.
    pub follow_up: Option<FollowUp>,
}

/// The jobs of a person, as their events made them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Employments {
    /// The person.
    pub person: PersonId,
    /// The station that keeps the file.
    pub station: AgencyCode,
    /// Number of events so far.
    pub version: i64,
    /// The jobs by number, counted from 1.
    pub jobs: BTreeMap<u32, Job>,
}

impl Job {
    /// Whether the follow-up goes on.
    pub fn is_followed(&self) -> bool {
        self.follow_up.as_ref().is_some_and(|follow_up| follow_up.ended.is_none())
    }

    /// How much the job is at risk: the weights of the risks that are open. Nothing once it
    /// has ended.
    pub fn risk(&self) -> u32 {
        let open = self.follow_up.as_ref().filter(|_| self.ended.is_none());
        open.map_or(0, FollowUp::risk)
    }
}

impl Employments {
    /// Of whom no job is known.
    pub fn new(person: PersonId, station: AgencyCode) -> Employments {
        Employments { person, station, version: 0, jobs: BTreeMap::new() }
    }

    /// Their id.
    pub fn id(&self) -> EmploymentsId {
        EmploymentsId::of(&self.person)
    }

    /// Whether the person was erased: then nothing is owed any more.
    pub fn is_erased(&self) -> bool {
        self.jobs.values().any(|job| job.facts.pay == Sealed::Erased)
    }

    /// The jobs that have not ended.
    pub fn open(&self) -> impl Iterator<Item = (u32, &Job)> {
        self.jobs.iter().filter(|(_, job)| job.ended.is_none()).map(|(number, job)| (*number, job))
    }

    /// The job whose follow-up goes on and that is most at risk, the newest of equals.
    pub fn most_at_risk(&self) -> Option<(u32, &Job)> {
        let followed = self.jobs.iter().filter(|(_, job)| job.is_followed());
        followed.max_by_key(|(number, job)| (job.risk(), **number)).map(|(number, job)| (*number, job))
    }

    /// Whether a report with this key was kept, and in which job.
    pub fn report(&self, key: &VisitKey) -> Option<(u32, &crate::followup::Kept)> {
        self.jobs.iter().find_map(|(number, job)| Some((*number, job.follow_up.as_ref()?.report(key)?)))
    }
}
