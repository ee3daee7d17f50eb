//! The register of determined people is screened for what ends the status, and stations review
//! what that finds; lists of a screening become outreach.

use jiff::civil::{Date, date};
use leye_app::AppError;
use leye_app::import::Kind;
use leye_app::outreach::{OutreachClosing, OutreachRow, OutreachTaken};
use leye_app::register::{Finding, FindingFilter, FindingKind, RegisterScreening, ReviewClosing, What};
use leye_domain::id::PersonId;
use leye_domain::outreach::{Prospect, Reached};
use leye_domain::staff::{Role, Staff};
use leye_domain::standing::ReviewOutcome;

use crate::acts::PLAIN;
use crate::cast::{
    BUREAU, FAR_STATION, NEXT_STATION, STATION, auditor, clerk, code, inspector, number, staff,
};
use crate::house::House;

const MONDAY: Date = date(2026, 3, 2);

/// When a man born on 2 March 1974 retires by statute: 60 years and 28 months.
const RETIRES: Date = date(2036, 7, 2);

async fn screened(house: &House, on: Date) -> RegisterScreening {
    house.app.screen_register(on, &|_| {}).await.expect("a register")
}

/// A person whose determination was taken over, registered at the station.
async fn taken_over(house: &House, serial: u16) {
    let text =
        format!("姓名,身份证号,退休类别,认定类别,认定日期\n试验人,{},男,C1.1,2025-05-20\n", number(serial));
    house.imports(Kind::People, STATION, &text).await;
}

async fn listed(house: &House, by: &Staff, kind: FindingKind) -> Vec<Finding> {
    let filter = FindingFilter { kind, ..FindingFilter::default() };
    house.app.findings(by, &filter).await.expect("a list").items
}

#[tokio::test]
async fn a_determined_person_is_followed_until_the_day_of_retirement() {
    let house = House::at(MONDAY, 10).await;
    taken_over(&house, 1).await;
    let first = screened(&house, MONDAY).await;
    assert_eq!((first.people, first.opened, first.foreseen), (1, 0, 1));
    let ends = listed(&house, &clerk(), FindingKind::Foreseen).await;
    let [end] = &ends[..] else { panic!("{ends:?}") };
    let What::Foreseen(what) = &end.what else { panic!("{end:?}") };
    assert_eq!(what.article, "E1");
    let retires = what.on;
    assert_eq!(retires, RETIRES);
    house.is_sound().await;

    let before = screened(&house, retires.yesterday().unwrap()).await;
    assert_eq!((before.opened, before.foreseen), (0, 0), "the same as before");
    let then = screened(&house, retires).await;
    assert_eq!((then.opened, then.foreseen), (1, 1));
    let reviews = listed(&house, &clerk(), FindingKind::Review).await;
    let What::Review(reasons) = &reviews[0].what else { panic!("{reviews:?}") };
    assert_eq!(reasons[0].article, "E1");
    assert_eq!(reasons[0].used["retirement_class"], "\"male\"");
    assert!(listed(&house, &clerk(), FindingKind::Foreseen).await.is_empty());
    let again = screened(&house, retires).await;
    assert_eq!((again.opened, again.changed, again.foreseen), (0, 0, 0), "twice makes no second duty");
    house.is_sound().await;

    // As of today nothing holds any more: the review goes, the end is known again.
    let back = screened(&house, MONDAY).await;
    assert_eq!((back.withdrawn, back.foreseen), (1, 1));
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
}

#[tokio::test]
async fn who_was_determined_here_is_followed_and_who_was_not_is_left_alone() {
    let house = House::at(MONDAY, 10).await;
    let open = house.submitted(1).await;
    let done = house.submitted(2).await;
    house.does_all(&done, &PLAIN).await;
    let found = screened(&house, house.app.today()).await;
    assert_eq!(found.people, 1, "an open case is no determination");
    let person = house.person(&done).await;
    let ends = listed(&house, &clerk(), FindingKind::Foreseen).await;
    assert_eq!(ends.len(), 1);
    assert_eq!(ends[0].person.as_ref(), Some(&person));
    assert!(!ends[0].masked.contains(&number(2)[6..14]));
    let _ = open;
    house.is_sound().await;
}

