//! Faults of form: files, keys, types, translations, citations.

use super::{check, check_files};

#[test]
fn the_small_pack_is_faultless() {
    check_files(&crate::small(), &[]);
}

#[test]
fn syntax() {
    check("pack.toml", "id = ", "id ", &["pack.toml:1 syntax"]);
}

#[test]
fn missing_file() {
    let mut files = crate::small();
    files.remove("determination/refusal.toml");
    check_files(&files, &["determination/refusal.toml:1 missing-file"]);
}

#[test]
fn unknown_file() {
    let mut files = crate::small();
    files.insert("determination/C9.toml".into(), String::new());
    check_files(&files, &["determination/C9.toml:1 unknown-file"]);
}

#[test]
fn explanations_for_people_are_no_unknown_files() {
    let mut files = crate::small();
    files.insert("README.md".into(), "# How to".into());
    check_files(&files, &[]);
}

#[test]
fn missing_key() {
    check("pack.toml", "id = \"small\"\n", "", &["pack.toml:1 missing-key"]);
}

#[test]
fn missing_key_in_a_list() {
    check("determination/C3.3.toml", "unit = \"working\"\n", "", &["determination/C3.3.toml:10 missing-key"]);
}

#[test]
fn unknown_key() {
    check("pack.toml", "[title]", "colour = 1\n[title]", &["pack.toml:8 unknown-key"]);
}

#[test]
fn wrong_type() {
    check(
        "determination/C3.1.toml",
        "amount = 2",
        "amount = \"2\"",
        &["determination/C3.1.toml:11 wrong-type"],
    );
}

#[test]
fn wrong_choice() {
    check("determination/C3.1.toml", "\"working\"", "\"lunar\"", &["determination/C3.1.toml:12 wrong-type"]);
}

#[test]
fn wrong_time_zone() {
    check("pack.toml", "Asia/Shanghai", "Asia/Harbin!", &["pack.toml:4 wrong-type"]);
}

#[test]
fn wrong_close_of_business() {
    check("pack.toml", "17:00", "25:00", &["pack.toml:5 wrong-type"]);
}

#[test]
fn missing_translation() {
    check("pack.toml", "zh-Hans = \"小规则\"\n", "", &["pack.toml:8 missing-translation"]);
}

#[test]
fn empty_translation() {
    check("pack.toml", "\"Small rules\"", "\" \"", &["pack.toml:11 missing-translation"]);
}

#[test]
fn missing_source() {
    check(
        "determination/refusal.toml",
        "source = \"The rules\"\n\n",
        "\n",
        &["determination/refusal.toml:7 missing-source"],
    );
}

#[test]
fn missing_sources_of_the_pack() {
    check("pack.toml", "[\"The rules\"]", "[]", &["pack.toml:6 missing-source"]);
}

#[test]
fn all_faults_at_once() {
    let mut files = crate::small();
    files.remove("legacy_regions.csv");
    let change =
        |files: &mut std::collections::BTreeMap<String, String>, file: &str, from: &str, to: &str| {
            let text = files[file].replacen(from, to, 1);
            files.insert(file.to_owned(), text);
        };
    change(&mut files, "pack.toml", "id = \"small\"", "name = \"small\"");
    change(&mut files, "pack.toml", "en = \"The city\"", "en = \"\"");
    change(&mut files, "determination/C3.1.toml", "amount = 2", "amount = -2");
    change(&mut files, "determination/C3.1.toml", "unit = \"working\"", "unit = 2");
    change(&mut files, "calendar/2026.toml", "holiday", "feast");
    change(&mut files, "agencies.csv", "office", "branch");
    check_files(
        &files,
        &[
            "agencies.csv:4 wrong-type",
            "agencies.csv:5 orphan-agency",
            "calendar/2026.toml:9 wrong-type",
            "determination/C3.1.toml:11 not-positive",
            "determination/C3.1.toml:12 wrong-type",
            "legacy_regions.csv:1 missing-file",
            "pack.toml:1 missing-key",
            "pack.toml:1 unknown-key",
            "pack.toml:16 missing-translation",
        ],
    );
}
