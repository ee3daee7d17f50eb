//! The office checks a day, finds a problem and looks again; the bureau holds a campaign to its
//! closing report; and all of it is made anew from the events.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use leye_app::AppError;
use leye_app::employment::WorkRequest;
use leye_app::followup::Delivery;
use leye_app::import::Kind;
use leye_app::supervision::{ProblemFilter, ProblemRequest, ProblemState, Visited};
use leye_domain::employment::{Contract, EmploymentAct, JobFacts, JobKind, Workplace};
use leye_domain::followup::{Answer, AnswerKind, Findings, Manner, Slot, Target, VisitReport};
use leye_domain::id::{PersonId, ProblemId, UserName, VisitKey};
use leye_domain::staff::{Role, Staff};
use leye_domain::supervision::{
    CampaignPlan, CampaignRefusal, Due, FlagKind, Goal, Population, ProblemAct, ProblemRefusal, Source,
};

use crate::cast::{
    BUREAU, FAR_STATION, NEXT_STATION, OFFICE, STATION, administrator, auditor, bureau, bureau_head, clerk,
    code, inspector, number, office, staff,
};
use crate::house::House;

pub const MONDAY: Date = date(2026, 3, 2);
/// The due day of the first visits of who began on Monday.
pub const DUE: Date = date(2026, 4, 2);
const SLOT: Slot = Slot { month: 1, target: Target::Person };

/// Somebody determined, at work since Monday.
pub async fn working(house: &House, serial: u16) -> PersonId {
    let text =
        format!("姓名,身份证号,退休类别,认定类别,认定日期\n试验人,{},男,C1.1,2025-05-20\n", number(serial));
    house.imports(Kind::People, STATION, &text).await;
    let found = house.app.find_people(&clerk(), &number(serial)).await.expect("a list");
    let person = found.first().expect("the person").id.clone();
    let facts = JobFacts {
        kind: JobKind::Employed,
        workplace: Some(Workplace::Named("松江紙品廠".to_owned())).into(),
        work: "packing".to_owned().into(),
        start: MONDAY,
        contract: Contract::Open.into(),
        insurance: BTreeSet::new().into(),
        pay: Some(250_000).into(),
        lives_alone: false.into(),
    };
    let act = EmploymentAct::Register { facts, determined: false };
    let request = WorkRequest { person: person.clone(), act, seen: None, key: None };
    house.app.change_work(&clerk(), request).await.expect("registered");
    person
}

/// A report of the first visit to a person, now, from a place.
pub async fn visit(house: &House, person: &PersonId, place: &str) {
    let rules = house.app.follow_up_rules().expect("rules");
    let asked = rules.asked(SLOT.target).filter(|question| question.kind == AnswerKind::YesNo);
    let answers: BTreeMap<_, _> = asked.map(|question| (question.code.clone(), Answer::Unknown)).collect();
    let findings = Findings { place: place.to_owned(), answers, ..Findings::default() };
    let report = VisitReport {
        key: VisitKey::parse(&format!("visit-{person}")).expect("an id"),
        slot: SLOT,
        visitor: UserName::parse("clerk").expect("a name"),
        at: house.app.now(),
        manner: Manner::OnTheSpot,
        findings: findings.into(),
        policies: BTreeSet::new(),
        photos: Vec::new(),
        signature: None,
    };
    let delivery = Delivery { person: person.clone(), employment: 1, report };
    house.app.deliver_visit(&clerk(), delivery).await.expect("kept");
}

fn about(person: Option<&PersonId>) -> ProblemRequest {
    ProblemRequest {
        station: code(STATION),
        source: Source::DailyCheck,
        visit: person.map(|person| Visited { person: person.clone(), employment: 1, slot: SLOT }),
        what: "SECRET 兩處同時走訪".into(),
        order: "據實重報".into(),
    }
}

async fn found(house: &House, person: Option<&PersonId>) -> ProblemId {
    house.app.find_problem(&office(), about(person)).await.expect("found")
}

pub async fn act(house: &House, by: &Staff, id: &ProblemId, act: ProblemAct) -> Result<(), AppError> {
    let seen = house.app.problem_file(by, id).await?.problem.version;
    house.app.act_on_problem(by, id, act, seen).await
}

pub fn answer() -> ProblemAct {
    ProblemAct::Answer { done: "已重報".into() }
}

pub fn settle() -> ProblemAct {
    ProblemAct::Settle { note: "屬實".into() }
}

async fn count(house: &House, by: &Staff, state: ProblemState) -> usize {
    let filter = ProblemFilter { state, after: None };
    house.app.problems(by, &filter).await.expect("a list").items.len()
}