async fn review(house: &House) -> PersonId {
    taken_over(house, 1).await;
    screened(house, date(2045, 1, 1)).await;
    listed(house, &clerk(), FindingKind::Review).await[0].person.clone().expect("a file")
}

fn closing(person: &PersonId, seen: i64, note: &str) -> ReviewClosing {
    ReviewClosing { person: person.clone(), seen, outcome: ReviewOutcome::StillHolds, note: note.to_owned() }
}

#[tokio::test]
async fn a_station_closes_its_review_with_a_note() {
    let house = House::at(MONDAY, 10).await;
    let person = review(&house).await;
    let file = house.app.review_file(&clerk(), &person).await.expect("their own");
    assert!(file.may_close);
    let silent = house.app.close_review(&clerk(), closing(&person, file.version, "  ")).await;
    assert!(matches!(silent, Err(AppError::Invalid(_))));
    let stale = house.app.close_review(&clerk(), closing(&person, file.version - 1, "seen")).await;
    assert!(matches!(stale, Err(AppError::Stale { .. })));
    house.app.close_review(&clerk(), closing(&person, file.version, "works longer")).await.expect("closed");
    assert!(listed(&house, &clerk(), FindingKind::Review).await.is_empty());
    let again = screened(&house, date(2045, 1, 1)).await;
    assert_eq!(again.opened, 0, "what was reviewed does not come again");
    let record = house.app.store().audit_of_person(person.county(), person.as_str()).await.expect("a record");
    let actions: Vec<&str> = record.iter().map(|row| row.entry.action.as_str()).collect();
    assert!(actions.contains(&"review_closed") && actions.contains(&"read_review"), "{actions:?}");
    let notes = house
        .folder
        .files()
        .into_iter()
        .any(|(_, bytes)| bytes.windows(12).any(|part| part == b"works longer"));
    assert!(!notes, "a note is sealed");
    house.is_sound().await;
}

#[tokio::test]
async fn others_see_no_review_or_close_none() {
    let house = House::at(MONDAY, 10).await;
    let person = review(&house).await;
    let neighbour = staff("neighbour", Role::Clerk, NEXT_STATION);
    assert!(listed(&house, &neighbour, FindingKind::Review).await.is_empty());
    assert!(matches!(house.app.review_file(&neighbour, &person).await, Err(AppError::NotFound)));
    let bureau = staff("bureau", Role::Reviewer, BUREAU);
    for above in [&inspector(), &auditor(), &bureau] {
        assert_eq!(listed(&house, above, FindingKind::Review).await.len(), 1);
        let file = house.app.review_file(above, &person).await.expect("they may read");
        assert!(!file.may_close);
        let closed = house.app.close_review(above, closing(&person, file.version, "x")).await;
        assert!(matches!(closed, Err(AppError::Forbidden { .. })), "{closed:?}");
    }
    let kin = Staff { identity: Some(house.app.identity_hash(&number(1))), ..clerk() };
    let closed = house.app.close_review(&kin, closing(&person, 2, "x")).await;
    assert!(matches!(closed, Err(AppError::Forbidden { .. })), "not the own household");
    house.is_sound().await;
}

#[tokio::test]
async fn who_is_erased_leaves_no_duty_behind() {
    let house = House::at(MONDAY, 10).await;
    let person = review(&house).await;
    let erasure = leye_store::Erasure {
        county: person.county().to_owned(),
        person: person.as_str().to_owned(),
        reason: "on request".to_owned(),
        actor: "console".to_owned(),
        at: house.app.now(),
    };
    house.app.store().erase_person(erasure).await.expect("erased");
    assert!(listed(&house, &clerk(), FindingKind::Review).await.is_empty());
    assert_eq!(screened(&house, date(2045, 1, 1)).await.people, 0);
    house.is_sound().await;
}

#[tokio::test]
async fn the_service_screens_once_a_day() {
    let house = House::at(MONDAY, 10).await;
    taken_over(&house, 1).await;
    let first = house.app.screen_register_daily().await.expect("screened");
    assert_eq!(first.expect("the first of the day").people, 1);
    assert_eq!(house.app.screen_register_daily().await.expect("screened"), None);
    house.until(date(2026, 3, 3), 9, 0).await;
    assert_eq!(house.app.screen_register_daily().await.expect("screened"), None, "the clock did so");
}

