//! Time limits: budgets, suspensions, extensions, and the explanation day by day.

mod budgets;
mod explanation;
mod laws;
mod suspensions;

use jiff::Timestamp;
use jiff::civil::{Date, Time, time};
use jiff::tz::TimeZone;
use leye_domain::calendar::Calendar;
use leye_domain::clock::{Budget, Clock, ClockError, LedgerEntry, Reading};
use leye_domain::sealed::Sealed;

use crate::calendar::statutory;

const CLOSE: Time = time(17, 0, 0, 0);

fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").expect("the zones are compiled in")
}

fn instant(day: Date, hour: i8, minute: i8) -> Timestamp {
    zone().to_timestamp(day.at(hour, minute, 0, 0)).expect("an instant")
}

/// A clock that starts at 10:00 of this day.
fn clock(budget: Budget, from: Date) -> Clock {
    Clock {
        limit: "initial_review".to_owned(),
        article: "C3.1".to_owned(),
        started: instant(from, 10, 0),
        budget,
        close: CLOSE,
        ledger: Vec::new(),
    }
}

fn extended(mut clock: Clock, at: Timestamp, amount: u16) -> Clock {
    let (by, reason) = ("HEAD".to_owned(), Sealed::Open("a reason".to_owned()));
    clock.ledger.push(LedgerEntry::Extended { at, amount, by, reason });
    clock
}

fn read_on(clock: &Clock, calendar: &Calendar) -> Result<Reading, ClockError> {
    clock.read(calendar, &zone())
}

fn read(clock: &Clock) -> Reading {
    read_on(clock, &statutory()).expect("known years")
}

/// The due day, which is due at the close of business.
fn due(clock: &Clock) -> Date {
    let reading = read(clock);
    let day = reading.due_day().expect("it runs");
    assert_eq!(reading.due_at(), Some(instant(day, 17, 0)));
    day
}
