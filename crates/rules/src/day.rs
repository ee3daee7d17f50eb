//! Days as numbers, as columns hold them, and the ages that people have on one day.

use jiff::Span;
use jiff::civil::{Date, date};

const EPOCH: Date = date(1970, 1, 1);

/// Ages that are kept ready for every day since the birth; others are reckoned one by one. A
/// column of births becomes ages by one look each at a table that stays in the nearer memory
/// of a core.
const READY: i64 = 200;

/// Days since 1970-01-01.
pub(crate) fn number(date: Date) -> i32 {
    EPOCH.until(date).map_or(0, |span| span.get_days())
}

/// The day of a number; the ends of the calendar for a number outside of it.
pub(crate) fn of_number(days: i32) -> Date {
    EPOCH.saturating_add(Span::new().try_days(days).unwrap_or_else(|_| {
        if days < 0 { Span::new().days(-4_000_000) } else { Span::new().days(4_000_000) }
    }))
}

/// The date that lies `years` before `day`; 29 February becomes 28 February where the year
/// has none.
pub(crate) fn years_before(day: Date, years: i64) -> Date {
    match Span::new().try_years(years) {
        Ok(span) => day.saturating_sub(span),
        Err(_) if years > 0 => Date::MIN,
        Err(_) => Date::MAX,
    }
}

/// The date that lies `months` before `day`; a day that the month does not have becomes its
/// last one.
pub(crate) fn months_before(day: Date, months: i64) -> Date {
    match Span::new().try_months(months) {
        Ok(span) => day.saturating_sub(span),
        Err(_) if months > 0 => Date::MIN,
        Err(_) => Date::MAX,
    }
}

/// The day on which somebody born on `born` reaches an age. Who is born on 29 February has the
/// birthday on 1 March in other years.
pub(crate) fn birthday(born: Date, years: i64) -> Date {
    let date = years_before(born, -years);
    if date.day() == born.day() { date } else { date.tomorrow().unwrap_or(Date::MAX) }
}

/// Ages on one day, in completed years. Who is born on 29 February has the birthday on
/// 1 March in other years.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Ages {
    today: i32,
    /// By days since the birth.
    ready: Vec<u8>,
}

impl Ages {
    pub(crate) fn on(day: Date) -> Ages {
        let today = number(day);
        let lived =
            |years: i64| usize::try_from(today - number(years_before(day, years))).unwrap_or_default();
        let mut ready = Vec::with_capacity(lived(READY));
        for (age, years) in (0..=u8::MAX).zip(1..=READY) {
            ready.resize(lived(years), age);
        }
        Ages { today, ready }
    }

    /// The age of somebody born on this day; below zero before the birth.
    pub(crate) fn of(&self, born: i32) -> i64 {
        let lived = i64::from(self.today) - i64::from(born);
        let ready = usize::try_from(lived).ok().and_then(|lived| self.ready.get(lived));
        ready.map_or_else(|| self.reckon(born), |age| i64::from(*age))
    }

    fn reckon(&self, born: i32) -> i64 {
        let (today, born) = (of_number(self.today), of_number(born));
        let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
        i64::from(today.year()) - i64::from(born.year()) - i64::from(!had_birthday)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_two_centuries_has_the_age_that_is_reckoned() {
        for today in [date(2026, 11, 1), date(2024, 2, 29), date(2025, 2, 28), date(2028, 3, 1)] {
            let ages = Ages::on(today);
            let last = number(today) + 400;
            for born in (last - 73_500)..=last {
                assert_eq!(ages.of(born), ages.reckon(born), "{today} {}", of_number(born));
            }
        }
    }

    #[test]
    fn a_birthday_on_29_february_is_1_march_in_other_years() {
        let born = number(date(2008, 2, 29));
        assert_eq!(Ages::on(date(2024, 2, 28)).of(born), 15);
        assert_eq!(Ages::on(date(2024, 2, 29)).of(born), 16);
        assert_eq!(Ages::on(date(2026, 2, 28)).of(born), 17);
        assert_eq!(Ages::on(date(2026, 3, 1)).of(born), 18);
    }

    #[test]
    fn months_end_with_the_month() {
        assert_eq!(months_before(date(2026, 11, 1), 6), date(2026, 5, 1));
        assert_eq!(months_before(date(2027, 2, 28), 6), date(2026, 8, 28));
        assert_eq!(months_before(date(2026, 8, 31), 6), date(2026, 2, 28));
    }

    #[test]
    fn the_birthday_is_the_first_day_of_the_age() {
        for born in [date(2008, 2, 29), date(2008, 2, 28), date(2008, 11, 1), date(2008, 12, 31)] {
            let day = birthday(born, 18);
            assert_eq!(Ages::on(day).of(number(born)), 18);
            assert_eq!(Ages::on(day.yesterday().unwrap()).of(number(born)), 17);
        }
    }

    #[test]
    fn a_year_before_29_february_is_28_february() {
        assert_eq!(years_before(date(2024, 2, 29), 1), date(2023, 2, 28));
        assert_eq!(years_before(date(2024, 2, 29), 99_999), Date::MIN);
    }
}
