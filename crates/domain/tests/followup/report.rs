//! What a report may say, and that the same one is kept once.

use jiff::SignedDuration;
use jiff::civil::date;
use leye_domain::employment::{EmploymentEvent, EmploymentRefusal};
use leye_domain::followup::{Account, Answer, LateToFile, Target, VisitReport};

use super::*;

const DUE: Date = date(2026, 2, 28);

fn first() -> Slot {
    slot(1, Target::Person)
}

fn refused(report: VisitReport, on: Date) -> EmploymentRefusal {
    try_to(&employed(), on, reporting(report)).expect_err("it cannot be kept")
}

#[test]
fn the_same_report_twice_is_one_visit() {
    let report = well("visit-000", first(), DUE);
    let jobs = done(employed(), DUE, reporting(report.clone()));
    assert_eq!(try_to(&jobs, DUE, reporting(report.clone())), Ok(Vec::new()), "delivered twice");
    let other_id = VisitReport { key: VisitKey::parse("visit-111").unwrap(), ..report.clone() };
    assert_eq!(try_to(&jobs, DUE, reporting(other_id)), Ok(Vec::new()), "the same by two devices");
    // Long after, when the rules have changed and the job has ended, the answer is the same.
    let act = EmploymentAct::End {
        employment: 1,
        on: date(2026, 3, 1),
        reason: leye_domain::employment::EndReason::Resigned,
        note: String::new(),
    };
    let jobs = done(jobs, date(2026, 3, 1), act);
    assert_eq!(try_to(&jobs, date(2027, 1, 1), reporting(report)), Ok(Vec::new()));
}

#[test]
fn an_id_stands_for_one_report() {
    let jobs = done(employed(), DUE, reporting(well("visit-000", first(), DUE)));
    let other = saying("visit-000", first(), DUE, "p-paid", Answer::No);
    assert_eq!(try_to(&jobs, DUE, reporting(other)), Err(EmploymentRefusal::KeyUsed));
    let elsewhere = well("visit-000", slot(1, Target::Family), DUE);
    assert_eq!(try_to(&jobs, DUE, reporting(elsewhere)), Err(EmploymentRefusal::KeyUsed));
}

#[test]
fn a_visit_lies_in_its_time() {
    let tomorrow = well("visit-000", first(), date(2026, 3, 1));
    assert_eq!(refused(tomorrow.clone(), DUE), EmploymentRefusal::VisitInFuture { at: tomorrow.at });
    let ahead = |minutes| VisitReport {
        at: noon(DUE) + SignedDuration::from_mins(minutes),
        ..well("visit-000", first(), DUE)
    };
    assert!(try_to(&employed(), DUE, reporting(ahead(10))).is_ok(), "the clock goes a little ahead");
    assert!(try_to(&employed(), DUE, reporting(ahead(11))).is_err());
    let (day, start) = (date(2026, 1, 30), START);
    assert_eq!(
        refused(well("visit-000", first(), day), DUE),
        EmploymentRefusal::VisitBeforeStart { day, start }
    );
    let (day, opens) = (date(2026, 2, 17), date(2026, 2, 18));
    assert_eq!(
        refused(well("visit-000", first(), day), DUE),
        EmploymentRefusal::VisitTooEarly { day, opens }
    );
    assert!(try_to(&employed(), opens, reporting(well("visit-000", first(), opens))).is_ok());
}

#[test]
fn only_what_was_planned_is_visited() {
    let slot = slot(2, Target::Person);
    assert_eq!(refused(well("visit-000", slot, DUE), DUE), EmploymentRefusal::NotPlanned { slot });
}

#[test]
fn every_fault_of_the_answers_is_told_at_once() {
    let mut report = well("visit-000", first(), DUE);
    let answers = BTreeMap::from([
        ("p-employed".to_owned(), Answer::Text("yes".into())),
        ("p-words".to_owned(), Answer::Text("字".repeat(501))),
        ("e-paid".to_owned(), Answer::No),
    ]);
    report.findings = Findings { answers, ..report.findings.get().unwrap().clone() }.into();
    let EmploymentRefusal::Answers { faults } = refused(report, DUE) else { panic!("other refusal") };
    let found: Vec<_> = faults.iter().map(|fault| (fault.question.as_str(), fault.fault)).collect();
    let expected = [
        ("p-employed", "wrong-kind"),
        ("p-paid", "missing"),
        ("p-words", "text-too-long"),
        ("e-paid", "unknown-question"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn who_was_there_says_where() {
    let mut report = well("visit-000", first(), DUE);
    report.findings = Findings { place: " ".into(), ..report.findings.get().unwrap().clone() }.into();
    assert_eq!(refused(report.clone(), DUE), EmploymentRefusal::Missing { field: "place" });
    report.manner = Manner::Telephone;
    assert!(try_to(&employed(), DUE, reporting(report)).is_ok());
}

#[test]
fn a_report_that_comes_after_the_job_is_kept_and_marked() {
    let end = EmploymentAct::End {
        employment: 1,
        on: date(2026, 3, 1),
        reason: leye_domain::employment::EndReason::Dismissed,
        note: String::new(),
    };
    let jobs = done(employed(), date(2026, 3, 1), end);
    let report = saying("visit-000", first(), DUE, "p-paid", Answer::No);
    let events = try_to(&jobs, date(2026, 3, 5), reporting(report)).unwrap();
    assert!(
        matches!(&events[..], [EmploymentEvent::VisitReported { late: Some(LateToFile::JobEnded), .. }]),
        "kept, and no risk of a job that is over: {events:?}"
    );
    let jobs = after(jobs, date(2026, 3, 5), &events);
    assert!(follow_up(&jobs).visits[&first()].report.is_some());
}

#[test]
fn accounts_that_contradict_each_other_are_found() {
    let jobs = done(employed(), DUE, reporting(well("visit-000", first(), DUE)));
    let family = saying("visit-001", slot(1, Target::Family), DUE, "f-employed", Answer::Unknown);
    let jobs = done(jobs, DUE, reporting(family));
    assert_eq!(follow_up(&jobs).contradictions(&rules()), [], "who does not know contradicts nobody");
    let employer = saying("visit-002", slot(1, Target::Employer), DUE, "e-employed", Answer::No);
    let jobs = done(jobs, DUE, reporting(employer));
    let said = BTreeMap::from([
        (Target::Person, Answer::Yes),
        (Target::Family, Answer::Unknown),
        (Target::Employer, Answer::No),
    ]);
    let expected = Account { month: 1, about: "employed".into(), said };
    assert_eq!(follow_up(&jobs).contradictions(&rules()), [expected]);
    // Of another month nothing is compared.
    let later = date(2026, 4, 30);
    let jobs = done(
        jobs,
        later,
        reporting(saying("visit-003", slot(3, Target::Employer), later, "e-paid", Answer::No)),
    );
    assert_eq!(follow_up(&jobs).contradictions(&rules()).len(), 1);
}
