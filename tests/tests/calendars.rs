//! A year without its calendar goes on provisionally, and is counted anew when the
//! calendar is imported.

use jiff::civil::{Date, date};
use leye_app::application::WorkFilter;
use leye_app::calendar;
use leye_domain::case::{ActName, Event, StateName};
use leye_domain::clock::LedgerEntry;
use leye_domain::id::CaseId;

use crate::acts::PLAIN;
use crate::cast::{clerk, resident};
use crate::house::{House, instant};

/// The Wednesday before New Year's Day of the first year without a calendar.
const WEDNESDAY: Date = date(2026, 12, 30);

/// New Year's Day with the Monday and Tuesday after, for which the Sunday is worked; and
/// a day far away that moves nothing.
const YEAR: &str = "\
date,kind,name,year
2027-01-01,holiday,元旦,2027
2027-01-03,workday,元旦,2027
2027-01-04,holiday,元旦,2027
2027-01-05,holiday,元旦,2027
2027-05-03,holiday,劳动节,2027
";

async fn due_day(house: &House, id: &CaseId) -> Date {
    house.file(id).await.reading.and_then(|r| r.due_day()).expect("it runs")
}

async fn is_provisional(house: &House, id: &CaseId) -> bool {
    house.file(id).await.reading.is_some_and(|reading| reading.is_provisional())
}

/// When the worklist says that a case is due.
async fn due_in_list(house: &House, id: &CaseId) -> Option<jiff::Timestamp> {
    let page = house.app.worklist(&clerk(), &WorkFilter::default()).await.expect("a page");
    page.items.iter().find(|item| item.id == *id).expect("it is owed").due_at
}

#[tokio::test]
async fn an_imported_year_moves_open_clocks_with_the_reason_on_record() {
    let house = House::at(WEDNESDAY, 10).await;
    let moved = house.submitted(1).await;
    let kept = house.submitted_by(&clerk(), resident(2), true).await;
    house.does(&kept, ActName::PassInitialReview).await;
    let ended = house.submitted(3).await;
    house.does(&ended, ActName::Withdraw).await;
    // Thursday, then Monday to Thursday: New Year's Day is a fixed one.
    assert_eq!(due_day(&house, &moved).await, date(2027, 1, 7));
    assert!(is_provisional(&house, &moved).await);
    assert_eq!(due_day(&house, &kept).await, date(2026, 12, 31));
    assert!(!is_provisional(&house, &kept).await);
    let versions = [house.case(&kept).await.version, house.case(&ended).await.version];

    let days = calendar::parse(YEAR).expect("a good calendar");
    let imported = house.app.import_calendar(days, "the paper of 2027").await.expect("imported");
    assert_eq!((imported.years, imported.moved), (vec![(2027, 5)], 1));
    // Thursday, the Sunday that is worked, Wednesday to Friday.
    let due = date(2027, 1, 8);
    assert_eq!(due_day(&house, &moved).await, due);
    assert!(!is_provisional(&house, &moved).await);
    assert_eq!(due_in_list(&house, &moved).await, Some(instant(due, 17, 0)));
    let file = house.file(&moved).await;
    let ledger = &file.case.open().expect("it is open").clock.ledger;
    assert!(
        matches!(&ledger[..], [LedgerEntry::Reprojected { from, to, year: 2027, .. }]
            if (*from, *to) == (Some(date(2027, 1, 7)), Some(due))),
        "{ledger:?}"
    );
    let last = file.timeline.last().expect("an event");
    assert!(matches!(last.event, Event::ClockReprojected { year: 2027, .. }));
    assert_eq!(last.actor, "service");
    assert_eq!(versions, [house.case(&kept).await.version, house.case(&ended).await.version]);
    house.is_sound().await;
    // A service that starts later counts on the same calendar.
    let house = house.reopened().await;
    assert_eq!(due_day(&house, &moved).await, due);
    house.is_sound().await;
    house.until(date(2027, 1, 8), 16, 59).await;
    assert_eq!(house.case(&moved).await.state(), StateName::Received);
    house.until(date(2027, 1, 8), 17, 0).await;
    assert_eq!(house.case(&moved).await.state(), StateName::InitialReview);
}

/// A notice rolls over rest days that only the paper knows; the board follows.
#[tokio::test]
async fn a_notice_hangs_longer_when_its_end_becomes_a_holiday() {
    let house = House::at(WEDNESDAY, 10).await;
    let id = house.submitted_by(&clerk(), resident(1), true).await;
    house.does_all(&id, &PLAIN[1..4]).await;
    assert_eq!(due_day(&house, &id).await, date(2027, 1, 4), "Saturday rolls to Monday");
    let days = "date,kind,name,year\n2027-01-04,holiday,元旦,2027\n";
    let days = calendar::parse(days).expect("a good calendar");
    house.app.import_calendar(days, "the paper of 2027").await.expect("imported");
    assert_eq!(due_day(&house, &id).await, date(2027, 1, 5));
    assert_eq!(house.app.notice(&id).await.expect("it hangs").until, instant(date(2027, 1, 5), 17, 0));
    house.until(date(2027, 1, 5), 16, 59).await;
    assert_eq!(house.case(&id).await.state(), StateName::Notice);
    house.until(date(2027, 1, 5), 17, 0).await;
    assert_eq!(house.case(&id).await.state(), StateName::Entry);
    house.is_sound().await;
}

/// The same paper again changes nothing; a corrected one moves what it moves.
#[tokio::test]
async fn a_year_may_be_imported_again() {
    let house = House::at(WEDNESDAY, 10).await;
    let id = house.submitted(1).await;
    let import = async |text: &str| {
        let days = calendar::parse(text).expect("a good calendar");
        house.app.import_calendar(days, "a paper").await.expect("imported").moved
    };
    assert_eq!(import(YEAR).await, 1);
    assert_eq!(import(YEAR).await, 0);
    let corrected = YEAR.replace("2027-01-05,holiday,元旦,2027\n", "");
    assert_eq!(import(&corrected).await, 1);
    assert_eq!(due_day(&house, &id).await, date(2027, 1, 7));
    let ledger = house.case(&id).await.open().expect("it is open").clock.ledger.len();
    assert_eq!(ledger, 2);
    house.is_sound().await;
    house.reopened().await.is_sound().await;
}

/// A clock that stands still is counted anew when it goes on.
#[tokio::test]
async fn a_suspended_clock_counts_on_the_imported_year() {
    let house = House::at(WEDNESDAY, 10).await;
    let id = house.submitted_by(&clerk(), resident(1), true).await;
    house.does(&id, ActName::RequestCorrection).await;
    let days = calendar::parse(YEAR).expect("a good calendar");
    house.app.import_calendar(days, "the paper of 2027").await.expect("imported");
    house.until(date(2026, 12, 31), 18, 0).await;
    house.does(&id, ActName::SupplyCorrection).await;
    assert_eq!(due_day(&house, &id).await, date(2027, 1, 6), "the Sunday that is worked, then Wednesday");
    house.is_sound().await;
}

#[test]
fn every_faulty_line_of_a_calendar_is_named() {
    let text = "date,kind,name,year\n2027-13-01,holiday,x,2027\n2027-01-01,feast,x,2027\n\
                2027-01-02,holiday,x,MMXXVII\n2029-01-02,holiday,x,2027\n2027-01-03,holiday\n";
    let faults = calendar::parse(text).expect_err("nothing is right");
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
    assert!(calendar::parse("date,kind,name,year\n").is_err(), "it names no day");
}
