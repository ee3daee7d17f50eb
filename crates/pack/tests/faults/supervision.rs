//! Faults in the rules of supervision.

use std::path::Path;

use super::check_files;

/// The small pack with the shipped supervision, one file of it changed.
fn with(file: &str, from: &str, to: &str, expected: &[&str]) {
    let mut files = crate::small();
    let shipped = crate::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/harbin"));
    files.extend(shipped.into_iter().filter(|(name, _)| name.starts_with("supervision/")));
    let text = files.get_mut(&format!("supervision/{file}")).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    *text = text.replacen(from, to, 1);
    check_files(&files, expected);
}

#[test]
fn a_supervision_without_fault() {
    with("B2b.toml", "visits_from = \"08:00\"", "visits_from = \"07:30\"", &[]);
}

#[test]
fn a_supervision_needs_all_its_files() {
    let mut files = crate::small();
    let shipped = crate::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/harbin"));
    files.insert("supervision/B2c.toml".into(), shipped["supervision/B2c.toml"].clone());
    check_files(&files, &["supervision/B2b.toml:1 missing-file", "supervision/B4.2.toml:1 missing-file"]);
}

#[test]
fn hours_are_hours_and_end_after_they_begin() {
    let at = |line: u32, code: &str| format!("supervision/B2b.toml:{line} {code}");
    with("B2b.toml", "\"18:00\"", "\"evening\"", &[&at(10, "wrong-type")]);
    with("B2b.toml", "\"18:00\"", "\"07:00\"", &[&at(10, "contradiction")]);
    with("B2b.toml", "visits_to = \"18:00\"\n", "", &[&at(1, "missing-key")]);
}

#[test]
fn every_term_has_to_be_given() {
    for (file, name, line) in
        [("B2b.toml", "between", 18), ("B2c.toml", "second_look", 14), ("B4.2.toml", "report", 14)]
    {
        let (from, to) = (format!("name = \"{name}\""), "name = \"other\"");
        with(file, &from, to, &[&format!("supervision/{file}:{line} missing-value")]);
    }
}

#[test]
fn kinds_of_campaigns_are_there_once_and_come_again() {
    let at = |line: u32, code: &str| format!("supervision/B4.2.toml:{line} {code}");
    with("B4.2.toml", "every = 3", "every = 0", &[&at(26, "not-positive")]);
    with("B4.2.toml", "\"assistance_month\"", "\"visits\"", &[&at(32, "duplicate-code")]);
    with("B4.2.toml", "en = \"Visiting campaign\"", "en = \"\"", &[&at(29, "missing-translation")]);
}

#[test]
fn points_of_inspections_are_there_once_and_have_a_place() {
    let at = |line: u32, code: &str| format!("supervision/B2c.toml:{line} {code}");
    with("B2c.toml", "code = \"visits_real\"", "code = \"visits_in_time\"", &[&at(50, "duplicate-code")]);
    with("B2c.toml", "at = \"both\"", "at = \"city\"", &[&at(37, "wrong-type")]);
    with(
        "B2b.toml",
        "name = \"weight_late\"",
        "name = \"heavy\"",
        &["supervision/B2b.toml:18 missing-value"],
    );
}

#[test]
fn a_file_that_speaks_of_another_article() {
    with("B2c.toml", "article = \"B2c\"", "article = \"B2b\"", &["supervision/B2c.toml:2 wrong-name"]);
}
