//! Age in completed years, as the ten categories count it (C1.1, C1.7).

use jiff::civil::Date;

/// The birthday in `year` of somebody born on `born`.
///
/// Who is born on 29 February has the birthday on 1 March in other years.
pub fn birthday_in(born: Date, year: i16) -> Date {
    Date::new(year, born.month(), born.day())
        .or_else(|_| Date::new(year, 3, 1))
        .expect("only 29 February is missing from some years, and 1 March is in all")
}

/// Completed years of age on the day `on`: the age rises on the birthday itself.
///
/// Negative when `on` lies before the birth, so that no age gate opens then.
pub fn completed_years(born: Date, on: Date) -> i16 {
    let had_birthday = birthday_in(born, on.year()) <= on;
    on.year() - born.year() - i16::from(!had_birthday)
}
