//! The trace of a ruling names what it used and what it lacks.

use jiff::civil::date;
use leye_rules::{Engine, Ruling, Verdict};

use crate::packs::harbin;
use crate::people::Resident;

fn ruling(one: &Resident, household: &[Resident]) -> Ruling {
    let household: Vec<_> = household.iter().map(Resident::facts).collect();
    Engine::new(&harbin(), date(2026, 11, 1)).unwrap().evaluate(&one.facts(), &household).unwrap()
}

#[test]
fn a_fact_that_is_missing_is_named_where_it_leaves_something_open() {
    let found = ruling(&Resident { retirement_class: None, employed: None, ..Resident::known() }, &[]);
    assert_eq!(found.ruling, Verdict::Unknown);
    assert_eq!(found.missing(), ["employed", "retirement_class"]);
    assert!(found.holding().is_empty());
    assert_eq!(found.undecided(), ["C1.1", "C1.2"]);
}

#[test]
fn a_fact_that_is_missing_where_it_changes_nothing_is_not_named() {
    let found = ruling(&Resident { land_lost: None, other_hardship: Some(true), ..Resident::known() }, &[]);
    assert_eq!(found.holding(), ["C1.1", "C1.2", "C1.6"]);
    assert!(found.missing().is_empty());
}

#[test]
fn a_child_of_whom_little_is_known_leaves_no_household_open() {
    let child = Resident { born: Some(date(2020, 1, 1)), employed: Some(false), ..Resident::default() };
    let found = ruling(&Resident::known(), std::slice::from_ref(&child));
    assert_eq!(found.holding(), ["C1.1", "C1.2"]);
    // The person is not able to work, the child is too young: only the third member counts.
    let person = Resident { able_to_work: Some(false), ..Resident::known() };
    let other = Resident { willing_to_work: None, retirement_class: None, ..Resident::known() };
    let found = ruling(&person, &[child, other]);
    assert_eq!(found.categories[1].holds, None);
    assert!(
        found.categories[1].missing.iter().map(|name| &**name).eq(["retirement_class", "willing_to_work"])
    );
}

#[test]
fn nothing_known_is_nothing_decided() {
    let found = ruling(&Resident::default(), &[]);
    assert_eq!(found.ruling, Verdict::Unknown);
    assert_eq!(found.undecided().len(), 10);
    // Every fact is missing in something.
    assert_eq!(found.missing().len(), harbin().facts.len());
}
