//! What may be done about the jobs of a person (B1, B3.5).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::act::{At, EmploymentAct};
use super::event::EmploymentEvent;
use super::job::{EndFacts, EndReason, JobFacts, SupportState, Workplace};
use super::refusal::EmploymentRefusal;
use super::{Employments, Job};
use crate::followup::decide::{self as follow, Place};
use crate::followup::{Ending, FollowUp, Plan};
use crate::id::UserName;

/// The longest text that somebody writes here, in characters.
pub(crate) const LONGEST: usize = 500;

pub(crate) type Decided = Result<Vec<EmploymentEvent>, EmploymentRefusal>;

/// Decides: the events that follow, or why not. A report that was delivered before gives no
/// event: it is kept already.
///
/// # Errors
/// See [`EmploymentRefusal`].
pub fn decide(jobs: &Employments, act: EmploymentAct, at: At<'_>) -> Decided {
    use EmploymentAct as A;
    match act {
        A::Register { facts, determined } => register(jobs, facts, determined, at),
        A::NoteSupport { employment, support, state, note } => {
            note_support(jobs, employment, support, (state, &note))
        }
        A::NameVisitor { visitor, reason } => name_visitor(jobs, visitor, &reason, at),
        A::Correct { employment, facts, reason } => correct(jobs, employment, facts, &reason, at),
        A::End { employment, on, reason, note } => end(jobs, employment, on, (reason, &note), at),
        A::Report { employment, report } => follow::report(jobs, employment, report, at),
        A::SettleConflict { employment, slot, holds, reason } => {
            place(jobs, employment)?.settle_conflict(slot, holds, &reason, at)
        }
        A::FindRisk { employment, factor, note } => place(jobs, employment)?.find_risk(&factor, &note, at),
        A::CloseRisk { employment, risk, reason } => place(jobs, employment)?.close_risk(risk, &reason),
        A::StepMediation { employment, mediation, step } => place(jobs, employment)?.step(mediation, step),
        A::SettleMediation { employment, mediation, outcome, note } => {
            place(jobs, employment)?.settle(mediation, outcome, &note)
        }
        A::EndFollowUp { employment, how, reason } => end_follow_up(jobs, employment, how, &reason),
    }
}

/// The follow-ups that end by themselves by now: their job has lasted and no visit is owed (B1).
pub fn ended_by_time(jobs: &Employments, today: Date) -> Vec<EmploymentEvent> {
    let over = |job: &&Job| job.follow_up.as_ref().is_some_and(|follow_up| follow_up.is_over(today));
    let ends = jobs.jobs.iter().filter(|(_, job)| over(job));
    ends.map(|(number, _)| EmploymentEvent::FollowUpEnded {
        employment: *number,
        how: Ending::Lasted,
        fallen: Vec::new(),
        note: None,
    })
    .collect()
}

fn register(jobs: &Employments, facts: JobFacts, determined: bool, at: At<'_>) -> Decided {
    check(&facts, at)?;
    let same = |job: &&Job| {
        let known = &job.facts;
        job.ended.is_none()
            && (known.kind, known.start) == (facts.kind, facts.start)
            && known.workplace == facts.workplace
    };
    if let Some((employment, _)) = jobs.jobs.iter().find(|(_, job)| same(job)) {
        return Err(EmploymentRefusal::SameJob { employment: *employment });
    }
    let employment = next(&jobs.jobs);
    let plan = Plan::of(&facts, at.rules);
    // It covers those who are new in a job (B1): who told it later than that is not visited.
    let follows = determined && at.today() < plan.over_on;
    let (person, station, kind) = (jobs.person.clone(), jobs.station.clone(), facts.kind);
    let on = at.today();
    let mut events =
        vec![EmploymentEvent::EmploymentRegistered { person, station, employment, facts, on, follows }];
    let supports = at.rules.supports_of(kind);
    if determined && !supports.is_empty() {
        events.push(EmploymentEvent::SupportsFound { employment, supports });
    }
    if follows {
        events.push(EmploymentEvent::FollowUpOpened { employment, plan });
        events.extend(at.helper.and_then(|helper| helper_visits(jobs, helper)));
    }
    Ok(events)
}

/// Who helps the person one to one makes the visits (A7): nothing where they do already.
pub fn helper_visits(jobs: &Employments, helper: &UserName) -> Option<EmploymentEvent> {
    let visitor = Some(helper).filter(|helper| jobs.visitor.as_ref() != Some(*helper))?.clone();
    Some(EmploymentEvent::VisitorNamed { visitor, reason: None })
}

fn name_visitor(jobs: &Employments, visitor: UserName, reason: &str, at: At<'_>) -> Decided {
    if !jobs.jobs.values().any(Job::is_followed) {
        return Err(EmploymentRefusal::FollowUpOver);
    }
    if !at.colleagues.contains(&visitor) {
        return Err(EmploymentRefusal::NotAColleague);
    }
    if jobs.visitor.as_ref() == Some(&visitor) {
        return Err(EmploymentRefusal::VisitsAlready);
    }
    let reason = Some(written("reason", reason)?.into());
    Ok(vec![EmploymentEvent::VisitorNamed { visitor, reason }])
}

