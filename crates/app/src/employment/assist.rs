//! What a job means for the assistance of the person: the one place where both meet.

use std::collections::BTreeSet;

use jiff::Timestamp;
use leye_domain::applicant::Applicant;
use leye_domain::assistance::{Assistance, AssistanceEvent, Because, Opening, Phase};
use leye_domain::employment::{EmploymentEvent, Employments, Job, helper_visits};
use leye_domain::id::{EmploymentsId, PersonId};
use leye_domain::staff::Actor;
use leye_store::Commit;

use crate::App;
use crate::error::AppError;

impl App {
    /// The commits to the person's assistance that go with events of their jobs, in the same
    /// write: it rests when a job begins (B1), and goes on by itself when that job is lost (B3.5).
    /// Every start and every loss of a job passes here.
    pub(super) async fn assistance_after_work(
        &self,
        jobs: &Employments,
        events: &[EmploymentEvent],
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Vec<Commit>, AppError> {
        if !events.iter().any(touches) {
            return Ok(Vec::new());
        }
        let Some(before) = self.assistance_of(&jobs.person).await? else {
            let lost = events
                .iter()
                .any(|event| matches!(event, EmploymentEvent::EmploymentEnded { resumes: true, .. }));
            return Ok(if lost { self.opened_for_stock(jobs, actor, now).await? } else { None }
                .into_iter()
                .collect());
        };
        let follows: Vec<AssistanceEvent> =
            events.iter().flat_map(|event| following(&before, jobs, event)).collect();
        if follows.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![self.assistance_commit(Some(&before), &follows, actor, now)?])
    }

    /// The commit to the person's jobs that goes with events of their assistance: who helps them
    /// from now on makes the visits that are owed.
    pub(crate) async fn work_after_assistance(
        &self,
        person: &PersonId,
        events: &[AssistanceEvent],
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Option<Commit>, AppError> {
        let helper = events.iter().rev().find_map(|event| match event {
            AssistanceEvent::HelperNamed { helper, .. } | AssistanceEvent::HelperTaken { helper } => {
                Some(helper)
            }
            _ => None,
        });
        let Some(helper) = helper else { return Ok(None) };
        let id = EmploymentsId::of(person);
        let stored = self.store.stream_events(id.county(), id.as_str()).await?;
        if stored.is_empty() {
            return Ok(None);
        }
        let jobs = super::fold(&stored)?;
        let named = helper_visits(&jobs, helper).filter(|_| jobs.jobs.values().any(Job::is_followed));
        let Some(named) = named else { return Ok(None) };
        let (commit, _) = self.work_commit(jobs, &[named], (actor, now), |_| None)?;
        Ok(Some(commit))
    }

    /// Who was determined before this register began and was at work then has no assistance to
    /// go on: it begins when that job is lost.
    async fn opened_for_stock(
        &self,
        jobs: &Employments,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Option<Commit>, AppError> {
        let row = self.store.person(jobs.person.county(), jobs.person.as_str()).await?;
        let person: Option<Applicant> = row.map(|row| crate::read_json(row.body)).transpose()?;
        let taken = person.and_then(|person| person.determination);
        let grounds: BTreeSet<String> =
            taken.and_then(|one| one.category.get().cloned()).into_iter().collect();
        if grounds.is_empty() {
            return Ok(None);
        }
        let (person, station) = (jobs.person.clone(), jobs.station.clone());
        let opening = Opening { person, station, because: Because::TakenOver, grounds, helper: None };
        self.open_assistance(opening, actor, now).await
    }
}

fn touches(event: &EmploymentEvent) -> bool {
    matches!(event, EmploymentEvent::EmploymentRegistered { .. } | EmploymentEvent::EmploymentEnded { .. })
}

/// What follows for an assistance; nothing where it ended, or has nothing to do with the job.
fn following(assistance: &Assistance, jobs: &Employments, event: &EmploymentEvent) -> Vec<AssistanceEvent> {
    let other = |ended: u32| jobs.open().find(|(number, _)| *number != ended);
    match (event, &assistance.phase) {
        (EmploymentEvent::EmploymentRegistered { employment, facts, .. }, Phase::Running { .. }) => {
            assistance.rest(*employment, facts.start).into_iter().collect()
        }
        (
            EmploymentEvent::EmploymentEnded { employment, on, why, .. },
            Phase::Resting { employment: held, .. },
        ) if held == employment => {
            let why = why.get().map(|end| end.reason);
            let reason = why.map_or("unknown", |reason| reason.as_str());
            match other(*employment) {
                // The person still works elsewhere: it rests on that job from now on.
                Some((number, _)) => {
                    let rested = AssistanceEvent::AssistanceRested { employment: number, since: *on };
                    assistance.resume(*employment, *on, reason).into_iter().chain([rested]).collect()
                }
                None if why.is_none_or(|reason| reason.leaves_jobless()) => {
                    assistance.resume(*employment, *on, reason).into_iter().collect()
                }
                None => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}
