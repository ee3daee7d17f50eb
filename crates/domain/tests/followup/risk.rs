//! Risks arise from answers, open a mediation with the employer, and go with it.

use jiff::civil::date;
use leye_domain::employment::EmploymentRefusal;
use leye_domain::followup::{Answer, MediationStep, Outcome, Owed, StepKind, Target};

use super::*;

const DUE: Date = date(2026, 2, 28);

fn unpaid() -> Employments {
    let report = saying("visit-000", slot(1, Target::Person), DUE, "p-paid", Answer::No);
    done(employed(), DUE, reporting(report))
}

fn by_hand(factor: &str) -> EmploymentAct {
    EmploymentAct::FindRisk { employment: 1, factor: factor.into(), note: "seen at the gate".into() }
}

fn settle(outcome: Outcome) -> EmploymentAct {
    EmploymentAct::SettleMediation { employment: 1, mediation: 1, outcome, note: "paid on 5 March".into() }
}

#[test]
fn an_answer_raises_a_risk_and_opens_a_mediation() {
    let jobs = unpaid();
    assert_eq!(follow_up(&jobs).risk(), 5);
    assert!(jobs.owed().iter().any(|owed| matches!(owed, Owed::Mediation { mediation: 1, .. })));
    // The employer says so too: it is known already.
    let again = saying("visit-001", slot(1, Target::Employer), DUE, "e-paid", Answer::No);
    let jobs = done(jobs, DUE, reporting(again));
    assert_eq!(follow_up(&jobs).open_risks().count(), 1);
    assert_eq!(try_to(&jobs, DUE, by_hand("unpaid")), Err(EmploymentRefusal::RiskKnown { risk: 1 }));
}

#[test]
fn weights_add_up_and_the_job_at_most_risk_is_known() {
    let jobs = done(unpaid(), DUE, by_hand("health"));
    assert_eq!(follow_up(&jobs).risk(), 8);
    assert_eq!(jobs.most_at_risk().map(|(number, job)| (number, job.risk())), Some((1, 8)));
    let unknown = try_to(&jobs, DUE, by_hand("weather"));
    assert_eq!(unknown, Err(EmploymentRefusal::UnknownFactor { factor: "weather".into() }));
}

#[test]
fn a_mediation_is_followed_to_its_end() {
    let step = |with: &str| EmploymentAct::StepMediation {
        employment: 1,
        mediation: 1,
        step: MediationStep {
            kind: StepKind::Contacted,
            with: with.to_owned().into(),
            note: "will pay".to_owned().into(),
        },
    };
    let jobs = unpaid();
    let early = EmploymentAct::CloseRisk { employment: 1, risk: 1, reason: "x".into() };
    assert_eq!(try_to(&jobs, DUE, early), Err(EmploymentRefusal::MediationOpen { mediation: 1 }));
    assert_eq!(try_to(&jobs, DUE, step(" ")), Err(EmploymentRefusal::Missing { field: "with" }));
    let jobs = done(jobs, DUE, step("Ms Lü"));
    assert_eq!(follow_up(&jobs).mediations[&1].steps.len(), 1);
    let jobs = done(jobs, DUE, settle(Outcome::PutRight));
    assert_eq!(follow_up(&jobs).risk(), 0, "what is put right is no risk");
    assert!(!jobs.owed().iter().any(|owed| matches!(owed, Owed::Mediation { .. })));
    assert_eq!(try_to(&jobs, DUE, settle(Outcome::Failed)), Err(EmploymentRefusal::NoSuchMediation));
}

#[test]
fn a_mediation_that_failed_leaves_the_risk() {
    let jobs = done(unpaid(), DUE, settle(Outcome::Failed));
    assert_eq!(follow_up(&jobs).risk(), 5);
    let close = EmploymentAct::CloseRisk { employment: 1, risk: 1, reason: "paid by court order".into() };
    let jobs = done(jobs, DUE, close.clone());
    assert_eq!(follow_up(&jobs).risk(), 0);
    assert_eq!(try_to(&jobs, DUE, close), Err(EmploymentRefusal::NoSuchRisk));
    // It can come back.
    let jobs = done(jobs, DUE, by_hand("unpaid"));
    assert_eq!(follow_up(&jobs).mediating(2), Some(2));
}

#[test]
fn who_works_for_oneself_has_nobody_to_settle_it_with() {
    let jobs = working(JobKind::SelfEmployed, false);
    let jobs = done(jobs, DUE, by_hand("unpaid"));
    assert_eq!((follow_up(&jobs).risk(), follow_up(&jobs).mediations.len()), (5, 0));
}