fn correct(jobs: &Employments, employment: u32, facts: JobFacts, reason: &str, at: At<'_>) -> Decided {
    let job = running(jobs, employment)?;
    check(&facts, at)?;
    let reason = written("reason", reason)?.into();
    let followed = job.follow_up.as_ref().filter(|follow_up| follow_up.ended.is_none());
    if let Some(first) = followed.and_then(|follow_up| first_visit(follow_up, at))
        && first < facts.start
    {
        return Err(EmploymentRefusal::VisitsBefore { first });
    }
    let plan = followed.map(|_| Plan::of(&facts, at.rules));
    let (kind, was) = (facts.kind, job.facts.kind);
    let mut events = vec![EmploymentEvent::EmploymentCorrected { employment, facts, reason, plan }];
    if kind != was && !job.supports.is_empty() {
        let supports = at.rules.supports_of(kind);
        events.push(EmploymentEvent::SupportsFound { employment, supports });
    }
    Ok(events)
}

/// What somebody said of a support that they may draw (B4.2). Who declines it, or does not meet a
/// condition, says why.
fn note_support(
    jobs: &Employments,
    employment: u32,
    support: String,
    (state, note): (SupportState, &str),
) -> Decided {
    let job = running(jobs, employment)?;
    if !job.supports.contains_key(&support) {
        return Err(EmploymentRefusal::UnknownSupport { support });
    }
    let explained = matches!(state, SupportState::Declined | SupportState::NotMet);
    let note = if explained { written("note", note)? } else { short("note", note)? }.into();
    Ok(vec![EmploymentEvent::SupportNoted { employment, support, state, note }])
}

fn first_visit(follow_up: &FollowUp, at: At<'_>) -> Option<Date> {
    let reports = follow_up.visits.values().flat_map(crate::followup::Visit::reports);
    reports.map(|kept| at.day_of(kept.report.at)).min()
}

fn end(
    jobs: &Employments,
    employment: u32,
    on: Date,
    (reason, note): (EndReason, &str),
    at: At<'_>,
) -> Decided {
    let job = running(jobs, employment)?;
    if on < job.facts.start {
        return Err(EmploymentRefusal::EndsBeforeStart { start: job.facts.start });
    }
    if on > at.today() {
        return Err(EmploymentRefusal::InFuture);
    }
    let note = if reason == EndReason::Other { written("note", note)? } else { short("note", note)? };
    let followed = job.follow_up.as_ref().filter(|follow_up| follow_up.ended.is_none());
    let early = followed.is_some_and(|follow_up| on < follow_up.over_on);
    let elsewhere = jobs.open().any(|(number, _)| number != employment);
    let resumes = early && reason.leaves_jobless() && !elsewhere;
    let why = EndFacts { reason, note }.into();
    let mut events = vec![EmploymentEvent::EmploymentEnded { employment, on, why, resumes }];
    let how = match reason {
        EndReason::Died => Ending::Died,
        EndReason::Moved => Ending::Moved,
        _ if early => Ending::JobLost,
        _ => Ending::Lasted,
    };
    events.extend(followed.map(|follow_up| over(employment, follow_up, how, None)));
    Ok(events)
}

/// Ends it before its time where the person is not there any more; the job goes on.
fn end_follow_up(jobs: &Employments, employment: u32, how: Ending, reason: &str) -> Decided {
    let place = place(jobs, employment)?;
    if !matches!(how, Ending::Moved | Ending::Died) {
        return Err(EmploymentRefusal::EndsByItself);
    }
    if place.follow_up.ended.is_some() {
        return Err(EmploymentRefusal::FollowUpOver);
    }
    let reason = written("reason", reason)?;
    Ok(vec![over(employment, place.follow_up, how, Some(reason))])
}

fn over(employment: u32, follow_up: &FollowUp, how: Ending, note: Option<String>) -> EmploymentEvent {
    let fallen = follow_up.owed().iter().map(|visit| visit.planned.slot).collect();
    EmploymentEvent::FollowUpEnded { employment, how, fallen, note: note.map(Into::into) }
}

fn check(facts: &JobFacts, at: At<'_>) -> Result<(), EmploymentRefusal> {
    if facts.start > at.today() {
        return Err(EmploymentRefusal::NotBegun { start: facts.start });
    }
    if let Some(work) = facts.work.get() {
        short("work", work)?;
    }
    match facts.workplace.get() {
        Some(None) if facts.kind.has_employer() => Err(EmploymentRefusal::Missing { field: "employer" }),
        Some(Some(Workplace::Named(name))) => written("employer", name).map(|_| ()),
        _ => Ok(()),
    }
}

fn running(jobs: &Employments, employment: u32) -> Result<&Job, EmploymentRefusal> {
    let job = jobs.jobs.get(&employment).ok_or(EmploymentRefusal::NoSuchJob)?;
    match &job.ended {
        Some(end) => Err(EmploymentRefusal::JobEnded { on: end.on }),
        None => Ok(job),
    }
}

fn place(jobs: &Employments, employment: u32) -> Result<Place<'_>, EmploymentRefusal> {
    let job = jobs.jobs.get(&employment).ok_or(EmploymentRefusal::NoSuchJob)?;
    let follow_up = job.follow_up.as_ref().ok_or(EmploymentRefusal::NoFollowUp)?;
    Ok(Place { employment, job, follow_up })
}

pub(crate) fn next<T>(of: &BTreeMap<u32, T>) -> u32 {
    of.last_key_value().map_or(1, |(last, _)| last + 1)
}

/// A text that has to be there.
pub(crate) fn written(field: &'static str, text: &str) -> Result<String, EmploymentRefusal> {
    let text = short(field, text)?;
    if text.is_empty() { Err(EmploymentRefusal::Missing { field }) } else { Ok(text) }
}

/// A text that is not too long.
pub(crate) fn short(field: &'static str, text: &str) -> Result<String, EmploymentRefusal> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return Err(EmploymentRefusal::TooLong { field, longest: LONGEST });
    }
    Ok(text.to_owned())
}
