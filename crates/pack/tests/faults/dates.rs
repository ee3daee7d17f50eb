//! Faults in periods and calendars.

use super::{check, check_files};

#[test]
fn missing_last_checked() {
    check(
        "calendar/2026.toml",
        "last_checked = 2026-11-22\n",
        "",
        &["calendar/2026.toml:3 missing-last-checked"],
    );
}

#[test]
fn reversed_dates() {
    check(
        "pack.toml",
        "last_checked",
        "in_force_to = 2010-09-30\nlast_checked",
        &["pack.toml:3 reversed-dates"],
    );
}

/// A second value of `age`, in force from `from`, while the first one ends with `to`.
fn second_value(to: &str, from: &str, expected: &[&str]) {
    let second = format!(
        "name = \"age\"\namount = 40\nunit = \"years\"\n{to}in_force_from = 2010-10-01\nlast_checked = 2026-11-22\nsource = \"x\"\n\
         [[value]]\nname = \"age\"\namount = 45\nunit = \"years\"\nin_force_from = {from}\n"
    );
    let first = "name = \"age\"\namount = 40\nunit = \"years\"\nin_force_from = 2010-10-01\n";
    check("determination/C1.1.toml", first, &second, expected);
}

#[test]
fn values_that_follow_each_other() {
    second_value("in_force_to = 2019-12-31\n", "2020-01-01", &[]);
}

#[test]
fn overlapping_dates() {
    second_value(
        "in_force_to = 2020-01-01\n",
        "2020-01-01",
        &["determination/C1.1.toml:18 overlapping-dates"],
    );
}

#[test]
fn overlapping_dates_without_an_end() {
    second_value("", "2020-01-01", &["determination/C1.1.toml:17 overlapping-dates"]);
}

#[test]
fn gap_in_dates() {
    second_value("in_force_to = 2019-12-30\n", "2020-01-01", &["determination/C1.1.toml:18 gap-in-dates"]);
}

#[test]
fn calendar_under_a_wrong_name() {
    let mut files = crate::small();
    let text = files.remove("calendar/2026.toml").unwrap();
    files.insert("calendar/2025.toml".into(), text);
    check_files(&files, &["calendar/2025.toml:1 wrong-name"]);
}

#[test]
fn day_of_another_year() {
    check("calendar/2026.toml", "2025-12-31", "2025-11-30", &["calendar/2026.toml:8 wrong-year"]);
}

#[test]
fn impossible_day() {
    check("calendar/2026.toml", "2026-01-04", "2026-02-30", &["calendar/2026.toml:13 syntax"]);
}

#[test]
fn duplicate_day() {
    check("calendar/2026.toml", "2026-01-04", "2025-12-31", &["calendar/2026.toml:13 duplicate-day"]);
}

#[test]
fn duplicate_day_in_two_files() {
    let mut files = crate::small();
    let text =
        files["calendar/2026.toml"].replace("year = 2026", "year = 2027").replace("2025-12-31", "2027-01-01");
    files.insert("calendar/2027.toml".into(), text);
    check_files(&files, &["calendar/2027.toml:13 wrong-year", "calendar/2027.toml:13 duplicate-day"]);
}

#[test]
fn duplicate_fixed_day() {
    let day = "[[day]]\nmonth = 1\nday = 1\nname = \"元旦\"\n";
    check("calendar/fixed.toml", day, &day.repeat(2), &["calendar/fixed.toml:11 duplicate-day"]);
}

#[test]
fn no_such_day() {
    check(
        "calendar/fixed.toml",
        "month = 1\nday = 1",
        "month = 2\nday = 29",
        &["calendar/fixed.toml:7 no-such-day"],
    );
}

#[test]
fn no_such_month() {
    check(
        "determination/retirement.toml",
        "1965-01",
        "1965-13",
        &["determination/retirement.toml:8 no-such-day"],
    );
}
