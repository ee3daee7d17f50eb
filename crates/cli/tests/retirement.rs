//! `leye retirement`.

use crate::run::leye;

fn check(born: &str, class: &str, date: &str) {
    let answer = leye(&["retirement", "--born", born, "--class", class, "--json"]).ends(0).json();
    assert_eq!(answer["date"], date, "{born} {class}");
}

#[test]
fn published_vectors_hold() {
    check("1965-01-15", "male", "2025-02-15");
    check("1965-12-31", "male", "2026-03-31");
    check("1966-01-31", "male", "2026-05-31");
    check("1995-12-01", "male", "2058-12-01");
    check("1976-09-10", "male", "2039-09-10");
    check("1971-04-30", "female-55", "2026-08-30");
    check("1963-04-01", "female-55", "2018-04-01");
    check("1981-09-01", "female-55", "2039-09-01");
    check("1995-12-01", "female-50", "2050-12-01");
    check("1984-11-30", "female-50", "2039-11-30");
}

#[test]
fn the_age_is_told_with_the_date() {
    let ran = leye(&["retirement", "--born", "1965-12-31", "--class", "male"]).ends(0);
    assert!(ran.out.starts_with("2026-03-31, at 60 years and 3 months"), "{}", ran.out);
}

#[test]
fn another_class_or_an_impossible_date_is_wrong_usage() {
    assert!(
        leye(&["retirement", "--born", "1965-12-31", "--class", "female"]).ends(2).err.contains("female-55")
    );
    leye(&["retirement", "--born", "1965-02-30", "--class", "male"]).ends(2);
}
