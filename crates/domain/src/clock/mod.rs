//! A time limit: a budget of days plus a ledger of what happened to it.
//!
//! When it is due and whether it is late are derived from the two and the calendar, and
//! never stored. The starting day is not counted (Civil Code 201); a day at whose close
//! of business the clock is suspended is not consumed; so the days left stay the same
//! across a suspension. A limit ends at the close of business of the agency.

mod count;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub use count::{ClockError, DayCount, Due, Reading, WhyCounted};

use crate::calendar::Calendar;
use crate::sealed::Sealed;

/// The unit in which a budget is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 工作日.
    WorkingDays,
    /// 自然日.
    NaturalDays,
    /// Calendar months, clamped to the month's end (Civil Code 202).
    Months,
}

/// How much time a step has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// How many.
    pub amount: u16,
    /// Of what.
    pub unit: Unit,
    /// Whether an end on a rest day moves to the next working day (Civil Code 203).
    /// Without meaning for working days.
    pub roll: bool,
}

impl Budget {
    /// `amount` working days.
    pub fn working(amount: u16) -> Budget {
        Budget { amount, unit: Unit::WorkingDays, roll: false }
    }

    /// `amount` natural days, rolling to the next working day when `roll`.
    pub fn natural(amount: u16, roll: bool) -> Budget {
        Budget { amount, unit: Unit::NaturalDays, roll }
    }

    /// `amount` months, rolling to the next working day when `roll`.
    pub fn months(amount: u16, roll: bool) -> Budget {
        Budget { amount, unit: Unit::Months, roll }
    }
}

/// Why a clock stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspensionReason {
    /// The applicant was asked to correct or supply something.
    CorrectionAsked,
    /// An objection to the notice is being looked into.
    ObjectionRaised,
}

/// What happened to a clock, in order of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum LedgerEntry {
    /// It stopped.
    Suspended {
        /// When.
        at: Timestamp,
        /// Why.
        reason: SuspensionReason,
    },
    /// It went on.
    Resumed {
        /// When.
        at: Timestamp,
    },
    /// The head of the agency approved more time before expiry.
    Extended {
        /// When.
        at: Timestamp,
        /// How many more, in the unit of the budget.
        amount: u16,
        /// Who approved.
        by: String,
        /// Why, as told to the applicant.
        reason: Sealed<String>,
    },
    /// A statutory calendar was imported and the due day may have moved.
    Reprojected {
        /// When.
        at: Timestamp,
        /// Due day before.
        from: Option<Date>,
        /// Due day after.
        to: Option<Date>,
        /// The imported year.
        year: i16,
    },
}

/// A time limit that runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Which limit of the pack it is, such as `initial_review`.
    pub limit: String,
    /// The article that sets it.
    pub article: String,
    /// From when it runs. The day itself is not counted.
    pub started: Timestamp,
    /// How much time there is.
    pub budget: Budget,
    /// Close of business of the agency.
    pub close: Time,
    /// What happened to it.
    pub ledger: Vec<LedgerEntry>,
}

impl Clock {
    /// The day on which it started, at the agency.
    pub fn start_day(&self, zone: &TimeZone) -> Date {
        zone.to_datetime(self.started).date()
    }

    /// Stops the clock.
    #[must_use]
    pub fn suspended(mut self, at: Timestamp, reason: SuspensionReason) -> Clock {
        self.ledger.push(LedgerEntry::Suspended { at, reason });
        self
    }

    /// Lets it go on.
    #[must_use]
    pub fn resumed(mut self, at: Timestamp) -> Clock {
        self.ledger.push(LedgerEntry::Resumed { at });
        self
    }

    /// Whether it stands still at its newest entry.
    pub fn is_suspended(&self) -> bool {
        let last = self
            .ledger
            .iter()
            .rev()
            .find(|entry| matches!(entry, LedgerEntry::Suspended { .. } | LedgerEntry::Resumed { .. }));
        matches!(last, Some(LedgerEntry::Suspended { .. }))
    }

    /// How many times it was extended.
    pub fn extensions(&self) -> usize {
        self.ledger.iter().filter(|e| matches!(e, LedgerEntry::Extended { .. })).count()
    }

    /// When it is due, and the count of days that says why.
    ///
    /// # Errors
    /// [`ClockError`] when a year has no calendar or the count leaves the calendar.
    pub fn read(&self, calendar: &Calendar, zone: &TimeZone) -> Result<Reading, ClockError> {
        count::read(self, calendar, zone)
    }
}
