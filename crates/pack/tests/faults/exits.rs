//! Faults in exit articles.

use super::check_files;

const EXIT: &str = r#"code = "E1"
article = "E1"
ends = ["C1.1"]
in_force_from = 2010-10-01
last_checked = 2026-11-22
source = "a text"
predicate = "age(born) >= $oldest"
from_day = "birthday(born, $oldest)"
proofs = ["PROOF"]
title = { zh-Hant = "老", zh-Hans = "老", en = "Old" }
explanation = { zh-Hant = "{oldest}", zh-Hans = "{oldest}", en = "{oldest}" }

[[value]]
name = "oldest"
amount = 70
unit = "years"
in_force_from = 2010-10-01
last_checked = 2026-11-22
source = "a text"
"#;

const TERMS: &str = r#"article = "A2"
in_force_from = 2010-10-01
last_checked = 2026-11-22
source = "a text"
title = { zh-Hant = "期", zh-Hans = "期", en = "Terms" }

[[value]]
name = "review"
amount = 10
unit = "working_days"
in_force_from = 2010-10-01
last_checked = 2026-11-22
source = "a text"

[[value]]
name = "outreach"
amount = 10
unit = "working_days"
in_force_from = 2010-10-01
last_checked = 2026-11-22
source = "a text"
"#;

/// The small pack with an exit article, changed.
fn with_exit(from: &str, to: &str, expected: &[&str]) {
    let mut files = crate::small();
    let proofs = &files["determination/proofs.toml"];
    let at = proofs.find("key = \"").unwrap() + 7;
    let proof = &proofs[at..at + proofs[at..].find('"').unwrap()];
    let exit = EXIT.replace("PROOF", proof);
    assert!(exit.contains(from), "no {from:?}");
    files.insert("exit/E1.toml".into(), exit.replacen(from, to, 1));
    files.insert("exit/terms.toml".into(), TERMS.to_owned());
    check_files(&files, expected);
}

#[test]
fn an_exit_article_without_fault() {
    with_exit("70", "71", &[]);
}

#[test]
fn a_pack_with_exits_needs_their_terms() {
    let mut files = crate::small();
    files.insert("exit/terms.toml".into(), TERMS.replacen("\"outreach\"", "\"else\"", 1));
    check_files(&files, &["exit/terms.toml:7 missing-value"]);
}

#[test]
fn an_article_that_ends_an_unknown_category() {
    with_exit("\"C1.1\"", "\"C1.99\"", &["exit/E1.toml:3 unknown-category"]);
}

#[test]
fn an_article_that_ends_nothing() {
    with_exit("[\"C1.1\"]", "[]", &["exit/E1.toml:3 contradiction"]);
}

#[test]
fn an_article_that_ends_the_status_ends_all() {
    with_exit("[\"C1.1\"]", "[\"status\", \"C1.1\"]", &["exit/E1.toml:3 contradiction"]);
}

#[test]
fn an_article_without_source() {
    with_exit("source = \"a text\"\n", "", &["exit/E1.toml:1 missing-source"]);
}

#[test]
fn an_article_without_a_translation() {
    with_exit("en = \"Old\"", "en = \"\"", &["exit/E1.toml:10 missing-translation"]);
}

#[test]
fn a_value_that_the_article_does_not_give() {
    with_exit("birthday(born, $oldest)", "birthday(born, $older)", &["exit/E1.toml:8 unknown-value"]);
}

#[test]
fn a_proof_that_is_not_listed() {
    with_exit("proofs = [\"", "proofs = [\"no", &["exit/E1.toml:9 unknown-proof"]);
}

#[test]
fn a_file_that_is_named_otherwise() {
    with_exit("code = \"E1\"", "code = \"E2\"", &["exit/E1.toml:1 wrong-name"]);
}

#[test]
fn a_fact_of_the_register_that_no_exit_asks_for() {
    let mut files = crate::small();
    let text = files["facts.toml"].clone();
    let end = text.find("\n[[fact]]\nname = \"born\"").unwrap();
    let fact = text[..end].replacen("name = \"applied\"", "name = \"retired\"\nregister = true", 1);
    files.insert("facts/register.toml".into(), fact);
    check_files(&files, &["facts/register.toml:2 unused-fact"]);
}

#[test]
fn an_example_of_an_exit_that_does_not_exist() {
    let mut files = crate::small();
    let example = "[[example]]\ntitle = \"x\"\non = 2026-11-01\ngrounds = [\"C1.1\"]\nends = \"no\"\narticles = [\"E7\"]\n";
    files.insert("examples/exit/x.toml".into(), example.to_owned());
    check_files(&files, &["examples/exit/x.toml:6 unknown-condition"]);
}
