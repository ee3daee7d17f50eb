//! Faults in the file of the register of the unemployed.

use super::check_files;

const FILE: &str = "registration/terms.toml";

/// The small pack with the shipped file, changed.
fn with(from: &str, to: &str, expected: &[&str]) {
    let mut files = crate::small();
    let shipped = include_str!("../../../../packs/harbin/registration/terms.toml");
    assert!(shipped.contains(from), "no {from:?}");
    files.insert(FILE.to_owned(), shipped.replacen(from, to, 1));
    check_files(&files, expected);
}

#[test]
fn a_register_without_fault() {
    with("amount = 10", "amount = 11", &[]);
}

#[test]
fn a_register_without_a_term() {
    with("name = \"hand_over\"", "name = \"hand_on\"", &["registration/terms.toml:16 missing-value"]);
}

#[test]
fn a_reason_that_is_listed_twice() {
    with("key = \"released\"", "key = \"left_army\"", &["registration/terms.toml:87 duplicate-code"]);
}

#[test]
fn a_ground_that_somebody_unknown_asks_for() {
    with("asked = [\"station\"]", "asked = [\"neighbour\"]", &["registration/terms.toml:167 wrong-type"]);
}

#[test]
fn a_ground_that_nobody_asks_for() {
    with("asked = [\"station\"]", "asked = []", &["registration/terms.toml:167 missing-key"]);
}

#[test]
fn a_title_that_names_another_value() {
    with("連續{silence}", "連續{quiet}", &["registration/terms.toml:166 unknown-value"]);
}

#[test]
fn a_reason_without_codes() {
    let codes = "codes = { AJC093-A = \"10\", AJC093-B = \"10\" }\n";
    with(codes, "", &["registration/terms.toml:44 missing-key"]);
}
