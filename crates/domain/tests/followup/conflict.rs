//! Two devices report the same visit: both are kept until a person has looked.

use jiff::civil::date;
use leye_domain::employment::EmploymentRefusal;
use leye_domain::followup::{Answer, Outcome, Owed, Target};

use super::*;

const DUE: Date = date(2026, 2, 28);

fn first() -> Slot {
    slot(1, Target::Person)
}

fn conflicting() -> Employments {
    let jobs = done(employed(), DUE, reporting(well("visit-000", first(), DUE)));
    done(jobs, DUE, reporting(saying("visit-111", first(), DUE, "p-paid", Answer::No)))
}

fn settle(holds: &str, reason: &str) -> EmploymentAct {
    let holds = VisitKey::parse(holds).expect("an id");
    EmploymentAct::SettleConflict { employment: 1, slot: first(), holds, reason: reason.into() }
}

#[test]
fn the_second_report_is_kept_beside_the_first() {
    let jobs = conflicting();
    let visit = &follow_up(&jobs).visits[&first()];
    assert_eq!(visit.report.as_ref().unwrap().report.key.as_str(), "visit-000", "never overwritten");
    assert_eq!(visit.conflict.as_ref().unwrap().1[0].report.key.as_str(), "visit-111");
    assert!(jobs.owed().iter().any(|owed| matches!(owed, Owed::Conflict { .. })));
    assert_eq!(follow_up(&jobs).risk(), 0, "what may not hold raises no risk");
    let again = try_to(&jobs, DUE, reporting(saying("visit-111", first(), DUE, "p-paid", Answer::No)));
    assert_eq!(again, Ok(Vec::new()), "delivered twice");
}

#[test]
fn a_person_says_which_holds() {
    let jobs = done(conflicting(), DUE, settle("visit-111", "asked again"));
    let visit = &follow_up(&jobs).visits[&first()];
    assert_eq!(visit.report.as_ref().unwrap().report.key.as_str(), "visit-111");
    assert_eq!(visit.set_aside[0].0.report.key.as_str(), "visit-000", "nothing is lost");
    assert!(!jobs.owed().iter().any(|owed| matches!(owed, Owed::Conflict { .. })));
    assert_eq!(follow_up(&jobs).risk(), 5, "what it says counts now");
    assert_eq!(try_to(&jobs, DUE, settle("visit-000", "x")), Err(EmploymentRefusal::NoConflict));
}

#[test]
fn what_was_settled_since_does_not_come_again_with_the_report_that_held() {
    let jobs = done(employed(), DUE, reporting(saying("visit-000", first(), DUE, "p-paid", Answer::No)));
    let outcome = Outcome::PutRight;
    let note = "paid on 5 March".to_owned();
    let put_right = EmploymentAct::SettleMediation { employment: 1, mediation: 1, outcome, note };
    let jobs = done(jobs, DUE, put_right);
    let jobs = done(jobs, DUE, reporting(well("visit-111", first(), DUE)));
    let jobs = done(jobs, DUE, settle("visit-000", "asked again"));
    assert_eq!(follow_up(&jobs).risk(), 0, "the pay was given meanwhile");
    assert!(!jobs.owed().iter().any(|owed| matches!(owed, Owed::Mediation { .. })));
}

#[test]
fn one_of_those_that_wait_is_chosen_with_a_reason() {
    let jobs = conflicting();
    assert_eq!(try_to(&jobs, DUE, settle("visit-999", "x")), Err(EmploymentRefusal::NoSuchReport));
    assert_eq!(
        try_to(&jobs, DUE, settle("visit-000", " ")),
        Err(EmploymentRefusal::Missing { field: "reason" })
    );
}
