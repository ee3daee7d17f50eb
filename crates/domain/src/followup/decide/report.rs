//! A visit is reported: once, whatever a device delivers, and never over another report (B4.1).

use jiff::SignedDuration;

use super::Place;
use super::answers;
use crate::employment::{At, Decided, EmploymentEvent, EmploymentRefusal, Employments, Job};
use crate::followup::visit::{Fallen, LateToFile, Visit, VisitReport};
use crate::followup::{Ending, FollowUp};

/// How far the clock of a device may go ahead of ours. No rule gives it: two clocks that are
/// right differ by less.
const AHEAD: SignedDuration = SignedDuration::from_mins(10);

/// Reports a visit.
pub(crate) fn report(jobs: &Employments, employment: u32, report: VisitReport, at: At<'_>) -> Decided {
    if let Some((job, kept)) = jobs.report(&report.key) {
        // Delivered before: the answer is the same as then.
        let same = job == employment && kept.report == report;
        return if same { Ok(Vec::new()) } else { Err(EmploymentRefusal::KeyUsed) };
    }
    let job = jobs.jobs.get(&employment).ok_or(EmploymentRefusal::NoSuchJob)?;
    let follow_up = job.follow_up.as_ref().ok_or(EmploymentRefusal::NoFollowUp)?;
    let slot = report.slot;
    let visit = follow_up.visits.get(&slot).ok_or(EmploymentRefusal::NotPlanned { slot })?;
    if visit.reports().any(|kept| kept.report.says_as(&report)) {
        return Ok(Vec::new());
    }
    dated(job, visit, &report, at)?;
    answers::check(&report, at.rules)?;
    if visit.report.is_some() {
        let due = at.conflict_due;
        return Ok(vec![EmploymentEvent::VisitConflictKept { employment, report, due }]);
    }
    let late = late(job, visit, follow_up);
    let place = Place { employment, job, follow_up };
    let mut events = vec![EmploymentEvent::VisitReported { employment, report: report.clone(), late }];
    if late.is_none() {
        events.extend(place.arising(&report, at));
        events.extend(last(follow_up, &report, at).then_some(EmploymentEvent::FollowUpEnded {
            employment,
            how: Ending::Lasted,
            fallen: Vec::new(),
            note: None,
        }));
    }
    Ok(events)
}

/// A visit lies neither in the future nor before the work began, nor before it counts.
fn dated(job: &Job, visit: &Visit, report: &VisitReport, at: At<'_>) -> Result<(), EmploymentRefusal> {
    if report.at.duration_since(at.now) > AHEAD {
        return Err(EmploymentRefusal::VisitInFuture { at: report.at });
    }
    let (day, start, opens) = (at.day_of(report.at), job.facts.start, visit.planned.opens);
    if day < start {
        return Err(EmploymentRefusal::VisitBeforeStart { day, start });
    }
    if day < opens {
        return Err(EmploymentRefusal::VisitTooEarly { day, opens });
    }
    Ok(())
}

fn late(job: &Job, visit: &Visit, follow_up: &FollowUp) -> Option<LateToFile> {
    if job.ended.is_some() {
        return Some(LateToFile::JobEnded);
    }
    match (visit.fallen, follow_up.ended) {
        (Some(Fallen::PlanChanged), _) => Some(LateToFile::PlanChanged),
        (Some(_), _) | (None, Some(_)) => Some(LateToFile::FollowUpOver),
        (None, None) => None,
    }
}

/// Whether it was the last that was owed, of a job that has lasted.
fn last(follow_up: &FollowUp, report: &VisitReport, at: At<'_>) -> bool {
    let only = follow_up.owed().iter().all(|visit| visit.planned.slot == report.slot);
    only && follow_up.over_on <= at.today()
}
