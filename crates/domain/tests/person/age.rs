use jiff::civil::{Date, date};
use leye_domain::person::{birthday_in, completed_years};
use proptest::prelude::*;

fn check(born: Date, on: Date, years: i16) {
    assert_eq!(completed_years(born, on), years, "born {born}, on {on}");
}

#[test]
fn the_age_rises_on_the_birthday() {
    check(date(1976, 11, 22), date(2026, 11, 21), 49);
    check(date(1976, 11, 22), date(2026, 11, 22), 50);
}

#[test]
fn born_on_29_february_the_age_rises_on_1_march() {
    check(date(1984, 2, 29), date(2026, 2, 28), 41);
    check(date(1984, 2, 29), date(2026, 3, 1), 42);
    check(date(1984, 2, 29), date(2028, 2, 28), 43);
    check(date(1984, 2, 29), date(2028, 2, 29), 44);
    assert_eq!(birthday_in(date(1984, 2, 29), 2100), date(2100, 3, 1));
}

#[test]
fn before_birth_the_age_is_negative() {
    check(date(2026, 11, 22), date(2026, 11, 22), 0);
    check(date(2026, 11, 23), date(2026, 11, 22), -1);
    check(date(2027, 11, 22), date(2026, 11, 22), -1);
}

proptest! {
    #[test]
    fn the_age_never_falls(born in super::any::birth_date(), days in 0..40_000_i32) {
        let on = born + jiff::Span::new().days(days);
        let next = on.tomorrow().expect("far from the last date");
        prop_assert!(completed_years(born, on) <= completed_years(born, next));
    }
}
