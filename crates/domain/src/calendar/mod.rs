//! Which days are working days, and why (the State Council's yearly papers).
//!
//! Saturdays and Sundays are rest days unless the year's paper makes one a working day;
//! holidays are rest days. A year without its paper is an error that names the year,
//! unless the calendar is told to go on with a provisional one made of fixed days and
//! weekends.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// What the paper says of a special day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpecialKind {
    /// A day off.
    Holiday,
    /// A Saturday or Sunday that is worked.
    Workday,
}

/// A day that the year's paper names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialDay {
    /// Which day.
    pub date: Date,
    /// Off or worked.
    pub kind: SpecialKind,
    /// The festival, as the paper names it.
    pub name: String,
}

/// A day off that falls on the same date every year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedDay {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
    /// The festival.
    pub name: String,
}

/// Why a day is or is not a working day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "name", rename_all = "kebab-case")]
pub enum DayKind {
    /// Monday to Friday, nothing special.
    Working,
    /// Saturday or Sunday that is worked.
    MakeUp(String),
    /// Saturday or Sunday.
    Weekend,
    /// A festival.
    Holiday(String),
}

impl DayKind {
    /// Whether offices work on such a day.
    pub fn is_working(&self) -> bool {
        matches!(self, DayKind::Working | DayKind::MakeUp(_))
    }
}

/// No calendar for this year, and the caller did not allow a provisional one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no calendar for {year}; import it with `leye calendar import FILE`")]
pub struct MissingYear {
    /// The year that is missing.
    pub year: i16,
}

/// The statutory calendar: the years whose papers are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeSet<i16>,
    special: BTreeMap<Date, SpecialDay>,
    fixed: Vec<FixedDay>,
    provisional: bool,
}

impl Calendar {
    /// An empty calendar; `fixed` serves the years that have no paper yet.
    pub fn new(fixed: Vec<FixedDay>) -> Calendar {
        Calendar { fixed, ..Calendar::default() }
    }

    /// Adds or replaces the paper of `year`. A paper may name days of the year before
    /// (31 December 2022 belongs to the paper of 2023).
    pub fn add_year(&mut self, year: i16, days: impl IntoIterator<Item = SpecialDay>) {
        self.years.insert(year);
        self.special.extend(days.into_iter().map(|day| (day.date, day)));
    }

    /// The same calendar, going on with fixed days and weekends in years without a paper.
    #[must_use]
    pub fn or_provisional(mut self) -> Calendar {
        self.provisional = true;
        self
    }

    /// The years whose papers are known.
    pub fn years(&self) -> impl Iterator<Item = i16> + '_ {
        self.years.iter().copied()
    }

    /// Whether the year of `date` is only provisional.
    pub fn is_provisional(&self, date: Date) -> bool {
        !self.years.contains(&date.year())
    }

    /// What kind of day it is.
    ///
    /// # Errors
    /// [`MissingYear`] when the year has no paper and no provisional calendar is allowed.
    pub fn kind(&self, date: Date) -> Result<DayKind, MissingYear> {
        if let Some(day) = self.special.get(&date) {
            return Ok(match day.kind {
                SpecialKind::Holiday => DayKind::Holiday(day.name.clone()),
                SpecialKind::Workday => DayKind::MakeUp(day.name.clone()),
            });
        }
        if self.is_provisional(date) {
            if !self.provisional {
                return Err(MissingYear { year: date.year() });
            }
            if let Some(day) = self.fixed.iter().find(|d| (d.month, d.day) == (date.month(), date.day())) {
                return Ok(DayKind::Holiday(day.name.clone()));
            }
        }
        let rest = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        Ok(if rest { DayKind::Weekend } else { DayKind::Working })
    }

    /// Working days after `from` up to and with `to`; 0 when `to` is not after `from`.
    ///
    /// # Errors
    /// [`MissingYear`] as for [`Calendar::kind`].
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<u32, MissingYear> {
        let mut count = 0;
        let mut day = from;
        while day < to {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            count += u32::from(self.kind(day)?.is_working());
        }
        Ok(count)
    }
}
