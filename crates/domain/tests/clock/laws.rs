//! What holds of every clock, whatever happened to it.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use leye_domain::calendar::Calendar;
use leye_domain::clock::{Budget, Clock, LedgerEntry, SuspensionReason, Unit};
use proptest::prelude::*;

use super::{clock, extended, instant, read_on};
use crate::calendar::statutory;

fn calendar() -> &'static Calendar {
    static CALENDAR: std::sync::LazyLock<Calendar> = std::sync::LazyLock::new(statutory);
    &CALENDAR
}

fn budgets() -> impl Strategy<Value = Budget> {
    prop_oneof![
        (1_u16..30).prop_map(Budget::working),
        (1_u16..60, any::<bool>()).prop_map(|(amount, roll)| Budget::natural(amount, roll)),
        (1_u16..8, any::<bool>()).prop_map(|(amount, roll)| Budget::months(amount, roll)),
    ]
}

fn start() -> impl Strategy<Value = Date> {
    (0_i64..1700).prop_map(|n| date(2020, 1, 1) + n.days())
}

/// Hours that it runs, then hours that it stands, and so on.
fn stops() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((1_i64..80, 1_i64..200), 0..5)
}

/// The clock with these stops, and the times of each.
fn with_stops(mut clock: Clock, stops: &[(i64, i64)]) -> (Clock, Vec<(Timestamp, Timestamp)>) {
    let mut now = clock.started;
    let mut times = Vec::new();
    for (runs, stands) in stops {
        let from = now + runs.hours();
        now = from + stands.hours();
        clock = clock.suspended(from, SuspensionReason::CorrectionAsked).resumed(now);
        times.push((from, now));
    }
    (clock, times)
}

fn due(clock: &Clock) -> Date {
    read_on(clock, calendar()).expect("known years").due_day().expect("it runs")
}

/// How many days a budget has when it starts on this day.
fn amount_in_days(budget: Budget, from: Date) -> usize {
    let days = match budget.unit {
        Unit::WorkingDays | Unit::NaturalDays => i32::from(budget.amount),
        Unit::Months => {
            (from.checked_add(i64::from(budget.amount).months()).expect("in range") - from).get_days()
        }
    };
    usize::try_from(days).expect("forward")
}

/// Told without the clock: the days after the first whose close of business finds it
/// running, and which are worked where working days are counted.
fn counted(budget: Budget, from: Date, to: Date, stops: &[(Timestamp, Timestamp)]) -> usize {
    let mut count = 0;
    let mut day = from;
    while day < to {
        day += 1.day();
        let close = instant(day, 17, 0);
        let stands = stops.iter().any(|(from, to)| *from <= close && close < *to);
        let fits = budget.unit != Unit::WorkingDays || calendar().kind(day).expect("known").is_working();
        count += usize::from(!stands && fits);
    }
    count
}

proptest! {
    #[test]
    fn the_budget_is_used_up_on_the_due_day_and_not_before(budget in budgets(), from in start(), stops in stops()) {
        let (clock, times) = with_stops(clock(budget, from), &stops);
        let due = due(&clock);
        let amount = amount_in_days(budget, from);
        prop_assert!(counted(budget, from, due, &times) >= amount);
        if !budget.roll {
            prop_assert_eq!(counted(budget, from, due, &times), amount);
            prop_assert!(counted(budget, from, due - 1.day(), &times) < amount);
        } else {
            prop_assert!(calendar().kind(due).expect("known").is_working());
            let rest = |day: Date| !calendar().kind(day).expect("known").is_working();
            let stands = |day: Date| times.iter().any(|(a, b)| *a <= instant(day, 17, 0) && instant(day, 17, 0) < *b);
            let eve = due - 1.day();
            let used = counted(budget, from, eve, &times) >= amount;
            prop_assert!(!used || rest(eve) || stands(eve), "it could have ended on {}", eve);
        }
    }

    #[test]
    fn the_explanation_names_every_day_once_and_adds_up(budget in budgets(), from in start(), stops in stops()) {
        let (clock, _) = with_stops(clock(budget, from), &stops);
        let reading = read_on(&clock, calendar()).expect("known years");
        let days: Vec<Date> = reading.days.iter().map(|day| day.date).collect();
        prop_assert_eq!(days.first(), Some(&from));
        prop_assert_eq!(days.last().copied(), reading.due_day());
        prop_assert!(days.windows(2).all(|pair| pair[0] + 1.day() == pair[1]));
        let used = reading.days.iter().filter(|day| day.counted).count();
        prop_assert_eq!(used, amount_in_days(budget, from));
    }

    #[test]
    fn a_stop_or_an_extension_never_makes_it_due_earlier(
        budget in budgets(), from in start(), stops in stops(), more in 1_u16..11,
    ) {
        let plain = clock(budget, from);
        let (stopped, times) = with_stops(plain.clone(), &stops);
        prop_assert!(due(&stopped) >= due(&plain));
        let at = times.last().map_or(plain.started, |(_, to)| *to);
        prop_assert!(due(&extended(stopped.clone(), at, more)) >= due(&stopped));
    }

    #[test]
    fn a_clock_comes_back_from_json_as_it_was(budget in budgets(), from in start(), stops in stops()) {
        let (mut clock, _) = with_stops(clock(budget, from), &stops);
        let (at, year) = (clock.started, 2026);
        clock.ledger.push(LedgerEntry::Reprojected { at, from: Some(from), to: None, year });
        let clock = extended(clock, at, 3);
        let json = serde_json::to_string(&clock).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Clock>(&json).expect("a clock"), clock);
    }
}
