//! What the books are kept by: the numbers of the pack as they stand in its files, and days that
//! are counted here, by nothing that the service counts with.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use leye_pack::{DayKind, Pack, ValueUnit};

use super::deed::Who;

/// A rhythm of contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Every {
    Days(u16),
    Months(u16),
}

/// What puts a job at risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Factor {
    pub code: String,
    pub weight: u32,
    /// The employer is asked.
    pub mediates: bool,
    /// The question and the answer from which it arises.
    pub from: Vec<(String, bool)>,
}

/// The numbers of a pack, and its calendar.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    /// Months that a follow-up covers (B1).
    pub covers: u16,
    /// Days before its due day on which a visit begins to count (B3.1).
    pub opens: u16,
    /// Whom to visit in which month (B3.1).
    pub visits: Vec<(u16, Who)>,
    /// Questions that are answered with yes or no, by whom they are put to.
    pub questions: Vec<(Who, String)>,
    /// The factors, the heaviest first (B3.2).
    pub factors: Vec<Factor>,
    /// Working days for a mediation (B3.2) and for a look at two reports (B4.1).
    pub mediation: u16,
    pub conflict: u16,
    /// Working days to name a helper, to set the class, to sign (A7).
    pub name_helper: u16,
    pub set_class: u16,
    pub sign: u16,
    /// All three of who was determined before.
    pub opening_stock: u16,
    /// The rhythm of each class (A7).
    pub rhythms: BTreeMap<String, Every>,
    close: Time,
    zone: TimeZone,
    off: BTreeSet<Date>,
    worked: BTreeSet<Date>,
    /// The years whose paper is known, and the days off by month and day in all others.
    years: BTreeSet<i16>,
    fixed: BTreeSet<(i8, i8)>,
}

impl Numbers {
    /// Those in force on a day; none where the pack gives not all of them.
    pub(super) fn of(pack: &Pack, day: Date, zone: TimeZone) -> Option<Numbers> {
        let follow_up = pack.follow_up.as_ref()?;
        let assistance = pack.assistance.as_ref()?;
        let visits = follow_up.visits.iter().flat_map(|visit| {
            visit.targets.iter().filter_map(|target| Some((visit.month, Who::parse(target.as_str())?)))
        });
        let asked = follow_up.questions.list.iter().filter(|one| one.kind.as_str() == "yes_no");
        let factors = follow_up.risks.list.iter().map(|risk| Factor {
            code: risk.code.clone(),
            weight: u32::from(risk.weight),
            mediates: risk.mediates,
            from: risk.arises.clone(),
        });
        let mut factors: Vec<Factor> = factors.collect();
        factors.sort_by_key(|factor| std::cmp::Reverse(factor.weight));
        let rhythms = assistance.classes.iter().filter_map(|class| {
            let value = class.rhythm(day)?;
            let months = value.unit == ValueUnit::Months;
            let every = if months { Every::Months(value.amount) } else { Every::Days(value.amount) };
            Some((class.code.clone(), every))
        });
        let term = |name| assistance.terms.values.amount(name, day);
        let special = |kind: DayKind| {
            let named = pack.calendars.values().flatten().filter(move |one| one.kind == kind);
            named.map(|one| one.date).collect::<BTreeSet<Date>>()
        };
        Some(Numbers {
            covers: follow_up.covers.values.amount("covers", day)?,
            opens: follow_up.terms.values.amount("opens", day)?,
            visits: visits.collect(),
            questions: asked
                .filter_map(|one| Some((Who::parse(one.target.as_str())?, one.code.clone())))
                .collect(),
            factors,
            mediation: follow_up.mediation.values.amount("mediation", day)?,
            conflict: follow_up.terms.values.amount("conflict", day)?,
            name_helper: term("name_helper")?,
            set_class: term("set_class")?,
            sign: term("sign_agreement")?,
            opening_stock: term("opening_stock")?,
            rhythms: rhythms.collect(),
            close: pack.close_of_business,
            zone,
            off: special(DayKind::Holiday),
            worked: special(DayKind::Workday),
            years: pack.calendars.keys().copied().collect(),
            fixed: pack.fixed_days.iter().map(|day| (day.month, day.day)).collect(),
        })
    }

    /// Whether offices work on a day.
    fn is_worked(&self, day: Date) -> bool {
        let rest = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let fixed = !self.years.contains(&day.year()) && self.fixed.contains(&(day.month(), day.day()));
        self.worked.contains(&day) || !(rest || fixed || self.off.contains(&day))
    }

    /// The close of business of the last of so many working days after a day.
    pub(super) fn closes(&self, from: Date, working_days: u16) -> Option<Timestamp> {
        let mut day = from;
        let mut left = working_days;
        while left > 0 {
            day = day.tomorrow().ok()?;
            left -= u16::from(self.is_worked(day));
        }
        self.at(day, self.close)
    }

    /// A time of a day.
    pub(super) fn at(&self, day: Date, time: Time) -> Option<Timestamp> {
        self.zone.to_timestamp(day.to_datetime(time)).ok()
    }

    /// The day of an instant.
    pub(super) fn day(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// The last day on which the next contact is in time.
    pub(super) fn next_contact(&self, every: Every, from: Date) -> Date {
        match every {
            Every::Days(days) => days_on(from, i32::from(days)),
            Every::Months(months) => months_on(from, months),
        }
    }
}

/// So many days later, or earlier.
pub(super) fn days_on(day: Date, days: i32) -> Date {
    let one = |day: Date| if days < 0 { day.yesterday() } else { day.tomorrow() };
    (0..days.unsigned_abs()).try_fold(day, |day, _| one(day)).unwrap_or(day)
}

/// The same day so many months later; in a month that is too short, its last.
pub(super) fn months_on(day: Date, months: u16) -> Date {
    let count = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + i32::from(months);
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    let made = i16::try_from(year).ok().zip(i8::try_from(month).ok()).and_then(|(year, month)| {
        (1..=day.day()).rev().find_map(|number| Date::new(year, month, number).ok())
    });
    made.unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_that_is_too_short_ends_the_count() {
        assert_eq!(months_on(date(2025, 8, 31), 6), date(2026, 2, 28));
        assert_eq!(months_on(date(2025, 12, 1), 1), date(2026, 1, 1));
        assert_eq!(months_on(date(2023, 11, 30), 3), date(2024, 2, 29));
        assert_eq!(days_on(date(2026, 3, 1), -1), date(2026, 2, 28));
    }
}
