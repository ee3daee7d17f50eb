//! Exceptions to a category: each does what it says, and two at once are an error.

use jiff::civil::date;
use leye_pack::Pack;
use leye_rules::{Engine, Verdict};

use crate::packs::changed;
use crate::people::Resident;

pub fn exception(code: &str, predicate: &str, effect: &str) -> String {
    format!(
        "[[exception]]\ncode = \"{code}\"\ntitle = {{ zh-Hant = \"例\", zh-Hans = \"例\", en = \"{code}\" }}\npredicate = \"{predicate}\"\neffect = \"{effect}\"\n"
    )
}

/// C1.3 does not hold for model workers of the nation, and holds for those of a martyr's family.
fn pack() -> Pack {
    let both = exception("national", "model_worker = 'national'", "excluded")
        + &exception("martyr", "martyr_family", "included");
    changed("determination/C1.3.toml", "[[proof]]", &format!("{both}\n[[proof]]"))
}

fn holds(one: &Resident) -> Option<bool> {
    let ruling = Engine::new(&pack(), date(2026, 11, 1)).unwrap().evaluate(&one.facts(), &[]).unwrap();
    let category = &ruling.categories[2];
    assert_eq!(category.exceptions.len(), 2);
    assert!(ruling.ruling == Verdict::Eligible);
    category.holds
}

#[test]
fn without_an_exception_the_conditions_decide() {
    assert_eq!(holds(&Resident::known()), Some(false));
    assert_eq!(holds(&Resident { disability_grade: Some(1), ..Resident::known() }), Some(true));
}

#[test]
fn an_exception_takes_out_or_lets_in() {
    let national = Resident { model_worker: Some("national"), ..Resident::known() };
    assert_eq!(holds(&Resident { disability_grade: Some(1), ..national }), Some(false));
    assert_eq!(holds(&Resident { martyr_family: Some(true), ..Resident::known() }), Some(true));
}

#[test]
fn an_exception_that_is_not_known_leaves_open_what_it_would_change() {
    let unknown = Resident { model_worker: None, ..Resident::known() };
    assert_eq!(holds(&unknown), Some(false));
    assert_eq!(holds(&Resident { disability_grade: Some(1), ..unknown }), None);
    let unknown = Resident { martyr_family: None, ..Resident::known() };
    assert_eq!(holds(&unknown), None);
    assert_eq!(holds(&Resident { disability_grade: Some(1), ..unknown }), Some(true));
}

#[test]
fn two_exceptions_that_hold_are_an_error_that_names_both() {
    let engine = Engine::new(&pack(), date(2026, 11, 1)).unwrap();
    let both = Resident { model_worker: Some("national"), martyr_family: Some(true), ..Resident::known() };
    let error = engine.evaluate(&both.facts(), &[]).unwrap_err().to_string();
    for part in ["C1.3", "national", "martyr"] {
        assert!(error.contains(part), "{error}");
    }
}
