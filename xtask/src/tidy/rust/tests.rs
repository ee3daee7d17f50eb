//! Each rule with what breaks it and what looks like it and does not.

use crate::tidy::faults;

const APP: &str = "crates/app/src/application/submit.rs";
const DOMAIN: &str = "crates/domain/src/clock.rs";

/// The faults of one source at this path.
fn found(path: &str, source: &str) -> Vec<String> {
    faults(&[(path, source)])
}

/// Exactly one fault, at this line, with these words.
fn one(path: &str, source: &str, line: usize, words: &str) {
    let found = found(path, source);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with(&format!("{path}:{line}: ")), "{found:?}");
    assert!(found[0].contains(words), "{found:?}");
}

fn none(path: &str, source: &str) {
    assert_eq!(found(path, source), Vec::<String>::new());
}

/// A function of this many lines, signature and closing brace included.
fn function(lines: usize) -> String {
    format!("\nfn long() {{\n{}}}\n", "    call();\n".repeat(lines - 2))
}

#[test]
fn a_function_of_70_lines_fits_on_a_screen() {
    none(APP, &function(70));
}

#[test]
fn a_function_of_71_lines_does_not() {
    one(APP, &function(71), 2, "`long` has 71 lines");
}

#[test]
fn a_long_function_inside_a_macro_and_a_test_is_found() {
    let source = format!("#[cfg(test)]\nmod tests {{ proptest! {{ {} }} }}", function(71));
    one(APP, &source, 3, "`long` has 71 lines");
}

#[test]
fn braces_in_strings_and_comments_do_not_count() {
    none(APP, "fn a() { let _ = \"{\"; /* { */ }\ntrait T { fn b(); }\ntype F = fn(u8);\n");
}

#[test]
fn a_broken_file_is_named() {
    one(APP, "fn a() {\n", 1, "this is not Rust");
}

#[test]
fn only_programs_print() {
    one(APP, "fn a() {\n    println!(\"x\");\n}\n", 2, "`println!`");
    none("crates/cli/src/main.rs", "fn main() { println!(\"x\"); }");
    none(APP, "fn print() {} // println!(\"x\")");
}

#[test]
fn sql_lives_in_store() {
    one(APP, "const Q: &str = \"\nSELECT id FROM events\";", 1, "SQL lives");
    one(APP, "const Q: &str = r#\"delete from events\"#;", 1, "SQL lives");
    one(APP, "const Q: &str = \"update case\nUPDATE cases SET state = 1\";", 1, "SQL lives");
    none("crates/store/src/events.rs", "const Q: &str = \"SELECT id FROM events\";");
    none(APP, "const Q: &str = \"Select the station from the list\";");
}

#[test]
fn a_test_may_break_the_storage() {
    none(APP, "#[cfg(test)]\nmod tests { const Q: &str = \"DELETE FROM events\"; }");
    none("tests/tests/faults.rs", "const Q: &str = \"DELETE FROM events\";");
    one(APP, "#[test]\nfn a() {}\nconst Q: &str = \"DELETE FROM events\";", 3, "SQL lives");
}

#[test]
fn sentences_live_in_locales() {
    one(APP, "const W: &str = \"one\n兩天\";", 2, "locales/");
    none(APP, "/// 公示 in the field's words.\n// 公示\nfn a() {}\n#[test]\nfn b() { \"公示\"; }");
    none("crates/domain/src/person/name.rs", "const DOUBLE: [&str; 1] = [\"歐陽\"];");
}

#[test]
fn code_that_is_left_out_of_tests_is_no_test() {
    one(APP, "#[cfg(not(test))]\nconst W: &str = \"公示\";", 2, "locales/");
}

#[test]
fn domain_has_no_floats() {
    one(DOMAIN, "type Rate = f64;", 1, "no floats");
    one(DOMAIN, "const RATE: Rate = 0.5;", 1, "no floats");
    none(DOMAIN, "const A: u32 = 0x1e5; const B: u32 = 15; fn c(p: (u8, u8)) -> u8 { p.0 }");
    none(APP, "type Rate = f64;");
}

#[test]
fn domain_is_pure() {
    one(DOMAIN, "use std::fs;", 1, "`std::fs`");
    one(DOMAIN, "async fn wait() {}", 1, "`async`");
    none(DOMAIN, "use std::fmt;\n#[cfg(test)]\nmod tests { use std::fs; }");
}

#[test]
fn an_inline_module_is_a_room_too() {
    one(APP, "mod helpers {}", 1, "`helpers` is no room");
}
