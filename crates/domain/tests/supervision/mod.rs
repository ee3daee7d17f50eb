//! Supervision of the follow-up: problems, campaigns, flags and the daily check.

mod campaign;
mod check;
mod draw;
mod guidance;
mod inspection;
mod problem;
mod spot_check;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, date, time};
use jiff::tz::TimeZone;
use leye_domain::agency::AgencyCode;
use leye_domain::employment::{Contract, EmploymentEvent, Employments, JobFacts, JobKind};
use leye_domain::followup::{
    Answer, Ending, Findings, Manner, Plan, Planned, RiskFacts, RiskOrigin, Slot, Target, VisitReport,
};
use leye_domain::id::{PersonId, UserName, VisitKey};
use leye_domain::staff::{Role, Staff};
use leye_domain::supervision::FlagRules;

const STATION: &str = "230102001001";
const OFFICE: &str = "230102001000";
const BUREAU: &str = "230102000000";
const START: Date = date(2026, 1, 31);
const SLOT: Slot = Slot { month: 1, target: Target::Person };

fn code(text: &str) -> AgencyCode {
    text.parse().expect("as it is written here")
}

fn staff(user: &str, role: Role, agency: &str) -> Staff {
    let user = UserName::parse(user).expect("as it is written here");
    Staff { name: user.to_string(), user, role, agency: code(agency), identity: None }
}

fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").expect("as it is written here")
}

fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
    day.at(hour, minute, 0, 0).to_zoned(zone()).expect("as it is written here").timestamp()
}

fn flag_rules() -> FlagRules {
    FlagRules { between_minutes: 30, alike: 12, from: time(8, 0, 0, 0), to: time(18, 0, 0, 0) }
}

fn facts() -> JobFacts {
    JobFacts {
        kind: JobKind::Flexible,
        workplace: None.into(),
        work: "packing".to_owned().into(),
        start: START,
        contract: Contract::Open.into(),
        insurance: BTreeSet::new().into(),
        pay: Some(250_000).into(),
        lives_alone: true.into(),
    }
}

/// Somebody at a station with one visit, due on a day.
fn followed(number: u64, station: &str, due: Date) -> Employments {
    let person = PersonId::new("230102", number);
    let registered = EmploymentEvent::EmploymentRegistered {
        person: person.clone(),
        station: code(station),
        employment: 1,
        facts: facts(),
        on: START,
        follows: true,
    };
    let visits = vec![Planned { slot: SLOT, opens: START, due }];
    let plan = Plan { visits, without: Vec::new().into(), over_on: date(2026, 7, 31) };
    let opened = EmploymentEvent::FollowUpOpened { employment: 1, plan };
    let jobs = Employments::new(person, code(station));
    then(then(jobs, &registered, at(START, 12, 0)), &opened, at(START, 12, 0))
}

fn then(jobs: Employments, event: &EmploymentEvent, when: Timestamp) -> Employments {
    jobs.after((event, "li.na", when)).expect("it follows")
}

fn report(visitor: &str, when: Timestamp) -> VisitReport {
    VisitReport {
        key: VisitKey::parse(&format!("{}-{}", visitor.replace('.', "-"), when.as_second()))
            .expect("as it is written here"),
        slot: SLOT,
        visitor: UserName::parse(visitor).expect("as it is written here"),
        at: when,
        manner: Manner::OnTheSpot,
        findings: Findings { place: format!("place of {when}"), ..Findings::default() }.into(),
        policies: BTreeSet::new(),
        photos: Vec::new(),
        signature: None,
    }
}

/// With a report that comes in at the time of the visit.
fn visited(jobs: Employments, report: VisitReport) -> Employments {
    let when = report.at;
    then(jobs, &EmploymentEvent::VisitReported { employment: 1, report, late: None }, when)
}

fn with(report: VisitReport, change: impl FnOnce(&mut Findings)) -> VisitReport {
    let mut findings = report.findings.get().cloned().expect("as it is written here");
    change(&mut findings);
    VisitReport { findings: findings.into(), ..report }
}

fn at_risk(jobs: Employments, on: Date) -> Employments {
    let facts = RiskFacts { factor: "unpaid".into(), note: String::new() }.into();
    let event =
        EmploymentEvent::RiskFound { employment: 1, risk: 1, facts, weight: 5, origin: RiskOrigin::ByHand };
    then(jobs, &event, at(on, 12, 0))
}

fn ended(jobs: Employments, on: Date) -> Employments {
    let fallen = vec![SLOT];
    let event = EmploymentEvent::FollowUpEnded { employment: 1, how: Ending::Moved, fallen, note: None };
    then(jobs, &event, at(on, 12, 0))
}

fn words(question: &str, text: &str) -> BTreeMap<String, Answer> {
    BTreeMap::from([(question.to_owned(), Answer::Text(text.to_owned()))])
}
