//! Faults in worked examples.

use jiff::civil::date;
use leye_pack::{Expected, FactValue, compile};

use super::check;

const FILE: &str = "examples/small.toml";

#[test]
fn examples_are_read_with_the_base_of_their_file() {
    let examples = compile(&crate::small()).0.unwrap().examples;
    assert_eq!(examples.len(), 2);
    assert_eq!(examples[0].facts["born"], FactValue::Day(date(1980, 2, 29)));
    assert_eq!(examples[0].facts["grade"], FactValue::Whole(2));
    assert_eq!((examples[0].ruling, examples[0].line), (Expected::Eligible, 7));
    assert!(!examples[1].facts.contains_key("born"));
    assert_eq!(examples[1].household[0]["sex"], FactValue::Word("M".into()));
    assert_eq!(examples[1].household[0]["applied"], FactValue::Flag(false));
    assert_eq!(examples[1].missing, ["born"]);
}

#[test]
fn unknown_fact() {
    check(FILE, "grade = 2", "grad = 2", &["examples/small.toml:9 unknown-fact"]);
}

#[test]
fn unknown_fact_among_the_missing() {
    check(FILE, "missing = [\"born\"]", "missing = [\"berth\"]", &["examples/small.toml:21 unknown-fact"]);
}

#[test]
fn a_fact_that_the_base_does_not_give() {
    check(FILE, "without = [\"born\"]", "without = [\"grade\"]", &["examples/small.toml:16 unknown-fact"]);
}

#[test]
fn number_out_of_bounds() {
    check(FILE, "grade = 2", "grade = 5", &["examples/small.toml:9 type-mismatch"]);
}

#[test]
fn value_of_another_kind() {
    check(FILE, "applied = true", "applied = \"yes\"", &["examples/small.toml:2 type-mismatch"]);
}

#[test]
fn word_that_is_not_allowed() {
    check(FILE, "sex = \"F\"", "sex = \"X\"", &["examples/small.toml:4 type-mismatch"]);
}

#[test]
fn wrong_value_in_the_household() {
    check(FILE, "sex = \"M\"", "sex = 1", &["examples/small.toml:18 type-mismatch"]);
}

#[test]
fn unknown_category() {
    check(
        FILE,
        "categories = [\"C1.1\"]",
        "categories = [\"C1.7\"]",
        &["examples/small.toml:11 unknown-category"],
    );
}

#[test]
fn unknown_ruling() {
    check(FILE, "\"eligible\"", "\"yes\"", &["examples/small.toml:10 wrong-type"]);
}

#[test]
fn missing_ruling() {
    check(FILE, "ruling = \"eligible\"\n", "", &["examples/small.toml:6 missing-key"]);
}

#[test]
fn the_same_title_twice() {
    check(
        FILE,
        "Without her day of birth nobody knows",
        "A woman of 46 with a grade belongs",
        &["examples/small.toml:14 duplicate-code"],
    );
}

#[test]
fn a_day_before_the_rules() {
    check(FILE, "on = 2026-11-01", "on = 2010-09-30", &["examples/small.toml:8 outside-period"]);
}

#[test]
fn a_file_without_example() {
    let mut files = crate::small();
    files.insert("examples/none.toml".into(), "[base]\napplied = true\n".into());
    super::check_files(&files, &["examples/none.toml:1 missing-key"]);
}
