//! Faults in the file of households.

use super::check_files;

/// The small pack with the shipped file, changed.
fn with(from: &str, to: &str, expected: &[&str]) {
    let mut files = crate::small();
    let shipped = include_str!("../../../../packs/harbin/household/terms.toml");
    assert!(shipped.contains(from), "no {from:?}");
    files.insert("household/terms.toml".to_owned(), shipped.replacen(from, to, 1));
    check_files(&files, expected);
}

#[test]
fn households_without_fault() {
    with("amount = 10", "amount = 11", &[]);
}

#[test]
fn households_without_a_term() {
    with("name = \"work\"", "name = \"word\"", &["household/terms.toml:16 missing-value"]);
}

#[test]
fn a_ground_that_is_listed_twice() {
    with("key = \"refused\"", "key = \"employed\"", &["household/terms.toml:82 duplicate-code"]);
}

#[test]
fn no_ground_that_settles_by_work() {
    with("work = true", "work = false", &["household/terms.toml:68 contradiction"]);
}