/// How much an agency owes of a kind.
pub async fn owes(house: &House, agency: &str, kind: &str) -> i64 {
    house.app.store().findings_owed(agency, kind, house.app.now()).await.expect("a count").0
}

#[tokio::test]
async fn the_check_of_a_day_leads_to_a_problem_that_is_put_right() {
    let house = House::at(MONDAY, 10).await;
    let (first, second) = (working(&house, 1).await, working(&house, 2).await);
    let third = working(&house, 3).await;
    house.until(DUE, 10, 0).await;
    visit(&house, &first, "甲街").await;
    house.until(DUE, 10, 5).await;
    visit(&house, &second, "乙街").await;
    let check = house.app.day_check(&office(), None, DUE).await.expect("a check");
    let wrong: Vec<_> = check.reported.iter().map(|row| row.wrong.len()).collect();
    assert_eq!(wrong, [1, 1], "five minutes between two places");
    assert_eq!(check.reported[0].wrong[0].kind, FlagKind::TwoPlaces);
    assert!(check.may_find && check.reported.iter().all(|row| row.name == "试验人"));
    let owed = check.due.iter().filter(|row| row.became == Due::Owed);
    assert_eq!(owed.filter(|row| row.person == third).count(), 3, "three visits of the third person");

    let id = found(&house, Some(&first)).await;
    assert_eq!((owes(&house, STATION, "problem").await, owes(&house, OFFICE, "second_look").await), (1, 0));
    house.is_sound().await;
    act(&house, &clerk(), &id, answer()).await.expect("answered");
    assert_eq!((owes(&house, STATION, "problem").await, owes(&house, OFFICE, "second_look").await), (0, 1));
    let again = ProblemAct::OrderAgain { note: "仍未改".into(), order: "再報".into() };
    act(&house, &office(), &id, again).await.expect("ordered again");
    assert_eq!((owes(&house, STATION, "problem").await, owes(&house, OFFICE, "second_look").await), (1, 0));
    house.is_sound().await;
    act(&house, &clerk(), &id, answer()).await.expect("answered");
    act(&house, &office(), &id, settle()).await.expect("settled");
    assert_eq!((owes(&house, STATION, "problem").await, owes(&house, OFFICE, "second_look").await), (0, 0));
    assert_eq!(count(&house, &clerk(), ProblemState::Settled).await, 1);
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
    let standings = house.app.standings(&bureau(), None, (MONDAY, DUE)).await.expect("a table");
    let ours = standings.rows.iter().find(|row| row.visits.station == code(STATION)).expect("the station");
    assert_eq!((ours.visits.due, ours.visits.in_time, ours.visits.owed), (9, 2, 7));
    assert_eq!((ours.open, ours.settled), (0, 1));
}

#[tokio::test]
async fn who_may_see_a_problem_and_act_on_it() {
    let house = House::at(MONDAY, 10).await;
    let id = found(&house, None).await;
    for outsider in [
        staff("neighbour", Role::Clerk, NEXT_STATION),
        staff("far", Role::Head, FAR_STATION),
        administrator(),
    ] {
        assert!(
            matches!(house.app.problem_file(&outsider, &id).await, Err(AppError::NotFound)),
            "{outsider:?}"
        );
        assert_eq!(count(&house, &outsider, ProblemState::Ordered).await, 0, "{outsider:?}");
    }
    for reader in [clerk(), office(), bureau(), inspector(), auditor()] {
        assert!(house.app.problem_file(&reader, &id).await.is_ok(), "{reader:?}");
        assert_eq!(count(&house, &reader, ProblemState::Ordered).await, 1, "{reader:?}");
    }
    for other in [office(), bureau_head(), auditor()] {
        assert!(
            matches!(act(&house, &other, &id, answer()).await, Err(AppError::Forbidden { .. })),
            "{other:?}"
        );
    }
    act(&house, &clerk(), &id, answer()).await.expect("answered");
    for other in [clerk(), bureau_head(), auditor()] {
        assert!(
            matches!(act(&house, &other, &id, settle()).await, Err(AppError::Forbidden { .. })),
            "{other:?}"
        );
    }
    let moved = Staff { agency: code(OFFICE), ..clerk() };
    let own = act(&house, &moved, &id, settle()).await;
    assert!(matches!(own, Err(AppError::Problem(ProblemRefusal::OwnAnswer))), "{own:?}");
    for nobody in [clerk(), auditor()] {
        let found = house.app.find_problem(&nobody, about(None)).await;
        assert!(matches!(found, Err(AppError::Forbidden { .. })), "{nobody:?}");
        let check = house.app.day_check(&nobody, None, MONDAY).await;
        assert_eq!(check.is_ok(), nobody.role == Role::Auditor, "{nobody:?}");
    }
    let stale = house.app.act_on_problem(&office(), &id, settle(), 1).await;
    assert!(matches!(stale, Err(AppError::Stale { current: 2, .. })), "{stale:?}");
}

