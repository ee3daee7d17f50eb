//! Exit articles: what they may ask, what is found, and what they never ask.

use jiff::civil::date;
use leye_pack::{Code, FactValue};
use leye_rules::{ExitEngine, Facts, check};

use crate::packs::{changed, harbin};

fn born(year: i16) -> Facts {
    Facts::from([
        ("born".to_owned(), FactValue::Day(date(year, 3, 2))),
        ("retirement_class".to_owned(), FactValue::Word("male".to_owned())),
    ])
}

#[test]
fn the_conditions_of_entry_are_never_asked() {
    let pack = harbin();
    let engine = ExitEngine::new(&pack, date(2026, 11, 1)).unwrap();
    let mut facts = born(1980);
    // Neither registered nor willing, and in work: nobody with these facts would be determined.
    for name in ["employed", "registered_unemployed", "willing_to_work", "applied"] {
        facts.insert(name.to_owned(), FactValue::Flag(name == "employed"));
    }
    let ruling = engine.judge(&facts, &[], &["C1.1".to_owned()]).unwrap();
    assert!(ruling.articles.iter().all(|exit| exit.applies != Some(true)), "{ruling:?}");
    let asked: Vec<&str> =
        ruling.articles.iter().flat_map(|exit| exit.used.keys().map(|name| &**name)).collect();
    assert!(!asked.contains(&"employed"), "{asked:?}");
}

#[test]
fn no_article_about_ones_own_job_ends_the_status() {
    let pack = harbin();
    for exit in pack.exits.iter().filter(|exit| exit.predicate.text.contains("employed")) {
        assert!(!exit.grounds.is_empty(), "{}", exit.code);
    }
}

#[test]
fn an_article_about_another_ground_is_not_asked() {
    let pack = harbin();
    let engine = ExitEngine::new(&pack, date(2026, 11, 1)).unwrap();
    let ruling = engine.judge(&born(1980), &[], &["C1.7".to_owned()]).unwrap();
    let codes: Vec<&str> = ruling.articles.iter().map(|exit| &*exit.article).collect();
    assert!(codes.contains(&"E11") && !codes.contains(&"E12"), "{codes:?}");
}

#[test]
fn a_known_end_is_the_first_day_on_which_its_article_applies() {
    let pack = harbin();
    let mut facts = born(1980);
    facts.insert("youngest_child_born".to_owned(), FactValue::Day(date(2012, 2, 29)));
    facts.insert("disability_certificate_until".to_owned(), FactValue::Day(date(2028, 2, 28)));
    facts.insert("minimum_living_allowance_until".to_owned(), FactValue::Day(date(2027, 12, 31)));
    let grounds: Vec<String> = ["C1.3", "C1.4", "C1.7"].map(str::to_owned).into();
    let later =
        ExitEngine::new(&pack, date(2026, 11, 1)).unwrap().judge(&facts, &[], &grounds).unwrap().later;
    assert_eq!(later.len(), 4);
    for end in later {
        let applies = |on| {
            let ruling = ExitEngine::new(&pack, on).unwrap().judge(&facts, &[], &grounds).unwrap();
            ruling.articles.iter().find(|exit| *exit.article == *end.article).unwrap().applies
        };
        assert_eq!(applies(end.on), Some(true), "{end:?}");
        assert_eq!(applies(end.on.yesterday().unwrap()), Some(false), "{end:?}");
    }
}

#[test]
fn a_day_before_the_rules_is_an_error_with_the_dates() {
    let error = ExitEngine::new(&harbin(), date(2001, 1, 1)).unwrap_err().to_string();
    assert!(error.contains("2010-10-01"), "{error}");
}

fn codes(file: &str, from: &str, to: &str) -> Vec<(String, Code)> {
    let faults = check(&changed(file, from, to));
    faults.into_iter().map(|fault| (fault.file, fault.code)).collect()
}

#[test]
fn faults_of_exit_articles_are_found() {
    let exit = |code| vec![("exit/E11.toml".to_owned(), code)];
    let predicate = "age(youngest_child_born) >= $child_until";
    assert_eq!(
        codes("exit/E11.toml", predicate, "age(youngest) >= $child_until or age(youngest_child_born) > 1"),
        exit(Code::UnknownFact)
    );
    assert_eq!(
        codes("exit/E11.toml", predicate, "youngest_child_born >= $child_until"),
        exit(Code::TypeMismatch)
    );
    let never = "age(youngest_child_born) >= $child_until and age(youngest_child_born) < 2";
    assert_eq!(codes("exit/E11.toml", predicate, never), exit(Code::NeverHolds));
    let day = "birthday(youngest_child_born, $child_until)";
    assert_eq!(codes("exit/E11.toml", day, "age(youngest_child_born)"), exit(Code::TypeMismatch));
    assert_eq!(codes("exit/E11.toml", day, "birthday(youngest_child_born)"), exit(Code::TypeMismatch));
}

#[test]
fn a_condition_of_entry_may_not_ask_for_what_only_the_register_knows() {
    let found = codes("determination/C1.8.toml", "model_worker", "draws_pension and model_worker");
    assert!(found.contains(&("determination/C1.8.toml".to_owned(), Code::UnknownFact)), "{found:?}");
}
