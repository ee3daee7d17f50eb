//! Budgets: months, rolling, extensions, years without a calendar.

use jiff::civil::{date, time};
use leye_domain::clock::{Budget, Clock, ClockError};

use super::{clock, due, extended, instant, read, read_on};
use crate::calendar::statutory;

#[test]
fn months_end_on_the_same_day_or_at_the_end_of_the_month() {
    let months = |amount, from| due(&clock(Budget::months(amount, false), from));
    assert_eq!(months(6, date(2025, 8, 31)), date(2026, 2, 28));
    assert_eq!(months(6, date(2024, 8, 29)), date(2025, 2, 28));
    assert_eq!(months(6, date(2023, 8, 31)), date(2024, 2, 29));
    assert_eq!(months(1, date(2026, 1, 31)), date(2026, 2, 28));
    assert_eq!(months(6, date(2025, 3, 15)), date(2025, 9, 15));
    assert_eq!(months(12, date(2024, 2, 29)), date(2025, 2, 28));
}

#[test]
fn months_that_end_on_a_rest_day_may_roll() {
    // 28 February 2026 is a Saturday that is worked; 1 March 2026 is a Sunday.
    assert_eq!(due(&clock(Budget::months(6, true), date(2025, 8, 31))), date(2026, 2, 28));
    assert_eq!(due(&clock(Budget::months(6, true), date(2025, 9, 1))), date(2026, 3, 2));
    assert_eq!(due(&clock(Budget::months(6, false), date(2025, 9, 1))), date(2026, 3, 1));
}

#[test]
fn natural_days_roll_over_a_whole_festival() {
    let notice = clock(Budget::natural(3, true), date(2026, 2, 13));
    assert_eq!(due(&notice), date(2026, 2, 24));
}

#[test]
fn a_limit_ends_at_the_close_of_its_own_agency() {
    let early = Clock { close: time(16, 30, 0, 0), ..clock(Budget::working(1), date(2026, 3, 2)) };
    assert_eq!(read(&early).due_at(), Some(instant(date(2026, 3, 3), 16, 30)));
}

#[test]
fn the_first_day_is_the_day_at_the_agency() {
    // 23:30 in Harbin is still the day before in Greenwich.
    let late =
        Clock { started: instant(date(2026, 3, 2), 23, 30), ..clock(Budget::working(1), date(2026, 3, 2)) };
    assert_eq!(due(&late), date(2026, 3, 3));
    let early = Clock { started: instant(date(2026, 3, 3), 0, 30), ..late };
    assert_eq!(due(&early), date(2026, 3, 4));
}

#[test]
fn an_extension_adds_days_of_the_same_unit() {
    let at = instant(date(2026, 3, 3), 9, 0);
    let working = extended(clock(Budget::working(2), date(2026, 3, 2)), at, 3);
    assert_eq!(due(&working), date(2026, 3, 9));
    assert_eq!(working.extensions(), 1);
    let natural = extended(clock(Budget::natural(3, true), date(2026, 3, 2)), at, 3);
    assert_eq!(due(&natural), date(2026, 3, 9), "Sunday the eighth rolls");
    let months = extended(clock(Budget::months(1, false), date(2026, 1, 31)), at, 1);
    assert_eq!(due(&months), date(2026, 3, 31), "two months from the start, not twice one month");
}

#[test]
fn a_year_without_a_calendar_is_refused_by_name() {
    let over_new_year = clock(Budget::working(5), date(2026, 12, 30));
    let error = read_on(&over_new_year, &statutory()).expect_err("2027 has no calendar");
    assert!(error.to_string().contains("2027"), "{error}");
    let rolling = clock(Budget::natural(3, true), date(2026, 12, 30));
    assert!(
        matches!(read_on(&rolling, &statutory()), Err(ClockError::Missing(missing)) if missing.year == 2027)
    );
}

#[test]
fn natural_days_that_do_not_roll_need_no_calendar() {
    let reading = read(&clock(Budget::natural(3, false), date(2026, 12, 30)));
    assert_eq!(reading.due_day(), Some(date(2027, 1, 2)));
    assert!(!reading.is_provisional(), "no calendar can move it");
}

#[test]
fn a_provisional_year_goes_on_and_is_marked() {
    let calendar = statutory().or_provisional();
    let over_new_year = clock(Budget::working(5), date(2026, 12, 30));
    let reading = read_on(&over_new_year, &calendar).expect("provisional");
    // 31 December; then 1 January is fixed, 2 and 3 are a weekend.
    assert_eq!(reading.due_day(), Some(date(2027, 1, 7)));
    assert!(reading.is_provisional());
    let marked = |day: &&leye_domain::clock::DayCount| day.provisional;
    assert!(reading.days.iter().filter(marked).all(|day| day.date.year() == 2027));
    assert_eq!(reading.days.iter().filter(marked).count(), 7);
    let within = read_on(&clock(Budget::working(1), date(2026, 12, 30)), &calendar).expect("known");
    assert!(!within.is_provisional());
}

#[test]
fn the_import_of_a_year_may_move_the_due_day() {
    let mut calendar = statutory().or_provisional();
    let over_new_year = clock(Budget::working(5), date(2026, 12, 30));
    let before = read_on(&over_new_year, &calendar).expect("provisional");
    calendar.add_year(2027, []);
    let after = read_on(&over_new_year, &calendar).expect("known");
    assert_eq!(after.due_day(), Some(date(2027, 1, 6)), "no festival after all");
    assert!(before.due_day() > after.due_day() && !after.is_provisional());
}

#[test]
fn a_count_does_not_go_on_for_ever() {
    let endless = clock(Budget::natural(u16::MAX, false), date(2026, 3, 2));
    assert_eq!(read_on(&endless, &statutory()), Err(ClockError::TooFar));
}