#[tokio::test]
async fn what_is_said_is_sealed_and_goes_with_the_person() {
    let house = House::at(MONDAY, 10).await;
    let person = working(&house, 1).await;
    let (of_person, of_station) = (found(&house, Some(&person)).await, found(&house, None).await);
    for (name, bytes) in house.folder.files() {
        assert!(!bytes.windows(6).any(|part| part == b"SECRET"), "{name}");
    }
    let other = ProblemRequest { station: code(NEXT_STATION), ..about(Some(&person)) };
    let elsewhere = house.app.find_problem(&office(), other).await;
    assert!(matches!(elsewhere, Err(AppError::NotFound)), "{elsewhere:?}");
    house.app.erase_by("operator", &person, "asked").await.expect("erased");
    let file = house.app.problem_file(&office(), &of_person).await.expect("it stays");
    assert!(file.problem.what.get().is_none() && !file.may_answer && !file.may_withdraw);
    assert_eq!((owes(&house, STATION, "problem").await, file.name.as_str()), (1, ""));
    let kept = house.app.problem_file(&office(), &of_station).await.expect("it stays");
    assert!(kept.problem.what.get().is_some_and(|what| what.starts_with("SECRET")));
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
}

fn plan() -> CampaignPlan {
    CampaignPlan {
        kind: "visits".into(),
        title: "四月集中走訪".into(),
        task: "逐戶走訪".into(),
        from: date(2026, 4, 1),
        to: date(2026, 4, 30),
        population: Population::Followed,
        goal: Goal::Percent(50),
    }
}

#[tokio::test]
async fn a_campaign_is_held_counted_and_closed_and_the_next_is_due() {
    let house = House::at(MONDAY, 10).await;
    let first = working(&house, 1).await;
    working(&house, 2).await;
    working(&house, 3).await;
    let desk = house.app.campaigns(&bureau_head(), None).await.expect("a desk");
    assert_eq!((desk.never.len(), desk.late.len(), desk.may_keep), (2, 0, true), "none was ever held");
    let number = house.app.order_campaign(&bureau_head(), plan()).await.expect("ordered");
    assert_eq!(owes(&house, BUREAU, "campaign_report").await, 1);
    house.until(DUE, 10, 0).await;
    visit(&house, &first, "甲街").await;
    let seen = |file: leye_app::supervision::CampaignFile| {
        let ours = file.counted.stations.into_iter().find(|one| one.station == code(STATION));
        ours.map(|one| (one.people, one.wanted, one.visited))
    };
    for reader in [clerk(), office(), bureau(), auditor()] {
        let file = house.app.campaign_file(&reader, &code(BUREAU), number).await.expect("known");
        assert_eq!(seen(file), Some((3, 2, 1)), "{reader:?}");
    }
    let early = house.app.close_campaign(&bureau_head(), number, "完成".into()).await;
    assert!(matches!(early, Err(AppError::Campaign(CampaignRefusal::StillHeld { .. }))), "{early:?}");
    house.until(date(2026, 5, 6), 10, 0).await;
    for other in [clerk(), office()] {
        let closed = house.app.close_campaign(&other, number, "完成".into()).await;
        assert!(matches!(closed, Err(AppError::Forbidden { .. } | AppError::NotFound)), "{closed:?}");
    }
    let no_head = house.app.close_campaign(&bureau(), number, "完成".into()).await;
    assert!(matches!(no_head, Err(AppError::Campaign(CampaignRefusal::NotHead))), "{no_head:?}");
    house.app.close_campaign(&bureau_head(), number, "完成".into()).await.expect("closed");
    assert_eq!(
        (owes(&house, BUREAU, "campaign_report").await, owes(&house, BUREAU, "campaign").await),
        (0, 1)
    );
    let file = house.app.campaign_file(&office(), &code(BUREAU), number).await.expect("known");
    assert!(file.counted.frozen);
    assert_eq!(seen(file), Some((3, 2, 1)));
    house.is_sound().await;
    house.until(date(2026, 8, 3), 10, 0).await;
    let desk = house.app.campaigns(&clerk(), None).await.expect("a desk");
    assert_eq!((desk.late, desk.may_keep), (vec![("visits".to_owned(), date(2026, 7, 30))], false));
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
    let far = staff("far", Role::Head, FAR_STATION);
    assert!(matches!(house.app.campaign_file(&far, &code(BUREAU), number).await, Err(AppError::NotFound)));
}
