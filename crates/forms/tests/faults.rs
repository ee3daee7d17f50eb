//! Data that are no paper.

use leye_forms::{Extras, FormError, Lang, Picture, form, render};
use serde_json::{Value, json};

/// The faults of a sample of the receipt that was changed so.
fn check(change: impl FnOnce(&mut Value), wanted: &[(&str, &str)]) {
    let form = form("acceptance-receipt").expect("a form");
    let mut data = form.sample(Lang::ZhHant);
    change(&mut data);
    match render(form, Lang::ZhHant, &data, &Extras::default()) {
        Err(FormError::Data(faults)) => {
            let found: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
            assert_eq!(found, wanted);
            for lang in Lang::ALL {
                let told = faults.iter().map(|fault| fault.told(lang)).collect::<String>();
                assert!(!told.contains("form-fault"), "{told}");
            }
        }
        other => panic!("no faults: {other:?}"),
    }
}

#[test]
fn every_fault_is_told_at_once() {
    let change = |data: &mut Value| {
        data["name"] = json!("  ");
        data["promised_on"] = json!("next week");
        data["matter"] = json!("字".repeat(121));
        data["papers"][1]["copies"] = json!("one");
        data["papers"][2]["form"] = json!("scan");
        data["fee"] = json!(20);
    };
    check(
        change,
        &[
            ("fee", "unknown"),
            ("name", "missing"),
            ("matter", "long"),
            ("promised_on", "date"),
            ("papers[2].copies", "type"),
            ("papers[3].form", "option"),
        ],
    );
}

#[test]
fn a_day_that_is_none_is_a_fault() {
    check(|data| data["promised_on"] = json!("2026-02-30"), &[("promised_on", "date")]);
}

#[test]
fn a_list_is_no_record() {
    let form = form("acceptance-receipt").expect("a form");
    let found = render(form, Lang::En, &json!([]), &Extras::default());
    assert!(matches!(found, Err(FormError::Data(_))), "{found:?}");
}

#[test]
fn an_error_says_where_and_what_to_do() {
    let form = form("acceptance-receipt").expect("a form");
    let error = render(form, Lang::En, &json!({}), &Extras::default()).expect_err("nothing is filled");
    let told = error.to_string();
    assert!(told.starts_with("`agency` is missing"), "{told}");
    assert!(told.lines().count() >= 8, "{told}");
}

#[test]
fn an_error_never_repeats_what_was_entered() {
    let form = form("acceptance-receipt").expect("a form");
    let mut data = form.sample(Lang::En);
    data["promised_on"] = json!("230102197403021227");
    let told = render(form, Lang::En, &data, &Extras::default()).expect_err("no date").to_string();
    assert!(!told.contains("230102197403021227"), "{told}");
}

#[test]
fn a_picture_that_was_not_handed_in_is_a_fault() {
    let form = form("staff-badge").expect("a form");
    let found = render(form, Lang::En, &form.sample(Lang::En), &Extras::default());
    assert!(matches!(found, Err(FormError::Data(_))), "{found:?}");
}

#[test]
fn a_broken_picture_is_no_paper() {
    let form = form("staff-badge").expect("a form");
    let mut extras = Extras::default();
    extras.pictures.insert("photo".to_owned(), Picture(b"\x89PNG\r\n\x1a\nnothing".to_vec()));
    let found = render(form, Lang::En, &form.sample(Lang::En), &extras);
    assert!(matches!(found, Err(FormError::Typesetting(_))), "{found:?}");
}
