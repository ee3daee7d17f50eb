//! What a job means for the assistance of the person: the one place where both meet.

use jiff::Timestamp;
use leye_domain::assistance::{Assistance, AssistanceEvent, Phase};
use leye_domain::employment::{EmploymentEvent, Employments};
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
        let Some(before) = self.assistance_of(&jobs.person).await? else { return Ok(Vec::new()) };
        let follows: Vec<AssistanceEvent> =
            events.iter().flat_map(|event| following(&before, jobs, event)).collect();
        if follows.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![self.assistance_commit(Some(&before), &follows, actor, now)?])
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
