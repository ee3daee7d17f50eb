//! Faults in steps, values, categories and proofs.

use super::{check, check_files};

#[test]
fn missing_limit() {
    check(
        "determination/C3.3.toml",
        "[[step.limit]]",
        "[[step.limits]]",
        &["determination/C3.3.toml:8 missing-key", "determination/C3.3.toml:10 unknown-key"],
    );
}

#[test]
fn missing_category() {
    let mut files = crate::small();
    files.remove("determination/C1.1.toml");
    check_files(&files, &["determination/C1.1.toml:1 missing-file"]);
}

#[test]
fn missing_and_unknown_step() {
    check(
        "determination/C3.2.toml",
        "\"notice\"",
        "\"notise\"",
        &["determination/C3.2.toml:7 missing-step", "determination/C3.2.toml:18 unknown-step"],
    );
}

#[test]
fn missing_value() {
    check(
        "determination/extension.toml",
        "\"times\"\n",
        "\"time\"\n",
        &["determination/extension.toml:7 missing-value"],
    );
}

#[test]
fn unknown_value() {
    check(
        "determination/C1.1.toml",
        "满{age}岁",
        "满{years}岁",
        &["determination/C1.1.toml:7 unknown-value"],
    );
}

#[test]
fn limit_not_positive() {
    check(
        "determination/C3.4.toml",
        "amount = 2",
        "amount = 0",
        &["determination/C3.4.toml:11 not-positive"],
    );
}

#[test]
fn negative_age() {
    check(
        "determination/retirement.toml",
        "= 60",
        "= -60",
        &["determination/retirement.toml:9 not-positive"],
    );
}

#[test]
fn step_in_two_articles() {
    check(
        "determination/C3.3.toml",
        "\"returned\"",
        "\"second_review\"",
        &["determination/C3.3.toml:7 missing-step", "determination/C3.3.toml:18 duplicate-code"],
    );
}

#[test]
fn duplicate_proof() {
    check(
        "determination/proofs.toml",
        "\"paper\"",
        "\"card\"",
        &["determination/C1.1.toml:22 unknown-proof", "determination/proofs.toml:18 duplicate-code"],
    );
}

#[test]
fn duplicate_demand() {
    check(
        "determination/C1.1.toml",
        "key = \"paper\"",
        "key = \"card\"",
        &["determination/C1.1.toml:22 duplicate-code"],
    );
}

#[test]
fn duplicate_category_under_a_wrong_name() {
    let mut files = crate::small();
    files.insert("determination/C1.2.toml".into(), files["determination/C1.1.toml"].clone());
    check_files(
        &files,
        &["determination/C1.2.toml:1 duplicate-code", "determination/C1.2.toml:1 wrong-name"],
    );
}

#[test]
fn unknown_proof() {
    check("determination/C1.toml", "[\"form\"]", "[\"from\"]", &["determination/C1.toml:18 unknown-proof"]);
}

#[test]
fn a_faulty_proof_is_not_unknown() {
    check(
        "determination/proofs.toml",
        "key = \"card\"\ntitle",
        "key = \"card\"\ntitel",
        &["determination/proofs.toml:12 missing-key", "determination/proofs.toml:14 unknown-key"],
    );
}

#[test]
fn contradictory_proof() {
    check(
        "determination/C1.1.toml",
        "any_of = \"identity\"",
        "any_of = \"identity\"\nrequired = true",
        &["determination/C1.1.toml:20 contradiction"],
    );
}

#[test]
fn working_days_do_not_roll() {
    check(
        "determination/C3.1.toml",
        "unit = \"working\"",
        "unit = \"working\"\nroll = true",
        &["determination/C3.1.toml:13 contradiction"],
    );
}

#[test]
fn article_under_a_wrong_name() {
    check("determination/C3.1.toml", "\"C3.1\"", "\"C3.2\"", &["determination/C3.1.toml:1 wrong-name"]);
}

/// Repeats the tables of `file` from `start` on.
fn repeat(file: &str, start: &str, expected: &[&str]) {
    let mut files = crate::small();
    let text = files.get_mut(file).unwrap();
    let tables = text[text.find(start).unwrap()..].to_owned();
    text.push_str(&tables);
    check_files(&files, expected);
}

#[test]
fn duplicate_condition() {
    repeat(
        "determination/C1.toml",
        "[[condition]]",
        &["determination/C1.toml:26 duplicate-code", "determination/C1.toml:32 duplicate-code"],
    );
}

#[test]
fn duplicate_remedy() {
    repeat("determination/refusal.toml", "[[remedy]]", &["determination/refusal.toml:21 duplicate-code"]);
}

#[test]
fn duplicate_paper_of_a_representative() {
    repeat(
        "determination/representatives.toml",
        "[[paper]]",
        &["determination/representatives.toml:12 duplicate-code"],
    );
}

#[test]
fn no_paper_of_a_representative() {
    let mut files = crate::small();
    let text = files.get_mut("determination/representatives.toml").unwrap();
    text.truncate(text.find("[[paper]]").unwrap());
    check_files(&files, &["determination/representatives.toml:1 missing-key"]);
}
