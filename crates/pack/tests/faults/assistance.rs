//! Faults in what a pack says of assistance.

use std::collections::BTreeMap;

use super::check_files;

const HEAD: &str = r#"article = "A7"
in_force_from = 2010-10-01
last_checked = 2026-11-23
source = "a text"
title = { zh-Hant = "援", zh-Hans = "援", en = "Assistance" }
"#;

fn value(list: &str, name: &str, amount: u16, unit: &str) -> String {
    format!(
        "[[{list}]]\nname = \"{name}\"\namount = {amount}\nunit = \"{unit}\"\nin_force_from = 2010-10-01\n\
         last_checked = 2026-11-23\nsource = \"a text\"\n"
    )
}

const TITLE: &str = "title = { zh-Hant = \"一\", zh-Hans = \"一\", en = \"One\" }\n";

/// The small pack with a folder for assistance.
fn assisting() -> BTreeMap<String, String> {
    let mut files = crate::small();
    let names = [
        "name_helper",
        "set_class",
        "sign_agreement",
        "opening_stock",
        "take_over",
        "objection",
        "settle_exit",
    ];
    let terms: String = names.iter().map(|name| value("value", name, 5, "working_days")).collect();
    let need = "need = { zh-Hant = \"一\", zh-Hans = \"一\", en = \"One\" }\n";
    let class =
        format!("[[class]]\ncode = \"A\"\n{TITLE}{need}{}", value("class.value", "rhythm", 7, "days"));
    let service =
        format!("[[service]]\nkey = \"guidance\"\n{TITLE}{}", value("service.value", "floor", 1, "times"));
    let revocation = "explanation = { zh-Hant = \"一\", zh-Hans = \"一\", en = \"One\" }\n";
    for (name, text) in [
        ("A7", terms.as_str()),
        ("classes", class.as_str()),
        ("services", service.as_str()),
        ("revocation", revocation),
    ] {
        files.insert(format!("assistance/{name}.toml"), format!("{HEAD}{text}"));
    }
    files
}

fn changed(name: &str, from: &str, to: &str, expected: &[&str]) {
    let mut files = assisting();
    let text = files.get_mut(&format!("assistance/{name}.toml")).unwrap();
    assert!(text.contains(from), "no {from:?}");
    *text = text.replacen(from, to, 1);
    check_files(&files, expected);
}

#[test]
fn a_pack_may_have_no_assistance() {
    let (pack, _) = leye_pack::compile(&crate::small());
    assert_eq!(pack.unwrap().assistance, None);
}

#[test]
fn assistance_without_fault() {
    let (pack, faults) = leye_pack::compile(&assisting());
    assert_eq!(faults, []);
    let assistance = pack.unwrap().assistance.unwrap();
    let day = jiff::civil::date(2026, 11, 23);
    assert_eq!(assistance.classes[0].rhythm(day).map(|rhythm| rhythm.amount), Some(7));
    assert_eq!(assistance.services[0].floor(day), Some(1));
    assert_eq!(assistance.refusals, None);
}

#[test]
fn the_files_of_the_folder_go_together() {
    for name in ["A7", "classes", "services"] {
        let mut files = assisting();
        files.remove(&format!("assistance/{name}.toml"));
        check_files(&files, &[&format!("assistance/{name}.toml:1 missing-file")]);
    }
    let mut files = assisting();
    files.remove("assistance/revocation.toml");
    check_files(&files, &[]);
}

#[test]
fn a_file_that_nothing_reads() {
    let mut files = assisting();
    files.insert("assistance/else.toml".into(), HEAD.to_owned());
    check_files(&files, &["assistance/else.toml:1 unknown-file"]);
}

#[test]
fn every_time_limit_is_given_in_days() {
    changed("A7", "\"take_over\"", "\"take_on\"", &["assistance/A7.toml:6 missing-value"]);
    changed("A7", "unit = \"working_days\"", "unit = \"times\"", &["assistance/A7.toml:6 wrong-type"]);
}

#[test]
fn refusals_are_counted_by_an_exit_article_of_the_pack() {
    changed("A7", "source", "refusals = \"E8\"\nsource", &["assistance/A7.toml:4 unknown-article"]);
}

#[test]
fn a_class_has_a_rhythm_in_days_or_months_and_a_code_of_its_own() {
    changed("classes", "\"days\"", "\"working_days\"", &["assistance/classes.toml:10 wrong-type"]);
    changed("classes", "\"rhythm\"", "\"often\"", &["assistance/classes.toml:10 missing-value"]);
    let mut files = assisting();
    let text = &files["assistance/classes.toml"];
    let twice = format!("{text}{}", &text[HEAD.len()..]);
    files.insert("assistance/classes.toml".into(), twice);
    check_files(&files, &["assistance/classes.toml:18 duplicate-code"]);
    let mut files = assisting();
    files.insert("assistance/classes.toml".into(), HEAD.to_owned());
    check_files(&files, &["assistance/classes.toml:1 missing-key"]);
}

#[test]
fn a_service_has_a_floor() {
    changed("services", "\"floor\"", "\"most\"", &["assistance/services.toml:9 missing-value"]);
}

#[test]
fn every_text_is_there_in_three_languages() {
    changed("classes", "zh-Hans = \"一\", ", "", &["assistance/classes.toml:8 missing-translation"]);
    changed("revocation", "en = \"One\"", "en = \"\"", &["assistance/revocation.toml:6 missing-translation"]);
}
