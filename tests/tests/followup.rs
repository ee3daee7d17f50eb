//! Somebody determined finds work: the visits are owed, made, and over after six months; a job
//! that is lost first brings assistance back; and what a device delivers twice is one visit.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use leye_app::AppError;
use leye_app::employment::{WorkDone, WorkRequest};
use leye_app::followup::{Delivered, Delivery, OwedFilter, OwedKind, OwedRow, OwedTime, RankFilter};
use leye_app::import::Kind;
use leye_domain::employment::{
    Contract, EmploymentAct, EmploymentRefusal, EndReason, Job, JobFacts, JobKind, SupportState, Workplace,
};
use leye_domain::followup::{
    Answer, AnswerKind, Ending, Findings, FollowUp, Manner, Outcome, Slot, Target, VisitReport,
};
use leye_domain::id::{PersonId, UserName, VisitKey};
use leye_domain::staff::{Role, Staff};

use crate::acts::PLAIN;
use crate::cast::{BUREAU, NEXT_STATION, STATION, auditor, clerk, inspector, number, staff};
use crate::house::{House, instant};

const MONDAY: Date = date(2026, 3, 2);
/// Six months after it.
const OVER: Date = date(2026, 9, 2);
const EMPLOYER: &str = "松江紙品廠";

/// A job that begins on a day.
pub fn facts(start: Date) -> JobFacts {
    JobFacts {
        kind: JobKind::Employed,
        workplace: Some(Workplace::Named(EMPLOYER.to_owned())).into(),
        work: "packing".to_owned().into(),
        start,
        contract: Contract::Open.into(),
        insurance: std::collections::BTreeSet::new().into(),
        pay: Some(250_000).into(),
        lives_alone: false.into(),
    }
}

/// Somebody whose determination was taken over.
async fn determined(house: &House) -> PersonId {
    let text = format!("姓名,身份证号,退休类别,认定类别,认定日期\n试验人,{},男,C1.1,2025-05-20\n", number(1));
    house.imports(Kind::People, STATION, &text).await;
    let found = house.app.find_people(&clerk(), &number(1)).await.expect("a list");
    found.first().expect("the person").id.clone()
}

/// Does something about the jobs of a person.
pub async fn does(
    house: &House,
    by: &Staff,
    person: &PersonId,
    act: EmploymentAct,
) -> Result<WorkDone, AppError> {
    let request = WorkRequest { person: person.clone(), act, seen: None, key: None };
    house.app.change_work(by, request).await
}

/// The same person, at work since Monday.
async fn working(house: &House) -> PersonId {
    let person = determined(house).await;
    let act = EmploymentAct::Register { facts: facts(MONDAY), determined: false };
    does(house, &clerk(), &person, act).await.expect("registered");
    person
}

async fn owed(house: &House, by: &Staff, kind: OwedKind, time: OwedTime) -> Vec<OwedRow> {
    let filter = OwedFilter { kind, time, ..OwedFilter::default() };
    house.app.follow_ups_owed(by, &filter).await.expect("a list").items
}

async fn visits(house: &House) -> usize {
    owed(house, &clerk(), OwedKind::Visit, OwedTime::Any).await.len()
}

async fn job(house: &House, person: &PersonId) -> Job {
    house.app.work_file(&clerk(), person).await.expect("their own").jobs.jobs[&1].clone()
}

async fn follow_up(house: &House, person: &PersonId) -> FollowUp {
    job(house, person).await.follow_up.expect("it is followed")
}

/// A report of a visit now, in which all is well but for one answer.
fn report(house: &House, key: &str, slot: Slot, other: Option<(&str, Answer)>) -> VisitReport {
    let rules = house.app.follow_up_rules().expect("rules");
    let asked = rules.asked(slot.target).filter(|question| question.kind == AnswerKind::YesNo);
    // What brings no risk: for each question the answer from which none arises.
    let risky = |code: &str, yes: bool| {
        rules.risks.iter().any(|risk| risk.arises.iter().any(|(one, is)| one == code && *is == yes))
    };
    let good = |code: &str| if risky(code, true) { Answer::No } else { Answer::Yes };
    let mut answers: BTreeMap<_, _> =
        asked.map(|question| (question.code.clone(), good(&question.code))).collect();
    answers.extend(other.map(|(code, answer)| (code.to_owned(), answer)));
    let findings = Findings { place: "at the gate".into(), answers, ..Findings::default() };
    VisitReport {
        key: VisitKey::parse(key).expect("an id"),
        slot,
        visitor: UserName::parse("clerk").expect("a name"),
        at: house.app.now(),
        manner: Manner::OnTheSpot,
        findings: findings.into(),
        policies: std::iter::once("hiring".to_owned()).collect(),
        photos: Vec::new(),
        signature: None,
    }
}

