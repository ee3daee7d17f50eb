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
use crate::id::{EmploymentsId, PersonId, UserName, VisitKey};
use crate::sealed::Sealed;

pub use act::{At, EmploymentAct};
pub(crate) use decide::{Decided, LONGEST, next, short, written};
pub use decide::{decide, ended_by_time, helper_visits};
pub use event::EmploymentEvent;
pub(crate) use job::words;
pub use job::{Contract, EndFacts, EndReason, Insurance, JobFacts, JobKind, SupportState, Workplace};
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
    /// What the person may draw while in it, and what is known of that; none where nobody asked.
    pub supports: BTreeMap<String, Option<SupportNote>>,
}

/// What was said of a support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportNote {
    /// How it stands.
    pub state: SupportState,
    /// What was said.
    pub note: Sealed<String>,
    /// When.
    pub at: Timestamp,
    /// Who asked.
    pub by: String,
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
    /// Who makes the visits and settles the mediations; the station where nobody was named.
    pub visitor: Option<UserName>,
    /// The jobs by number, counted from 1.
    pub jobs: BTreeMap<u32, Job>,
}

impl Job {
    /// Whether the follow-up goes on.
    pub fn is_followed(&self) -> bool {
        self.follow_up.as_ref().is_some_and(|follow_up| follow_up.ended.is_none())
    }

    /// What the person may draw and does not, as far as anybody knows: nothing once the job has
    /// ended (B4.2).
    pub fn undrawn(&self) -> impl Iterator<Item = &str> {
        let is_open =
            |note: &Option<SupportNote>| note.as_ref().is_none_or(|one| one.state == SupportState::Open);
        let supports = self.supports.iter().filter(|_| self.ended.is_none());
        supports.filter(move |(_, note)| is_open(note)).map(|(code, _)| code.as_str())
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
        Employments { person, station, version: 0, visitor: None, jobs: BTreeMap::new() }
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
