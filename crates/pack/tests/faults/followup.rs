//! Faults in the rules of the follow-up.

use std::path::Path;

use super::check_files;

/// The small pack with the shipped follow-up, one file of it changed.
fn with_follow_up(file: &str, from: &str, to: &str, expected: &[&str]) {
    let mut files = crate::small();
    let shipped = crate::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/harbin"));
    files.extend(shipped.into_iter().filter(|(name, _)| name.starts_with("followup/")));
    let text = files.get_mut(&format!("followup/{file}")).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    *text = text.replacen(from, to, 1);
    check_files(&files, expected);
}

#[test]
fn a_follow_up_without_fault() {
    with_follow_up("risks.toml", "weight = 6", "weight = 7", &[]);
}

#[test]
fn a_follow_up_needs_all_its_files() {
    let mut files = crate::small();
    let shipped = crate::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/harbin"));
    files.insert("followup/B1.toml".into(), shipped["followup/B1.toml"].clone());
    let missing = ["B3.1", "B3.2", "policies", "questions", "risks"];
    let expected: Vec<_> =
        missing.iter().map(|name| format!("followup/{name}.toml:1 missing-file")).collect();
    check_files(&files, &expected.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn whom_it_covers_has_to_be_said() {
    with_follow_up(
        "B1.toml",
        "name = \"covers\"",
        "name = \"cover\"",
        &["followup/B1.toml:13 missing-value"],
    );
}

#[test]
fn a_file_that_speaks_of_another_article() {
    with_follow_up(
        "B3.2.toml",
        "article = \"B3.2\"",
        "article = \"B3.3\"",
        &["followup/B3.2.toml:2 wrong-name"],
    );
}

#[test]
fn months_and_targets_are_given_once() {
    with_follow_up("B3.1.toml", "month = 3", "month = 1", &["followup/B3.1.toml:41 duplicate-code"]);
    with_follow_up("B3.1.toml", "month = 3", "month = 0", &["followup/B3.1.toml:41 not-positive"]);
    with_follow_up("B3.1.toml", "\"family\"", "\"person\"", &["followup/B3.1.toml:36 duplicate-code"]);
    with_follow_up("B3.1.toml", "\"family\"", "\"friends\"", &["followup/B3.1.toml:36 wrong-type"]);
}

#[test]
fn a_visit_says_where_it_was_read() {
    let from = "targets = [\"person\", \"family\", \"employer\"]\nsource = \"制度未規定，由本規則包設定\"\n";
    let to = "targets = [\"person\", \"family\", \"employer\"]\n";
    with_follow_up("B3.1.toml", from, to, &["followup/B3.1.toml:34 missing-source"]);
}

#[test]
fn questions_have_codes_of_their_own_and_three_languages() {
    let twice = &["followup/questions.toml:114 duplicate-code"];
    with_follow_up("questions.toml", "code = \"family_words\"", "code = \"person_employed\"", twice);
    let words = &["followup/questions.toml:19 missing-translation"];
    with_follow_up("questions.toml", "en = \"Are you still in this job?\"", "en = \"\"", words);
    let target = &["followup/questions.toml:16 wrong-type"];
    with_follow_up("questions.toml", "target = \"person\"", "target = \"nobody\"", target);
}

#[test]
fn an_account_is_of_several_and_of_yes_and_no() {
    let unknown = &["followup/questions.toml:18 unknown-value"];
    with_follow_up("questions.toml", "account = \"employed\"", "account = \"works\"", unknown);
    let words = &["followup/questions.toml:18 contradiction"];
    with_follow_up(
        "questions.toml",
        "kind = \"yes_no\"",
        "kind = \"text\"",
        &[words[0], "followup/risks.toml:18 type-mismatch"],
    );
    let alone =
        "\n[[account]]\ncode = \"alone\"\ntitle = { zh-Hant = \"甲\", zh-Hans = \"甲\", en = \"A\" }\n";
    let from = "\n[[account]]\ncode = \"employed\"";
    let at = &["followup/questions.toml:185 contradiction"];
    with_follow_up("questions.toml", from, &format!("{alone}{from}"), at);
}

#[test]
fn a_risk_arises_from_a_question_that_is_asked() {
    let unknown = &["followup/risks.toml:18 unknown-condition"];
    with_follow_up("risks.toml", "question = \"person_employed\"", "question = \"person_gone\"", unknown);
    let answer = &["followup/risks.toml:18 wrong-type"];
    with_follow_up("risks.toml", "answer = \"no\"", "answer = \"maybe\"", answer);
    with_follow_up("risks.toml", "weight = 6", "weight = 0", &["followup/risks.toml:16 not-positive"]);
}

#[test]
fn a_key_that_nothing_reads() {
    with_follow_up(
        "policies.toml",
        "code = \"hiring\"",
        "code = \"hiring\"\nfrom = 1",
        &["followup/policies.toml:14 unknown-key"],
    );
}