async fn deliver(house: &House, person: &PersonId, report: VisitReport) -> Result<Delivered, AppError> {
    let delivery = Delivery { person: person.clone(), employment: 1, report };
    house.app.deliver_visit(&clerk(), delivery).await
}

const fn slot(month: u16, target: Target) -> Slot {
    Slot { month, target }
}

/// Moves to a month's due day and makes its three visits.
async fn month(house: &House, person: &PersonId, month: u16, day: Date) {
    house.until(day, 10, 0).await;
    for target in Target::ALL {
        let slot = slot(month, *target);
        let report = report(house, &format!("visit-{slot}"), slot, None);
        assert_eq!(deliver(house, person, report).await.expect("kept"), Delivered::Kept, "{slot}");
    }
}

#[tokio::test]
async fn nine_visits_are_owed_and_made_and_the_follow_up_is_over_after_six_months() {
    let house = House::at(MONDAY, 10).await;
    let person = working(&house).await;
    assert_eq!(visits(&house).await, 9);
    assert_eq!(owed(&house, &clerk(), OwedKind::Visit, OwedTime::Week).await.len(), 0);
    house.is_sound().await;
    month(&house, &person, 1, date(2026, 4, 2)).await;
    month(&house, &person, 3, date(2026, 6, 2)).await;
    // The last month is visited some days early: it ends by itself when the time is over.
    month(&house, &person, 6, date(2026, 8, 28)).await;
    assert_eq!((visits(&house).await, follow_up(&house, &person).await.ended), (0, None));
    house.is_sound().await;
    house.until(OVER, 0, 1).await;
    let ended = follow_up(&house, &person).await.ended.expect("it is over");
    assert_eq!(ended.0, Ending::Lasted);
    assert!(job(&house, &person).await.ended.is_none(), "the job goes on");
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
}

#[tokio::test]
async fn a_visit_that_was_not_made_is_late_and_stays_owed() {
    let house = House::at(MONDAY, 10).await;
    let person = working(&house).await;
    house.until(date(2026, 4, 2), 23, 0).await;
    assert_eq!(owed(&house, &clerk(), OwedKind::Visit, OwedTime::Late).await.len(), 0, "until midnight");
    assert_eq!(owed(&house, &clerk(), OwedKind::Visit, OwedTime::Week).await.len(), 3);
    house.until(date(2026, 4, 3), 0, 0).await;
    assert_eq!(owed(&house, &clerk(), OwedKind::Visit, OwedTime::Late).await.len(), 3);
    house.until(date(2027, 1, 4), 10, 0).await;
    assert_eq!(visits(&house).await, 9, "also when six months are long over");
    for planned in follow_up(&house, &person).await.owed() {
        let slot = planned.planned.slot;
        deliver(&house, &person, report(&house, &format!("late-{slot}"), slot, None)).await.expect("kept");
    }
    assert!(follow_up(&house, &person).await.ended.is_some(), "with the last of them it ends");
    house.is_sound().await;
}

#[tokio::test]
async fn a_job_that_is_lost_in_month_four_ends_the_follow_up_and_resumes_assistance() {
    let house = House::at(MONDAY, 10).await;
    let person = working(&house).await;
    month(&house, &person, 1, date(2026, 4, 2)).await;
    house.until(date(2026, 7, 6), 10, 0).await;
    let (on, note) = (date(2026, 7, 3), String::new());
    let act = EmploymentAct::End { employment: 1, on, reason: EndReason::Dismissed, note };
    does(&house, &clerk(), &person, act).await.expect("ended");
    assert!(job(&house, &person).await.ended.expect("it ended").resumes);
    assert_eq!(follow_up(&house, &person).await.ended.map(|(how, _)| how), Some(Ending::JobLost));
    assert_eq!(visits(&house).await, 0, "the remaining visits fall away");
    // A report that a device still had is kept.
    let late = report(&house, "in-the-field", slot(3, Target::Family), None);
    assert!(matches!(deliver(&house, &person, late).await, Ok(Delivered::KeptLate(_))));
    house.is_sound().await;
}

