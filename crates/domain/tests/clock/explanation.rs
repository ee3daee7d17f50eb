//! "Why is this the due date?": every day, with a why.

use std::fmt::Write;

use jiff::civil::date;
use leye_domain::clock::{Budget, Reading, SuspensionReason};

use super::{clock, instant, read, read_on};
use crate::calendar::statutory;

/// One day a line: the date, whether it counted, and why as in the API.
fn told(reading: &Reading) -> String {
    let mut text = String::new();
    for day in &reading.days {
        let why = serde_json::to_value(&day.why).expect("JSON");
        let detail = match &why["detail"] {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(word) => format!(" {word}"),
            inner => {
                format!(" {} {}", inner["kind"].as_str().unwrap_or(""), inner["name"].as_str().unwrap_or(""))
            }
        };
        let counted = if day.counted { '+' } else { '.' };
        let kind = why["kind"].as_str().expect("a kind");
        let mark = if day.provisional { " ?" } else { "" };
        let line = format!("{} {counted} {kind}{detail}", day.date);
        writeln!(text, "{}{mark}", line.trim_end()).expect("a string takes it");
    }
    text
}

fn check(reading: &Reading, expected: &str) {
    let expected: String = expected.trim().lines().map(|line| format!("{}\n", line.trim())).collect();
    let found = told(reading);
    assert!(found == expected, "the explanation is now:\n{found}");
}

#[test]
fn working_days_over_the_spring_festival() {
    let reading = read(&clock(Budget::working(3), date(2026, 2, 13)));
    check(
        &reading,
        "2026-02-13 . first-day
         2026-02-14 + calendar make-up 春节
         2026-02-15 . calendar holiday 春节
         2026-02-16 . calendar holiday 春节
         2026-02-17 . calendar holiday 春节
         2026-02-18 . calendar holiday 春节
         2026-02-19 . calendar holiday 春节
         2026-02-20 . calendar holiday 春节
         2026-02-21 . calendar holiday 春节
         2026-02-22 . calendar holiday 春节
         2026-02-23 . calendar holiday 春节
         2026-02-24 + calendar working
         2026-02-25 + calendar working",
    );
}

#[test]
fn natural_days_that_roll() {
    let reading = read(&clock(Budget::natural(3, true), date(2026, 4, 30)));
    check(
        &reading,
        "2026-04-30 . first-day
         2026-05-01 + natural
         2026-05-02 + natural
         2026-05-03 + natural
         2026-05-04 . rolled holiday 劳动节
         2026-05-05 . rolled holiday 劳动节
         2026-05-06 . rolled-end working",
    );
}

#[test]
fn days_on_which_it_stood_still() {
    let notice = clock(Budget::natural(3, true), date(2026, 3, 2))
        .suspended(instant(date(2026, 3, 4), 9, 0), SuspensionReason::ObjectionRaised)
        .resumed(instant(date(2026, 3, 6), 9, 0));
    check(
        &read(&notice),
        "2026-03-02 . first-day
         2026-03-03 + natural
         2026-03-04 . suspended objection_raised
         2026-03-05 . suspended objection_raised
         2026-03-06 + natural
         2026-03-07 + natural
         2026-03-08 . rolled weekend
         2026-03-09 . rolled-end working",
    );
}

#[test]
fn a_standing_clock_is_told_up_to_its_stop() {
    let stopped = clock(Budget::working(5), date(2026, 3, 2))
        .suspended(instant(date(2026, 3, 5), 9, 0), SuspensionReason::CorrectionAsked);
    let reading = read(&stopped);
    assert_eq!((reading.due_day(), reading.due_at()), (None, None));
    check(
        &reading,
        "2026-03-02 . first-day
         2026-03-03 + calendar working
         2026-03-04 + calendar working",
    );
}

#[test]
fn provisional_days_are_marked() {
    let calendar = statutory().or_provisional();
    let reading = read_on(&clock(Budget::working(2), date(2026, 12, 30)), &calendar).expect("provisional");
    check(
        &reading,
        "2026-12-30 . first-day
         2026-12-31 + calendar working
         2027-01-01 . calendar holiday 元旦 ?
         2027-01-02 . calendar weekend ?
         2027-01-03 . calendar weekend ?
         2027-01-04 + calendar working ?",
    );
}
