//! Jobs and their follow-up: which visits there are, what a report may say, and how it ends.

mod conflict;
mod end;
mod plan;
mod report;
mod risk;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use leye_domain::employment::{
    At, Contract, EmploymentAct, EmploymentEvent, EmploymentRefusal, Employments, JobFacts, JobKind,
    Workplace, decide,
};
use leye_domain::followup::{
    Answer, AnswerKind, Findings, FollowUp, FollowUpRules, Manner, Question, RiskFactor, Slot, Target,
    VisitReport,
};
use leye_domain::id::{PersonId, UserName, VisitKey};

/// The first day of work.
const START: Date = date(2026, 1, 31);

fn rules() -> FollowUpRules {
    let question = |code: &str, target, kind, account: &str| Question {
        code: code.to_owned(),
        target,
        kind,
        account: Some(account.to_owned()).filter(|account| !account.is_empty()),
    };
    let factor = |code: &str, weight, mediates, arises: &[(&str, bool)]| RiskFactor {
        code: code.to_owned(),
        weight,
        mediates,
        arises: arises.iter().map(|(question, yes)| ((*question).to_owned(), *yes)).collect(),
    };
    let months = [1, 3, 6];
    let slots = months.iter().flat_map(|month| Target::ALL.iter().map(|target| slot(*month, *target)));
    FollowUpRules {
        covers: 6,
        opens: 10,
        visits: slots.collect(),
        questions: vec![
            question("p-employed", Target::Person, AnswerKind::YesNo, "employed"),
            question("p-paid", Target::Person, AnswerKind::YesNo, "paid"),
            question("p-words", Target::Person, AnswerKind::Text, ""),
            question("f-employed", Target::Family, AnswerKind::YesNo, "employed"),
            question("e-employed", Target::Employer, AnswerKind::YesNo, "employed"),
            question("e-paid", Target::Employer, AnswerKind::YesNo, "paid"),
        ],
        risks: vec![
            factor("unpaid", 5, true, &[("p-paid", false), ("e-paid", false)]),
            factor("health", 3, false, &[]),
        ],
        policies: vec!["hiring".into()],
        needs: vec!["training".into()],
        supports: vec![
            ("insurance".into(), vec![JobKind::Employed, JobKind::Flexible]),
            ("post".into(), vec![JobKind::PublicWelfare]),
        ],
    }
}

fn slot(month: u16, target: Target) -> Slot {
    Slot { month, target }
}

fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0).to_zoned(zone()).expect("an instant").timestamp()
}

fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").expect("the zone")
}

fn facts(kind: JobKind, lives_alone: bool) -> JobFacts {
    let employer = kind.has_employer().then(|| Workplace::Named("松江紙品廠".to_owned()));
    JobFacts {
        kind,
        workplace: employer.into(),
        work: "packing".to_owned().into(),
        start: START,
        contract: Contract::Open.into(),
        insurance: BTreeSet::new().into(),
        pay: Some(250_000).into(),
        lives_alone: lives_alone.into(),
    }
}

fn user(name: &str) -> UserName {
    UserName::parse(name).expect("a name")
}

fn nobody() -> Employments {
    Employments::new(PersonId::new("230102", 7), "230102001001".parse().expect("a code"))
}

fn try_to(
    jobs: &Employments,
    on: Date,
    act: EmploymentAct,
) -> Result<Vec<EmploymentEvent>, EmploymentRefusal> {
    let (rules, zone) = (rules(), zone());
    let due = noon(on) + jiff::SignedDuration::from_hours(24);
    let (helper, colleagues) = (user("lin"), BTreeSet::from([user("lin"), user("zhou")]));
    let at = At {
        rules: &rules,
        now: noon(on),
        zone: &zone,
        helper: Some(&helper),
        colleagues: &colleagues,
        mediation_due: due,
        conflict_due: due,
    };
    decide(jobs, act, at)
}

/// Does it on a day; the jobs after it.
fn done(jobs: Employments, on: Date, act: EmploymentAct) -> Employments {
    let events = try_to(&jobs, on, act).expect("it may be done");
    after(jobs, on, &events)
}

fn after(jobs: Employments, on: Date, events: &[EmploymentEvent]) -> Employments {
    let mut done = events.iter().map(|event| (event, "somebody", noon(on)));
    done.try_fold(jobs, Employments::after).expect("they follow")
}

/// Somebody determined who works since [`START`].
fn working(kind: JobKind, lives_alone: bool) -> Employments {
    let facts = facts(kind, lives_alone);
    done(nobody(), START, EmploymentAct::Register { facts, determined: true })
}

fn employed() -> Employments {
    working(JobKind::Employed, false)
}

fn follow_up(jobs: &Employments) -> &FollowUp {
    jobs.jobs[&1].follow_up.as_ref().expect("it is followed")
}

/// A report in which everything is well.
fn well(key: &str, slot: Slot, on: Date) -> VisitReport {
    let rules = rules();
    let yes_no = rules.asked(slot.target).filter(|question| question.kind == AnswerKind::YesNo);
    let answers: BTreeMap<_, _> = yes_no.map(|question| (question.code.clone(), Answer::Yes)).collect();
    let findings = Findings { place: "gate".into(), answers, ..Findings::default() };
    VisitReport {
        key: VisitKey::parse(key).expect("an id"),
        slot,
        visitor: UserName::parse("clerk").expect("a name"),
        at: noon(on),
        manner: Manner::OnTheSpot,
        findings: findings.into(),
        policies: BTreeSet::new(),
        photos: Vec::new(),
        signature: None,
    }
}

fn saying(key: &str, slot: Slot, on: Date, question: &str, answer: Answer) -> VisitReport {
    let report = well(key, slot, on);
    let mut findings = report.findings.get().expect("not erased").clone();
    findings.answers.insert(question.to_owned(), answer);
    VisitReport { findings: findings.into(), ..report }
}

fn reporting(report: VisitReport) -> EmploymentAct {
    EmploymentAct::Report { employment: 1, report }
}

/// Every visit made on its due day, but for those of `without`.
fn visited(mut jobs: Employments, without: &[Slot]) -> Employments {
    let planned: Vec<_> = follow_up(&jobs).owed().iter().map(|visit| visit.planned).collect();
    for planned in planned.iter().filter(|planned| !without.contains(&planned.slot)) {
        let key = format!("visit-{}", planned.slot);
        jobs = done(jobs, planned.due, reporting(well(&key, planned.slot, planned.due)));
    }
    jobs
}
