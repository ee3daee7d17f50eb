use super::{any, pack};
use jiff::civil::{Date, date};
use leye_domain::person::{
    RetirementClass::{self, Female50, Female55, Male},
    RetirementRules, Sex, UnknownRetirementClass, statutory_retirement,
};
use proptest::prelude::*;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Article {
    rules: RetirementRules,
}

/// The rules as the pack holds them.
fn rules() -> RetirementRules {
    let text = std::fs::read_to_string(pack("determination/retirement.toml")).expect("in the pack");
    toml::from_str::<Article>(&text).expect("a table of three rules").rules
}

fn check(class: RetirementClass, born: Date, retires: Date) {
    let found = statutory_retirement(born, class, &rules()).date;
    assert_eq!(found, retires, "{class} born {born}");
}

#[derive(Deserialize)]
struct Row {
    category: RetirementClass,
    birth_ym: String,
    delay_months: u8,
    age_years: u8,
    age_months: u8,
    retire_ym: String,
}

#[test]
fn every_row_of_the_table_holds() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/retirement_table.csv");
    let mut rows = csv::Reader::from_path(table).expect("the table is there");
    let rules = rules();
    let mut count = 0;
    for row in rows.deserialize::<Row>() {
        let row = row.expect("six columns");
        let born: Date = format!("{}-15", row.birth_ym).parse().expect("a month");
        let found = statutory_retirement(born, row.category, &rules);
        let place = format!("{} born {}", row.category, row.birth_ym);
        assert_eq!(found.date.to_string(), format!("{}-15", row.retire_ym), "{place}");
        assert_eq!(found.months_delayed, row.delay_months, "{place}");
        assert_eq!((found.age_years, found.age_months), (row.age_years, row.age_months), "{place}");
        count += 1;
    }
    assert_eq!(count, 420);
}

#[test]
fn published_examples_hold() {
    check(Male, date(1965, 1, 10), date(2025, 2, 10));
    check(Male, date(1965, 12, 10), date(2026, 3, 10));
    check(Male, date(1966, 1, 10), date(2026, 5, 10));
    check(Male, date(1976, 9, 10), date(2039, 9, 10));
    check(Male, date(1995, 12, 10), date(2058, 12, 10));
    check(Female55, date(1963, 4, 10), date(2018, 4, 10));
    check(Female55, date(1971, 4, 10), date(2026, 8, 10));
    check(Female55, date(1981, 9, 10), date(2039, 9, 10));
    check(Female50, date(1984, 11, 10), date(2039, 11, 10));
    check(Female50, date(1995, 12, 10), date(2050, 12, 10));
}

#[test]
fn births_before_the_table_retire_at_the_old_age() {
    check(Male, date(1964, 12, 31), date(2024, 12, 31));
    check(Female55, date(1969, 12, 31), date(2024, 12, 31));
    check(Female50, date(1974, 12, 31), date(2024, 12, 31));
    check(Male, date(1900, 2, 1), date(1960, 2, 1));
}

#[test]
fn the_day_is_clamped_to_the_months_end() {
    check(Male, date(1965, 1, 31), date(2025, 2, 28));
    check(Male, date(1965, 12, 31), date(2026, 3, 31));
    check(Male, date(1968, 2, 29), date(2028, 12, 29));
    check(Female55, date(1968, 2, 29), date(2023, 2, 28));
    check(Female50, date(1976, 2, 29), date(2026, 9, 29));
}

#[test]
fn classes_have_one_spelling() {
    for class in [Male, Female55, Female50] {
        assert_eq!(class.code().parse(), Ok(class));
        let json = serde_json::to_value(class).expect("plain data");
        assert_eq!(json, class.to_string());
    }
    assert_eq!("female".parse::<RetirementClass>(), Err(UnknownRetirementClass));
    assert_eq!((Male.sex(), Female50.sex()), (Sex::Male, Sex::Female));
}

#[test]
fn a_rule_that_cannot_be_meant_is_refused() {
    let rule = |base: &str, step: u8| {
        let class =
            format!(r#"{{"base_month":"{base}","old_age_years":60,"step_months":{step},"cap_months":36}}"#);
        format!(r#"{{"male":{class},"female-55":{class},"female-50":{class}}}"#)
    };
    let reads = |text: &str| serde_json::from_str::<RetirementRules>(text).is_ok();
    assert!(reads(&rule("1965-01", 4)));
    assert!(!reads(&rule("1965-01", 0)), "a step of no months");
    assert!(!reads(&rule("1965-13", 4)), "a thirteenth month");
    assert!(!reads(&rule("1965", 4)), "no month");
    let text = serde_json::to_string(&rules()).expect("plain data");
    assert_eq!(serde_json::from_str::<RetirementRules>(&text).expect("reads back"), rules());
}

proptest! {
    #[test]
    fn who_is_born_later_never_retires_in_an_earlier_month(born in any::birth_date()) {
        let next = born + jiff::Span::new().days(1);
        for class in [Male, Female55, Female50] {
            let (one, other) = (
                statutory_retirement(born, class, &rules()).date,
                statutory_retirement(next, class, &rules()).date,
            );
            prop_assert!(one <= other, "{} {}", class, born);
        }
    }
}
