//! How a follow-up ends: by lasting, or with the job.

use jiff::civil::date;
use leye_domain::employment::{EmploymentEvent, EmploymentRefusal, EndReason, JobFacts, ended_by_time};
use leye_domain::followup::{Ending, Fallen, Owed, Target};

use super::*;

/// The day on which six months of work are over.
const OVER: Date = date(2026, 7, 31);

fn ends(employment: u32, on: Date, reason: EndReason) -> EmploymentAct {
    EmploymentAct::End { employment, on, reason, note: "as told".into() }
}

fn ending(jobs: &Employments) -> Option<Ending> {
    follow_up(jobs).ended.map(|(how, _)| how)
}

fn resumes(jobs: &Employments) -> bool {
    jobs.jobs[&1].ended.as_ref().expect("it ended").resumes
}

#[test]
fn it_ends_with_the_last_visit_once_six_months_are_over() {
    let jobs = visited(employed(), &[]);
    assert_eq!(ending(&jobs), Some(Ending::Lasted));
    assert_eq!(jobs.owed(), []);
    assert!(jobs.jobs[&1].ended.is_none(), "the job goes on");
}

#[test]
fn visits_that_are_made_early_do_not_end_it_before_its_time() {
    let last = slot(6, Target::Employer);
    let early = date(2026, 7, 25);
    let rest = [slot(6, Target::Person), slot(6, Target::Family), last];
    let mut jobs = visited(employed(), &rest);
    for (number, slot) in rest.iter().enumerate() {
        jobs = done(jobs, early, reporting(well(&format!("early-{number:03}"), *slot, early)));
    }
    assert_eq!(ending(&jobs), None);
    assert_eq!(jobs.owed(), [Owed::End { employment: 1, on: OVER }]);
    assert_eq!(ended_by_time(&jobs, date(2026, 7, 30)), []);
    let events = ended_by_time(&jobs, OVER);
    let jobs = after(jobs, OVER, &events);
    assert_eq!(ending(&jobs), Some(Ending::Lasted));
    assert_eq!(ended_by_time(&jobs, OVER), [], "once");
}

#[test]
fn a_late_visit_stays_owed_after_six_months() {
    let missed = slot(3, Target::Family);
    let jobs = visited(employed(), &[missed]);
    assert_eq!(ending(&jobs), None);
    let later = date(2026, 11, 1);
    assert_eq!(ended_by_time(&jobs, later), []);
    assert_eq!(jobs.owed(), [Owed::Visit { employment: 1, slot: missed, due: date(2026, 4, 30) }]);
    let jobs = done(jobs, later, reporting(well("late-0000", missed, later)));
    assert_eq!(ending(&jobs), Some(Ending::Lasted));
}

#[test]
fn a_job_that_is_lost_before_six_months_resumes_assistance() {
    let jobs = done(employed(), OVER, ends(1, date(2026, 7, 30), EndReason::Dismissed));
    assert!(resumes(&jobs));
    assert_eq!(ending(&jobs), Some(Ending::JobLost));
    let visit = &follow_up(&jobs).visits[&slot(1, Target::Person)];
    assert_eq!(visit.fallen, Some(Fallen::Ended(Ending::JobLost)));
    assert_eq!(jobs.owed(), [], "the remaining visits fall away");
    let on_the_day = done(employed(), OVER, ends(1, OVER, EndReason::Dismissed));
    assert!(!resumes(&on_the_day), "it lasted");
    assert_eq!(ending(&on_the_day), Some(Ending::Lasted));
}

#[test]
fn who_retires_moves_or_dies_is_not_assisted_again() {
    let day = date(2026, 3, 1);
    for (reason, how) in [
        (EndReason::Retired, Ending::JobLost),
        (EndReason::Moved, Ending::Moved),
        (EndReason::Died, Ending::Died),
    ] {
        let jobs = done(employed(), day, ends(1, day, reason));
        assert_eq!((resumes(&jobs), ending(&jobs)), (false, Some(how)), "{reason:?}");
    }
}

#[test]
fn who_has_another_job_is_not_out_of_work() {
    let day = date(2026, 3, 1);
    let second = JobFacts { start: day, ..facts(JobKind::Flexible, false) };
    let jobs = done(employed(), day, EmploymentAct::Register { facts: second, determined: true });
    let jobs = done(jobs, day, ends(1, day, EndReason::Resigned));
    assert!(!resumes(&jobs));
    let jobs = done(jobs, day, ends(2, day, EndReason::Resigned));
    assert!(jobs.jobs[&2].ended.as_ref().unwrap().resumes);
}

#[test]
fn a_job_ends_once_after_it_began_and_not_in_the_future() {
    let day = date(2026, 3, 1);
    let before = try_to(&employed(), day, ends(1, date(2026, 1, 30), EndReason::Resigned));
    assert_eq!(before, Err(EmploymentRefusal::EndsBeforeStart { start: START }));
    let future = try_to(&employed(), day, ends(1, date(2026, 3, 2), EndReason::Resigned));
    assert_eq!(future, Err(EmploymentRefusal::InFuture));
    let jobs = done(employed(), day, ends(1, day, EndReason::Resigned));
    assert_eq!(
        try_to(&jobs, day, ends(1, day, EndReason::Resigned)),
        Err(EmploymentRefusal::JobEnded { on: day })
    );
    assert_eq!(try_to(&jobs, day, ends(2, day, EndReason::Resigned)), Err(EmploymentRefusal::NoSuchJob));
    let other = EmploymentAct::End { employment: 1, on: day, reason: EndReason::Other, note: " ".into() };
    assert_eq!(try_to(&employed(), day, other), Err(EmploymentRefusal::Missing { field: "note" }));
}

#[test]
fn a_person_who_is_gone_is_not_followed_any_more() {
    let day = date(2026, 3, 1);
    let gone = |how| EmploymentAct::EndFollowUp { employment: 1, how, reason: "to Daqing".into() };
    assert_eq!(try_to(&employed(), day, gone(Ending::Lasted)), Err(EmploymentRefusal::EndsByItself));
    let jobs = done(employed(), day, gone(Ending::Moved));
    assert_eq!((ending(&jobs), jobs.owed()), (Some(Ending::Moved), Vec::new()));
    assert_eq!(try_to(&jobs, day, gone(Ending::Moved)), Err(EmploymentRefusal::FollowUpOver));
}

#[test]
fn the_events_make_the_same_file_again() {
    let register = EmploymentAct::Register { facts: facts(JobKind::Employed, false), determined: true };
    let mut jobs = nobody();
    let mut all: Vec<(EmploymentEvent, Timestamp)> = Vec::new();
    let acts = [
        (START, register),
        (date(2026, 2, 28), reporting(well("visit-000", slot(1, Target::Person), date(2026, 2, 28)))),
        (date(2026, 3, 1), ends(1, date(2026, 3, 1), EndReason::Closed)),
    ];
    for (day, act) in acts {
        let events = try_to(&jobs, day, act).unwrap();
        jobs = after(jobs, day, &events);
        all.extend(events.into_iter().map(|event| (event, noon(day))));
    }
    let again = Employments::fold(all.iter().map(|(event, at)| (event, "somebody", *at)));
    assert_eq!(again, Some(jobs));
    let kinds = all.iter().map(|(event, _)| serde_json::to_value(event).unwrap()["kind"].clone());
    assert!(kinds.into_iter().all(|kind| EmploymentEvent::KINDS.contains(&kind.as_str().unwrap())));
}