#[tokio::test]
async fn what_is_delivered_twice_is_one_visit_and_what_differs_is_kept_beside_it() {
    let house = House::at(MONDAY, 10).await;
    let person = working(&house).await;
    house.until(date(2026, 4, 1), 10, 0).await;
    let place = slot(1, Target::Person);
    let first = report(&house, "device-one", place, None);
    let second = report(&house, "device-two", place, Some(("person_paid", Answer::No)));
    for _ in 0..2 {
        assert_eq!(deliver(&house, &person, first.clone()).await.expect("kept"), Delivered::Kept);
    }
    for _ in 0..2 {
        assert_eq!(deliver(&house, &person, second.clone()).await.expect("kept"), Delivered::Conflict);
    }
    assert_eq!(
        deliver(&house, &person, first.clone()).await.expect("kept"),
        Delivered::Kept,
        "the same answer"
    );
    assert_eq!(owed(&house, &clerk(), OwedKind::Conflict, OwedTime::Any).await.len(), 1);
    assert_eq!(visits(&house).await, 8);
    let holds = second.key.clone();
    let act =
        EmploymentAct::SettleConflict { employment: 1, slot: place, holds, reason: "asked again".into() };
    does(&house, &clerk(), &person, act).await.expect("settled");
    assert_eq!(owed(&house, &clerk(), OwedKind::Conflict, OwedTime::Any).await.len(), 0);
    assert_eq!(
        deliver(&house, &person, second).await.expect("kept"),
        Delivered::Conflict,
        "as it was answered"
    );
    let visit = follow_up(&house, &person).await.visits[&place].clone();
    assert_eq!(
        (visit.report.expect("one holds").report.key.as_str(), visit.set_aside.len()),
        ("device-two", 1)
    );
    let future = VisitReport {
        at: instant(date(2026, 4, 2), 10, 0),
        ..report(&house, "wrong-clock", slot(1, Target::Family), None)
    };
    let refused = deliver(&house, &person, future).await;
    assert!(matches!(refused, Err(AppError::Work(EmploymentRefusal::VisitInFuture { .. }))), "{refused:?}");
    house.is_sound().await;
}

#[tokio::test]
async fn unpaid_wages_raise_a_risk_that_is_mediated_to_its_end() {
    let house = House::at(MONDAY, 10).await;
    let person = working(&house).await;
    house.until(date(2026, 4, 2), 10, 0).await;
    let unpaid = report(&house, "unpaid-01", slot(1, Target::Person), Some(("person_paid", Answer::No)));
    deliver(&house, &person, unpaid).await.expect("kept");
    let ranked = house.app.jobs_by_risk(&clerk(), &RankFilter::default()).await.expect("a list").items;
    assert_eq!((ranked[0].risk, &ranked[0].reasons[..]), (5, &[("unpaid".to_owned(), 5)][..]));
    assert_eq!(ranked[0].workplace, EMPLOYER);
    let mediations = owed(&house, &clerk(), OwedKind::Mediation, OwedTime::Any).await;
    assert_eq!((mediations.len(), mediations[0].days_left), (1, 10));
    let settle = EmploymentAct::SettleMediation {
        employment: 1,
        mediation: 1,
        outcome: Outcome::PutRight,
        note: "paid in full".into(),
    };
    does(&house, &clerk(), &person, settle).await.expect("settled");
    let ranked = house.app.jobs_by_risk(&clerk(), &RankFilter::default()).await.expect("a list").items;
    assert_eq!((ranked[0].risk, ranked[0].reasons.len()), (0, 0));
    assert_eq!(owed(&house, &clerk(), OwedKind::Mediation, OwedTime::Any).await.len(), 0);
    let told = ["松江紙品廠", "paid in full", "at the gate"];
    let found = house.folder.files().into_iter().any(|(_, bytes)| {
        told.iter().any(|text| bytes.windows(text.len()).any(|part| part == text.as_bytes()))
    });
    assert!(!found, "who employs, what was found and agreed are sealed");
    house.is_sound().await;
}

