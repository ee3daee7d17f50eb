//! Faults in conditions, as far as they show without SQL.

use leye_pack::{Code, compile};

use super::{check, check_files};

#[test]
fn missing_predicate() {
    check(
        "determination/C1.toml",
        "predicate = \"applied\"\n",
        "",
        &["determination/C1.toml:15 missing-key", "facts.toml:2 unused-fact"],
    );
}

#[test]
fn unknown_value_in_a_predicate() {
    check("determination/C1.1.toml", ">= $age", ">= $ages", &["determination/C1.1.toml:28 unknown-value"]);
}

#[test]
fn unknown_value_in_a_later_line() {
    let mut files = crate::small();
    let text = files["determination/C1.1.toml"].replacen("= $minimum_age", "= $maximum_age", 1);
    files.insert("determination/C1.1.toml".into(), text);
    let (_, faults) = compile(&files);
    assert_eq!(faults.len(), 1);
    assert_eq!((faults[0].line, faults[0].column, faults[0].code), (35, 12, Code::UnknownValue));
}

#[test]
fn unknown_value_in_the_title_of_a_condition() {
    check(
        "determination/C1.1.toml",
        "\"{age}\"",
        "\"{ages}\"",
        &["determination/C1.1.toml:27 unknown-value"],
    );
}

#[test]
fn unknown_shared_condition() {
    check(
        "determination/C1.1.toml",
        "[\"grown-up\"]",
        "[\"grownup\"]",
        &["determination/C1.1.toml:8 unknown-condition", "determination/C1.toml:22 unused-condition"],
    );
}

#[test]
fn shared_condition_twice() {
    check(
        "determination/C1.1.toml",
        "[\"grown-up\"]",
        "[\"grown-up\", \"grown-up\"]",
        &["determination/C1.1.toml:8 duplicate-code"],
    );
}

#[test]
fn a_condition_with_the_code_of_a_shared_one() {
    check(
        "determination/C1.1.toml",
        "code = \"grade\"",
        "code = \"grown-up\"",
        &["determination/C1.1.toml:31 duplicate-code"],
    );
}

#[test]
fn an_exception_with_the_code_of_a_condition() {
    check(
        "determination/C1.1.toml",
        "code = \"man\"",
        "code = \"age\"",
        &["determination/C1.1.toml:39 duplicate-code"],
    );
}

#[test]
fn unknown_effect() {
    check(
        "determination/C1.1.toml",
        "\"included\"",
        "\"perhaps\"",
        &["determination/C1.1.toml:42 wrong-type"],
    );
}

#[test]
fn a_category_that_nothing_decides() {
    let mut files = crate::small();
    let text = files["determination/C1.1.toml"].replace("uses = [\"grown-up\"]\n", "\n");
    let end = text.find("[[condition]]").unwrap();
    files.insert("determination/C1.1.toml".into(), text[..end].to_owned());
    check_files(
        &files,
        &[
            "determination/C1.1.toml:1 missing-key",
            "determination/C1.toml:22 unused-condition",
            "facts.toml:22 unused-fact",
            "facts.toml:34 unused-fact",
        ],
    );
}

#[test]
fn article_without_source() {
    check(
        "determination/C1.1.toml",
        "source = \"The rules\"\ntitle",
        "title",
        &["determination/C1.1.toml:1 missing-source"],
    );
}

#[test]
fn a_condition_cites_its_own_source_or_that_of_its_article() {
    let mut files = crate::small();
    let text = files["determination/C1.1.toml"].replacen(
        "code = \"grade\"",
        "code = \"grade\"\nsource = \"Another\"\nunverified = true",
        1,
    );
    files.insert("determination/C1.1.toml".into(), text);
    let pack = compile(&files).0.unwrap();
    let rules = &pack.categories[0].conditions;
    assert_eq!((rules[0].source.as_str(), rules[0].unverified), ("The rules", false));
    assert_eq!((rules[1].source.as_str(), rules[1].unverified), ("Another", true));
    assert_eq!(rules[0].titles.en, "40");
    assert!(pack.categories[0].exceptions[0].includes);
    assert_eq!(pack.categories[0].uses, ["grown-up"]);
}
