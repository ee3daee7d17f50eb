//! Faults of predicates are found at their place, all at once, with a remedy.

use jiff::civil::date;
use leye_pack::{Code, Diagnostic, Pack};
use leye_rules::{Engine, EngineError, check};

use crate::packs::{change, compile, files};

const FILE: &str = "determination/C1.8.toml";
const OLD: &str = "model_worker in ('county', 'city', 'province', 'national')";

/// C1.8 with another predicate. A second condition goes on using the fact.
fn pack(predicate: &str) -> Pack {
    let mut files = files("harbin");
    change(&mut files, FILE, OLD, predicate);
    let kept = format!(
        "[[condition]]\ncode = \"kept\"\ntitle = {{ zh-Hant = \"例\", zh-Hans = \"例\", en = \"x\" }}\npredicate = \"{OLD}\"\n"
    );
    change(&mut files, FILE, "[[proof]]", &format!("{kept}\n[[proof]]"));
    compile(&files)
}

fn faults(predicate: &str) -> Vec<Diagnostic> {
    check(&pack(predicate))
}

fn codes(predicate: &str) -> Vec<Code> {
    faults(predicate).iter().map(|fault| fault.code).collect()
}

fn one(predicate: &str, code: Code, words: &str) {
    let found = faults(predicate);
    assert_eq!(found.len(), 1, "{predicate}: {found:#?}");
    assert_eq!(found[0].code, code, "{predicate}: {found:#?}");
    assert!(found[0].message.contains(words), "{predicate}: {found:#?}");
    assert!(!found[0].remedy.is_empty() && found[0].file == FILE, "{found:#?}");
}

#[test]
fn a_fact_that_does_not_exist_is_found_at_its_place() {
    let found = faults("model_worker = 'city' and emploied");
    assert_eq!(found.len(), 1, "{found:#?}");
    let fault = &found[0];
    assert_eq!((fault.code, fault.file.as_str()), (Code::UnknownFact, FILE));
    assert!(fault.remedy.contains("`employed`"), "{fault}");
    let text = &files("harbin")[FILE];
    let line = text.lines().position(|line| line.contains(OLD)).unwrap();
    let column = text.lines().nth(line).unwrap().find(OLD).unwrap() + "model_worker = 'city' and ".len();
    assert_eq!((fault.line, fault.column), (line + 1, column + 1));
}

#[test]
fn every_fault_of_a_predicate_is_told() {
    let found = codes("income > 3 and sex = 'X' and age(sex) > 3 and worth");
    let unknown = found.iter().filter(|code| **code == Code::UnknownFact).count();
    let mismatch = found.iter().filter(|code| **code == Code::TypeMismatch).count();
    assert_eq!((unknown, mismatch), (2, 2), "{found:?}");
}

#[test]
fn kinds_that_do_not_fit_are_found() {
    let wrong = Code::TypeMismatch;
    one("model_worker", wrong, "a word and not a condition");
    one("age(born)", wrong, "a number and not a condition");
    one("born > 3", wrong, "a day is compared with a number");
    one("model_worker = true", wrong, "a word is compared with true or false");
    one("model_worker = 'town'", wrong, "never `town`");
    one("model_worker in ('city', 'town')", wrong, "never `town`");
    one("model_worker > 'city'", wrong, "no order");
    one("born < '1970-13-01'", wrong, "no day");
    one("employed = 'yes'", wrong, "compared with a text");
    one("age(employed) > 3", wrong, "not a day");
    one("age(born, born) > 3", wrong, "2 arguments");
    one("day < retirement(born, sex)", wrong, "no retirement class");
    one("born < years_before(disability_grade)", wrong, "plain number");
    one("age(born) + born > 3", wrong, "not a number");
    one("disability_grade > 1.5", wrong, "no whole number");
}

#[test]
fn what_is_no_predicate_is_found() {
    one("model_worker = ", Code::Syntax, "not SQL");
    one("model_worker = 'city' employed", Code::Syntax, "goes on after its end");
    one("model_worker like 'c%'", Code::Syntax, "no place in a predicate");
    one("born is null", Code::Syntax, "whether a fact is known");
    one("applied is true", Code::Syntax, "whether a fact is known");
    one("employed = null", Code::Syntax, "whether a fact is known");
    one("abs(disability_grade) = 1", Code::Syntax, "no function `abs`");
    one("some_member(some_member(employed))", Code::Syntax, "inside `some_member`");
    one("exists (select 1)", Code::Syntax, "no place in a predicate");
}

#[test]
fn a_predicate_that_can_never_hold_is_found() {
    let never = Code::NeverHolds;
    one("model_worker = 'city' and model_worker = 'county'", never, "can never hold");
    one("age(born) > 40 and age(born) < 40", never, "can never hold");
    one("age(born) between 50 and 40", never, "can never hold");
    one("disability_grade > 4", never, "can never hold");
    one("employed and not employed", never, "can never hold");
    one("false", never, "can never hold");
    one("age(born) >= 64 and day < retirement(born, retirement_class)", never, "can never hold");
    one("some_member(employed and not employed)", never, "can never hold");
    one("some_member(employed) and not some_member(employed)", never, "can never hold");
    one("day < DATE '2009-01-01'", never, "can never hold");
}

#[test]
fn what_can_hold_is_no_fault() {
    for predicate in [
        "true",
        "age(born) >= 62 and day < retirement(born, retirement_class)",
        "age(born) = 17",
        "age(born) - age(youngest_child_born) between 16 and 20",
        "born = DATE '1974-03-02' or born < '1950-01-01'",
        "registered_unemployed_since > born",
        "model_worker not in ('none') and sex <> 'M'",
        "not (disability_grade < $minimum_age - 14)",
        "some_member(age(born) < 3) and not some_member(employed)",
        "employed = martyr_family",
        "day between DATE '2023-01-05' and DATE '2023-01-06'",
    ] {
        let found = faults(predicate);
        assert!(found.is_empty(), "{predicate}: {found:#?}");
    }
}

#[test]
fn an_engine_is_not_made_of_a_pack_with_faults() {
    match Engine::new(&pack("income > 3"), date(2026, 11, 1)) {
        Err(EngineError::Faults(faults)) => assert_eq!(faults[0].code, Code::UnknownFact),
        other => panic!("{other:?}"),
    }
}