#[tokio::test]
async fn who_was_determined_here_is_followed_and_who_was_not_is_only_registered() {
    let house = House::at(MONDAY, 10).await;
    let (open, done) = (house.submitted(1).await, house.submitted(2).await);
    house.does_all(&done, &PLAIN).await;
    let start = house.app.today();
    for (case, follows) in [(&open, false), (&done, true)] {
        let person = house.person(case).await;
        // What the caller says counts for nothing.
        let act = EmploymentAct::Register { facts: facts(start), determined: !follows };
        let registered = does(&house, &clerk(), &person, act).await.expect("registered");
        assert_eq!(registered.jobs.jobs[&1].is_followed(), follows);
    }
    house.is_sound().await;
}

#[tokio::test]
async fn others_see_no_follow_up_or_write_in_none() {
    let house = House::at(MONDAY, 10).await;
    let person = working(&house).await;
    let neighbour = staff("neighbour", Role::Clerk, NEXT_STATION);
    assert!(owed(&house, &neighbour, OwedKind::Visit, OwedTime::Any).await.is_empty());
    assert!(matches!(house.app.work_file(&neighbour, &person).await, Err(AppError::NotFound)));
    let act = || EmploymentAct::FindRisk { employment: 1, factor: "health".into(), note: "x".into() };
    assert!(matches!(does(&house, &neighbour, &person, act()).await, Err(AppError::NotFound)));
    let bureau = staff("bureau", Role::Reviewer, BUREAU);
    for above in [&inspector(), &auditor(), &bureau] {
        assert_eq!(owed(&house, above, OwedKind::Visit, OwedTime::Any).await.len(), 9);
        assert!(!house.app.work_file(above, &person).await.expect("they may read").may_keep);
        assert!(matches!(does(&house, above, &person, act()).await, Err(AppError::Forbidden { .. })));
    }
    house.is_sound().await;
}

#[tokio::test]
async fn nothing_is_owed_of_somebody_who_was_erased() {
    let house = House::at(MONDAY, 10).await;
    let person = working(&house).await;
    let head = staff("head", Role::Head, BUREAU);
    house.app.erase_person(&head, &person, "asked for").await.expect("erased");
    assert_eq!(visits(&house).await, 0);
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
}

#[tokio::test]
async fn who_may_draw_a_support_and_does_not_is_listed_until_it_is_settled() {
    let house = House::at(MONDAY, 10).await;
    let person = working(&house).await;
    let bureau = staff("bureau", Role::Reviewer, BUREAU);
    let listed = async |by: &Staff| {
        let filter = RankFilter { undrawn: true, ..RankFilter::default() };
        let page = house.app.jobs_by_risk(by, &filter).await.expect("a list");
        page.items.into_iter().flat_map(|one| one.undrawn).collect::<Vec<_>>()
    };
    let subsidy = || (1, "insurance_employer".to_owned());
    assert_eq!((listed(&clerk()).await, listed(&bureau).await), (vec![subsidy()], vec![subsidy()]));
    let note = |support: &str, state, note: &str| EmploymentAct::NoteSupport {
        employment: 1,
        support: support.to_owned(),
        state,
        note: note.to_owned(),
    };
    let other = does(&house, &clerk(), &person, note("post_subsidy", SupportState::Drawn, "")).await;
    assert!(matches!(other, Err(AppError::Work(EmploymentRefusal::UnknownSupport { .. }))), "{other:?}");
    let silent = does(&house, &clerk(), &person, note(&subsidy().1, SupportState::Declined, "")).await;
    assert!(matches!(silent, Err(AppError::Work(EmploymentRefusal::Missing { .. }))), "{silent:?}");
    does(&house, &clerk(), &person, note(&subsidy().1, SupportState::Open, "forms given"))
        .await
        .expect("noted");
    assert_eq!(listed(&bureau).await.len(), 1, "asked, and still not drawn");
    does(&house, &clerk(), &person, note(&subsidy().1, SupportState::Drawn, "")).await.expect("noted");
    assert!(listed(&bureau).await.is_empty());
    // Another kind of work gives another support.
    let facts = JobFacts { kind: JobKind::Flexible, workplace: None.into(), ..facts(MONDAY) };
    let act = EmploymentAct::Correct { employment: 1, facts, reason: "by the day".into() };
    does(&house, &clerk(), &person, act).await.expect("corrected");
    assert_eq!(listed(&clerk()).await, [(1, "insurance_flexible".to_owned())]);
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
}
