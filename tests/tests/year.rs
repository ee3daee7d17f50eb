//! A year of follow-up in training, held against an independent count: every visit that is due is
//! in one list once, none is missing, and the alarms are those of the count. The large one is
//! `leye training year`.

use std::sync::atomic::AtomicBool;

use jiff::civil::date;
use leye_app::demo::year::{DeedKind, Year, YearOptions, YearReport, live};

use crate::house::House;

fn options(days: usize) -> YearOptions {
    YearOptions {
        stations: 3,
        people: 40,
        days,
        seed: 1,
        until: date(2026, 11, 1),
        password: "leye-training".to_owned(),
    }
}

fn told(report: &YearReport) -> String {
    let some = report.differences.iter().take(12).map(|one| format!("{one:?}\n"));
    format!("{} differences:\n{}", report.differing, some.collect::<String>())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_visit_of_a_year_is_in_one_list_once_and_every_alarm_is_counted() {
    let house = House::empty().await;
    let report = live(&house.app, options(365), &AtomicBool::new(false), &|_| {}).await.expect("a year");
    assert_eq!(report.differing, 0, "{}", told(&report));
    // It holds what it is about: nobody can say that nothing differs because nothing was there.
    for kind in DeedKind::ALL {
        assert!(report.deeds.get(&kind).is_some_and(|count| *count > 0), "nobody did {kind:?}");
    }
    for (list, rows) in &report.compared {
        assert!(*rows > 0, "{list} was never more than empty");
    }
    assert_eq!((report.days, report.checks), (365, 53));
    house.is_sound().await;
}

/// Seven weeks, after which somebody meddles with the database; gives what a check finds then.
async fn found_after(meddle: &str) -> YearReport {
    let house = House::empty().await;
    let mut year = Year::begin(&house.app, options(100)).await.expect("stations and people");
    year.live(49, &AtomicBool::new(false), &|_| {}).await.expect("days");
    assert_eq!(year.report().differing, 0, "{}", told(year.report()));
    assert_eq!(house.folder.raw().execute(meddle, []).expect("a change"), 1);
    year.check(true).await.expect("lists");
    year.report().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_that_no_list_has_is_found() {
    let lost = "DELETE FROM duties WHERE id = (SELECT min(id) FROM duties WHERE kind = 'visit')";
    let report = found_after(lost).await;
    let found = report.differences.iter().find(|one| one.list == "visits").expect("it is missing");
    assert!(found.books.is_some() && found.service.is_empty() && found.what.contains("visit"), "{found:?}");
    assert!(found.person.contains("-P-"), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alarm_that_nobody_earned_is_found() {
    let early = "UPDATE duties SET due_at = '2020' || substr(due_at, 5) WHERE id = \
                 (SELECT id FROM duties WHERE kind = 'contact' ORDER BY due_at DESC LIMIT 1)";
    let report = found_after(early).await;
    let found = report.differences.iter().find(|one| one.list == "neglected").expect("an alarm");
    assert_eq!((&found.books, found.service.len()), (&None, 1), "{found:?}");
}

#[test]
fn the_books_ask_nothing_of_the_service() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/app/src/demo/year");
    let files = ["books/mod.rs", "books/job.rs", "books/helped.rs", "deed.rs", "life.rs", "numbers.rs"];
    for file in files {
        let text = std::fs::read_to_string(format!("{folder}/{file}")).expect("a file of the year");
        for word in ["leye_domain", "leye_store", "leye_rules", "crate::followup", "crate::employment", "App"]
        {
            assert!(!text.contains(word), "{file} asks {word}: the count is independent no more");
        }
    }
}
