//! The count of days behind a due date.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::{Clock, LedgerEntry, SuspensionReason, Unit};
use crate::calendar::{Calendar, DayKind, MissingYear};

/// A count never goes further than this many days; no limit of the rules comes near it.
const FURTHEST: u32 = 4_000;

/// Why a due date could not be found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// A year without a statutory calendar.
    #[error(transparent)]
    Missing(#[from] MissingYear),
    /// The count left the days that the calendar can name.
    #[error("the time limit ends too far away to be counted")]
    TooFar,
}

/// When a limit is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// At this instant, the close of business of the day.
    At(Timestamp, Date),
    /// The clock stands still with this many days of its unit left.
    Suspended {
        /// Days that will be left when it goes on.
        days_left: u32,
    },
}

/// Why a day was or was not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "detail", rename_all = "kebab-case")]
pub enum WhyCounted {
    /// The day on which it began is not counted.
    FirstDay,
    /// Natural days count whatever they are.
    Natural,
    /// A working day, or a rest day, by the calendar.
    Calendar(DayKind),
    /// The clock stood still at the close of business.
    Suspended(SuspensionReason),
    /// All days are used, but the last fell on a rest day: the end moves past this one.
    Rolled(DayKind),
    /// The end, moved here from a rest day.
    RolledEnd(DayKind),
}

/// One day of the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayCount {
    /// The day.
    pub date: Date,
    /// Whether it used up a day of the budget.
    pub counted: bool,
    /// Why.
    pub why: WhyCounted,
    /// Whether the year's calendar is only provisional.
    pub provisional: bool,
}

/// A clock as read on a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// When it is due.
    pub due: Due,
    /// Every day from the start to the due day (or to the suspension).
    pub days: Vec<DayCount>,
}

impl Reading {
    /// The instant it is due, unless suspended.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self.due {
            Due::At(at, _) => Some(at),
            Due::Suspended { .. } => None,
        }
    }

    /// The day it is due, unless suspended.
    pub fn due_day(&self) -> Option<Date> {
        match self.due {
            Due::At(_, day) => Some(day),
            Due::Suspended { .. } => None,
        }
    }

    /// Whether any day of the count rests on a provisional calendar.
    pub fn is_provisional(&self) -> bool {
        self.days.iter().any(|day| day.provisional)
    }
}

struct Count<'a> {
    clock: &'a Clock,
    calendar: &'a Calendar,
    zone: &'a TimeZone,
    days: Vec<DayCount>,
}

pub(super) fn read(clock: &Clock, calendar: &Calendar, zone: &TimeZone) -> Result<Reading, ClockError> {
    let start = clock.start_day(zone);
    let mut count = Count { clock, calendar, zone, days: Vec::new() };
    count.note(start, false, WhyCounted::FirstDay);
    let mut left = budget_in_days(clock, start)?;
    let mut day = start;
    for _ in 0..FURTHEST {
        if left == 0 && count.may_end(day)? {
            let at = count.close_of(day)?;
            return Ok(Reading { due: Due::At(at, day), days: count.days });
        }
        day = day.tomorrow().map_err(|_| ClockError::TooFar)?;
        if count.stands_still_for_good(day)? {
            return Ok(Reading { due: Due::Suspended { days_left: left }, days: count.days });
        }
        left -= u32::from(count.step(day, left)?);
    }
    Err(ClockError::TooFar)
}

/// The budget with its extensions; months become the natural days they span.
fn budget_in_days(clock: &Clock, start: Date) -> Result<u32, ClockError> {
    let extra: u32 = clock
        .ledger
        .iter()
        .map(|e| if let LedgerEntry::Extended { amount, .. } = e { u32::from(*amount) } else { 0 })
        .sum();
    let amount = u32::from(clock.budget.amount) + extra;
    if clock.budget.unit != Unit::Months {
        return Ok(amount);
    }
    let span = jiff::Span::new().months(i64::from(amount));
    let end = start.checked_add(span).map_err(|_| ClockError::TooFar)?;
    let days = end.since(start).map_err(|_| ClockError::TooFar)?.get_days();
    u32::try_from(days).map_err(|_| ClockError::TooFar)
}

impl Count<'_> {
    fn note(&mut self, date: Date, counted: bool, why: WhyCounted) {
        let provisional = self.rests_on_calendar() && self.calendar.is_provisional(date);
        self.days.push(DayCount { date, counted, why, provisional });
    }

    /// Natural days without rolling need no calendar, so none can move them.
    fn rests_on_calendar(&self) -> bool {
        self.clock.budget.roll || self.clock.budget.unit == Unit::WorkingDays
    }

    fn close_of(&self, day: Date) -> Result<Timestamp, ClockError> {
        let close = day.to_datetime(self.clock.close);
        self.zone
            .to_ambiguous_zoned(close)
            .compatible()
            .map(|z| z.timestamp())
            .map_err(|_| ClockError::TooFar)
    }

    /// The suspension in force at `at`: its reason, and whether it has an end on record.
    fn suspension(&self, at: Timestamp) -> Option<(SuspensionReason, bool)> {
        let mut open = None;
        for entry in &self.clock.ledger {
            match entry {
                LedgerEntry::Suspended { at: from, reason } if *from <= at => open = Some((*reason, false)),
                LedgerEntry::Resumed { at: to } if *to <= at => open = None,
                LedgerEntry::Resumed { .. } => open = open.map(|(reason, _)| (reason, true)),
                _ => {}
            }
        }
        open
    }

    fn stands_still_for_good(&self, day: Date) -> Result<bool, ClockError> {
        Ok(matches!(self.suspension(self.close_of(day)?), Some((_, false))))
    }

    /// Counts one day; true when it used up a day of the budget.
    fn step(&mut self, day: Date, left: u32) -> Result<bool, ClockError> {
        if let Some((reason, _)) = self.suspension(self.close_of(day)?) {
            self.note(day, false, WhyCounted::Suspended(reason));
            return Ok(false);
        }
        if self.clock.budget.unit != Unit::WorkingDays && left > 0 {
            self.note(day, true, WhyCounted::Natural);
            return Ok(true);
        }
        let kind = self.calendar.kind(day)?;
        let working = kind.is_working();
        if left > 0 {
            self.note(day, working, WhyCounted::Calendar(kind));
        } else {
            self.note(
                day,
                false,
                if working { WhyCounted::RolledEnd(kind) } else { WhyCounted::Rolled(kind) },
            );
        }
        Ok(working && left > 0)
    }

    /// Whether a used-up budget may end on this day: not while suspended, and on a
    /// working day where the budget rolls.
    fn may_end(&self, day: Date) -> Result<bool, ClockError> {
        if self.suspension(self.close_of(day)?).is_some() {
            return Ok(false);
        }
        Ok(!self.rests_on_calendar() || self.calendar.kind(day)?.is_working())
    }
}