fn prospect(person: u64) -> Prospect {
    Prospect { person, categories: vec!["C1.1".to_owned()], ask: Vec::new() }
}

async fn take(house: &House, people: &[u64]) -> OutreachTaken {
    let mut taking = house.app.take_outreach();
    for person in people {
        let row = OutreachRow { station: code(STATION), prospect: prospect(*person) };
        taking.take(row).await.expect("taken");
    }
    taking.finish().await.expect("written")
}

#[tokio::test]
async fn a_list_becomes_outreach_once() {
    let house = House::at(MONDAY, 10).await;
    let first = take(&house, &[1, 2, 3]).await;
    assert_eq!((first.added, first.stations), (3, 1));
    let again = take(&house, &[1, 2, 3, 4]).await;
    assert_eq!((again.added, again.unchanged), (1, 3));
    assert_eq!(listed(&house, &clerk(), FindingKind::Outreach).await.len(), 4);
    assert!(listed(&house, &staff("far", Role::Clerk, FAR_STATION), FindingKind::Outreach).await.is_empty());
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
}

#[tokio::test]
async fn who_was_reached_is_off_the_list_and_stays_off() {
    let house = House::at(MONDAY, 10).await;
    take(&house, &[1, 2]).await;
    let reached = |note: &str| OutreachClosing {
        station: code(STATION),
        number: 1,
        outcome: Reached::WillApply,
        note: note.to_owned(),
    };
    let above = house.app.close_outreach(&inspector(), reached("x")).await;
    assert!(matches!(above, Err(AppError::Forbidden { .. })));
    let away = house.app.close_outreach(&staff("far", Role::Clerk, FAR_STATION), reached("x")).await;
    assert!(matches!(away, Err(AppError::NotFound)));
    assert!(matches!(house.app.close_outreach(&clerk(), reached("")).await, Err(AppError::Invalid(_))));
    house.app.close_outreach(&clerk(), reached("comes on Friday")).await.expect("closed");
    let left = listed(&house, &clerk(), FindingKind::Outreach).await;
    assert_eq!(left.len(), 1);
    assert!(matches!(house.app.prospect(&clerk(), &code(STATION), 1).await, Err(AppError::NotFound)));
    let again = take(&house, &[1, 2]).await;
    assert_eq!((again.added, again.reached, again.unchanged), (0, 1, 1));
    house.is_sound().await;
}

#[tokio::test]
async fn a_number_that_names_a_file_of_the_station_shows_whose() {
    let house = House::at(MONDAY, 10).await;
    let case = house.submitted(1).await;
    let person = house.person(&case).await;
    let digits: String = person.as_str().chars().filter(char::is_ascii_digit).collect();
    take(&house, &[digits.parse().expect("sixteen digits")]).await;
    let found = listed(&house, &clerk(), FindingKind::Outreach).await;
    assert_eq!(found[0].person.as_ref(), Some(&person));
    assert!(!found[0].name.is_empty());
    house.is_sound().await;
}

#[tokio::test]
async fn the_worklist_of_cases_knows_nothing_of_findings() {
    let house = House::at(MONDAY, 10).await;
    house.submitted(1).await;
    take(&house, &(1..=60).collect::<Vec<_>>()).await;
    let counts = house.app.work_counts(&clerk()).await.expect("counts");
    assert_eq!(counts.all, 1);
    let filter = leye_app::application::WorkFilter::default();
    assert_eq!(house.app.worklist(&clerk(), &filter).await.expect("a list").items.len(), 1);
    let filter = FindingFilter { kind: FindingKind::Outreach, ..FindingFilter::default() };
    let page = house.app.findings(&clerk(), &filter).await.expect("a list");
    assert_eq!(page.items.len(), 50);
    let filter = FindingFilter { after: page.next, ..filter };
    assert_eq!(house.app.findings(&clerk(), &filter).await.expect("a list").items.len(), 10);
}
