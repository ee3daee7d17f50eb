//! Every planned visit appears once, is due the pack's months after the start, and none is
//! missing.

use jiff::ToSpan;
use jiff::civil::date;
use leye_domain::employment::{EmploymentAct, EmploymentRefusal, JobFacts, JobKind};
use leye_domain::followup::{Owed, Plan, Target, WhyNot, months_after};
use proptest::prelude::*;

use super::*;

#[test]
fn nine_visits_are_due_after_one_three_and_six_months() {
    let jobs = employed();
    let due: Vec<_> = follow_up(&jobs).owed().iter().map(|visit| visit.planned.due).collect();
    // 31 January: February ends on the 28th.
    let days = [date(2026, 2, 28), date(2026, 4, 30), date(2026, 7, 31)];
    assert_eq!(due, days.iter().flat_map(|day| [*day; 3]).collect::<Vec<_>>());
    assert_eq!(follow_up(&jobs).over_on, date(2026, 7, 31));
}

#[test]
fn who_has_no_employer_or_no_family_is_not_asked_for_them_and_the_file_says_so() {
    let check = |kind, alone, targets: usize, why: &[(Target, WhyNot)]| {
        let jobs = working(kind, alone);
        assert_eq!(follow_up(&jobs).owed().len(), targets * 3, "{kind:?}");
        assert_eq!(follow_up(&jobs).without.get().expect("a value"), why, "{kind:?}");
    };
    check(JobKind::Employed, false, 3, &[]);
    check(JobKind::PublicWelfare, true, 2, &[(Target::Family, WhyNot::LivesAlone)]);
    check(JobKind::SelfEmployed, false, 2, &[(Target::Employer, WhyNot::SelfEmployed)]);
    let both = [(Target::Family, WhyNot::LivesAlone), (Target::Employer, WhyNot::Flexible)];
    check(JobKind::Flexible, true, 1, &both);
}

#[test]
fn who_was_not_determined_is_not_followed() {
    let facts = facts(JobKind::Employed, false);
    let jobs = done(nobody(), START, EmploymentAct::Register { facts, determined: false });
    assert!(jobs.jobs[&1].follow_up.is_none());
    assert_eq!(jobs.owed(), []);
}

#[test]
fn a_job_that_has_lasted_already_is_not_followed() {
    let register = || EmploymentAct::Register { facts: facts(JobKind::Employed, false), determined: true };
    let day_before = done(nobody(), date(2026, 7, 30), register());
    assert!(day_before.jobs[&1].is_followed());
    let then = done(nobody(), date(2026, 7, 31), register());
    assert!(then.jobs[&1].follow_up.is_none());
}

#[test]
fn a_job_is_registered_once_and_when_it_has_begun() {
    let register = || EmploymentAct::Register { facts: facts(JobKind::Employed, false), determined: true };
    let before = try_to(&nobody(), date(2026, 1, 30), register());
    assert_eq!(before, Err(EmploymentRefusal::NotBegun { start: START }));
    let twice = try_to(&employed(), START, register());
    assert_eq!(twice, Err(EmploymentRefusal::SameJob { employment: 1 }));
    let nowhere = JobFacts { workplace: None.into(), ..facts(JobKind::Employed, false) };
    let act = EmploymentAct::Register { facts: nowhere, determined: true };
    assert_eq!(try_to(&nobody(), START, act), Err(EmploymentRefusal::Missing { field: "employer" }));
}

#[test]
fn a_correction_plans_anew_and_keeps_what_was_reported() {
    let first = slot(1, Target::Employer);
    let jobs = employed();
    let jobs = done(jobs, date(2026, 2, 28), reporting(well("visit-000", first, date(2026, 2, 28))));
    let start = date(2026, 2, 10);
    let corrected = JobFacts { start, ..facts(JobKind::SelfEmployed, false) };
    let act =
        EmploymentAct::Correct { employment: 1, facts: corrected.clone(), reason: "licence seen".into() };
    let jobs = done(jobs, date(2026, 3, 1), act);
    assert!(follow_up(&jobs).visits[&first].report.is_some(), "what was reported stays");
    let owed = follow_up(&jobs).owed();
    assert!(owed.iter().all(|visit| visit.target() != Target::Employer), "nobody is there to visit");
    assert_eq!(owed[0].planned.due, date(2026, 3, 10));
    // Back again: the visits are owed again.
    let back =
        EmploymentAct::Correct { employment: 1, facts: facts(JobKind::Employed, false), reason: "no".into() };
    let jobs = done(jobs, date(2026, 3, 2), back);
    assert_eq!(follow_up(&jobs).owed().len(), 8);
    let after_visit = JobFacts { start: date(2026, 3, 1), ..corrected };
    let act = EmploymentAct::Correct { employment: 1, facts: after_visit, reason: "x".into() };
    let refused = try_to(&jobs, date(2026, 3, 2), act);
    assert_eq!(refused, Err(EmploymentRefusal::VisitsBefore { first: date(2026, 2, 28) }));
}

fn any_job() -> impl Strategy<Value = JobFacts> {
    let kind = proptest::sample::select(JobKind::ALL.to_vec());
    (0_i64..20_000, kind, any::<bool>()).prop_map(|(days, kind, alone)| {
        let start = date(2010, 10, 1).saturating_add(days.days());
        JobFacts { start, ..facts(kind, alone) }
    })
}

proptest! {
    #[test]
    fn every_visit_appears_once_on_its_day_and_none_is_missing(job in any_job()) {
        let rules = rules();
        let start = job.start;
        let register = EmploymentAct::Register { facts: job.clone(), determined: true };
        let jobs = done(nobody(), start, register);
        let owed: Vec<_> = jobs.owed().into_iter().filter_map(|owed| match owed {
            Owed::Visit { slot, due, .. } => Some((slot, due)),
            _ => None,
        }).collect();
        let mut expected = Vec::new();
        for slot in &rules.visits {
            let there = match slot.target {
                Target::Person => true,
                Target::Family => !*job.lives_alone.get().expect("a value"),
                Target::Employer => matches!(job.kind, JobKind::Employed | JobKind::PublicWelfare),
            };
            if there {
                // The same day of the month, or the last one of a shorter month; counted here by
                // year and month, not by the arithmetic that is tested.
                let months = i32::from(start.year()) * 12 + i32::from(start.month()) - 1 + i32::from(slot.month);
                let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
                let first = date(i16::try_from(year).expect("a value"), i8::try_from(month).expect("a value"), 1);
                let due = first.with().day(start.day().min(first.days_in_month())).build().expect("a value");
                expected.push((*slot, due));
            }
        }
        let mut sorted = owed.clone();
        sorted.sort();
        expected.sort();
        prop_assert_eq!(&sorted, &expected);
        let plan = Plan::of(&job, &rules);
        prop_assert_eq!(plan.over_on, months_after(start, 6));
        prop_assert!(plan.visits.iter().all(|one| start <= one.opens && one.opens <= one.due));
    }
}
