//! Faults in facts.

use super::{check, check_files};

#[test]
fn missing_facts() {
    let mut files = crate::small();
    files.remove("facts.toml");
    check_files(&files, &["facts.toml:1 missing-file"]);
}

#[test]
fn a_fact_in_a_file_of_its_own() {
    let mut files = crate::small();
    let text = files["facts.toml"].clone();
    let (first, rest) = text.split_at(text.find("[[fact]]\nname = \"born\"").unwrap());
    files.insert("facts.toml".into(), rest.to_owned());
    files.insert("facts/first.toml".into(), first.to_owned());
    check_files(&files, &[]);
}

#[test]
fn unused_fact() {
    let mut files = crate::small();
    let second = files["facts.toml"].replacen("name = \"applied\"", "name = \"asked\"", 1);
    let end = second.find("\n[[fact]]\nname = \"born\"").unwrap();
    files.insert("facts/second.toml".into(), second[..end].to_owned());
    check_files(&files, &["facts/second.toml:2 unused-fact"]);
}

#[test]
fn a_word_in_quotes_is_no_use_of_a_fact() {
    check(
        "determination/C1.toml",
        "predicate = \"applied\"",
        "predicate = \"born > 'applied'\"",
        &["facts.toml:2 unused-fact"],
    );
}

#[test]
fn duplicate_fact() {
    check(
        "facts.toml",
        "name = \"born\"\nkind = \"day\"",
        "name = \"applied\"\nkind = \"flag\"",
        &[
            "examples/small.toml:3 unknown-fact",
            "examples/small.toml:21 unknown-fact",
            "facts.toml:12 duplicate-code",
        ],
    );
}

#[test]
fn a_name_that_no_predicate_can_write() {
    let changed = |name: &str, expected: &[&str]| {
        let mut files = crate::small();
        files.remove("examples/small.toml");
        let text = files["facts.toml"].replacen("\"grade\"", &format!("\"{name}\""), 1);
        files.insert("facts.toml".into(), text);
        check_files(&files, expected);
    };
    changed("my grade", &["facts.toml:22 wrong-name", "facts.toml:22 unused-fact"]);
    changed("day", &["facts.toml:22 wrong-name", "facts.toml:22 unused-fact"]);
}

#[test]
fn unknown_kind() {
    check("facts.toml", "\"flag\"", "\"maybe\"", &["facts.toml:3 wrong-type"]);
}

#[test]
fn unknown_proof_of_a_fact() {
    check("facts.toml", "[\"form\"]", "[\"from\"]", &["facts.toml:6 unknown-proof"]);
}

#[test]
fn fact_without_proof() {
    check("facts.toml", "[\"form\"]", "[]", &["facts.toml:6 missing-key"]);
}

#[test]
fn fact_without_source() {
    check("facts.toml", "source = \"The rules\"\n", "", &["facts.toml:1 missing-source"]);
}

#[test]
fn missing_translation_of_a_question() {
    check(
        "facts.toml",
        "question = { zh-Hant = \"題\", zh-Hans = \"题\", en = \"Title\" }",
        "question = { zh-Hant = \"題\", en = \"Title\" }",
        &["facts.toml:5 missing-translation"],
    );
}

#[test]
fn missing_translation_of_a_word() {
    check(
        "facts.toml",
        "value = \"M\"\ntitle = { zh-Hant = \"題\", ",
        "value = \"M\"\ntitle = { ",
        &["facts.toml:45 missing-translation"],
    );
}

#[test]
fn a_word_twice() {
    check(
        "facts.toml",
        "value = \"F\"",
        "value = \"M\"",
        &["examples/small.toml:4 type-mismatch", "facts.toml:48 duplicate-code"],
    );
}

#[test]
fn a_word_that_the_kind_does_not_have() {
    check(
        "facts.toml",
        "kind = \"word\"",
        "kind = \"flag\"",
        &[
            "examples/small.toml:4 type-mismatch",
            "examples/small.toml:18 type-mismatch",
            "facts.toml:35 contradiction",
        ],
    );
}

#[test]
fn reversed_bounds() {
    check(
        "facts.toml",
        "from = 0\nto = 4",
        "from = 4\nto = 0",
        &[
            "examples/small.toml:9 type-mismatch",
            "examples/small.toml:17 type-mismatch",
            "facts.toml:24 contradiction",
        ],
    );
}

#[test]
fn past_is_for_days() {
    check("facts.toml", "kind = \"day\"", "kind = \"day\"\npast = true", &[]);
    let expected = ["facts.toml:4 contradiction"];
    check("facts.toml", "kind = \"flag\"", "kind = \"flag\"\npast = true", &expected);
}

#[test]
fn a_word_that_depends_on_a_word_that_nobody_knows() {
    let mut files = crate::small();
    let word = "[[fact.word]]\nvalue = ";
    let changed = files["facts.toml"].replacen(word, "[[fact.word]]\nonly = { nobody = \"M\" }\nvalue = ", 1);
    assert_ne!(changed, files["facts.toml"]);
    let line = changed[..changed.find("only").unwrap()].lines().count() + 1;
    files.insert("facts.toml".into(), changed.clone());
    check_files(&files, &[&format!("facts.toml:{line} unknown-fact")]);
    let twice = changed.replacen("{ nobody = \"M\" }", "{ sex = \"M\", born = \"x\" }", 1);
    files.insert("facts.toml".into(), twice);
    check_files(&files, &[&format!("facts.toml:{line} wrong-type")]);
}
