use super::{TODAY, any, legacy_regions, with_check_digit};
use leye_domain::person::{NumberKind, check};
use proptest::prelude::*;
use serde_json::{Value, json};

fn checked(number: &str) -> Value {
    serde_json::to_value(check(number, TODAY, &legacy_regions())).expect("plain data")
}

fn invalid(number: &str, kind: &str, problem: &str) {
    assert_eq!(
        checked(number),
        json!({"number": number, "kind": kind, "valid": false, "born": null, "sex": null,
               "region": null, "problem": problem, "hint": null})
    );
}

#[test]
fn a_resident_in_the_form_of_the_contract() {
    let text = serde_json::to_string(&check("11010519491231002X", TODAY, &[])).expect("data");
    assert_eq!(
        text,
        r#"{"number":"11010519491231002X","kind":"resident","valid":true,"born":"1949-12-31","sex":"F","region":"110105","problem":null,"hint":null}"#
    );
}

#[test]
fn the_number_is_given_back_as_typed() {
    let old = checked("110105491231002");
    assert_eq!(old["number"], "110105491231002");
    assert_eq!((&old["valid"], &old["born"]), (&json!(true), &json!("1949-12-31")));
}

#[test]
fn a_residence_permit() {
    assert_eq!(
        checked("820000197001010011"),
        json!({"number": "820000197001010011", "kind": "hk-mo-tw", "valid": true,
               "born": "1970-01-01", "sex": "M", "region": "820000", "problem": null, "hint": null})
    );
}

#[test]
fn a_foreigners_card_has_no_region() {
    let number = with_check_digit("92384019850307002");
    assert_eq!(
        checked(&number),
        json!({"number": number, "kind": "foreign-permanent", "valid": true,
               "born": "1985-03-07", "sex": "F", "region": null, "problem": null, "hint": null})
    );
}

#[test]
fn a_credit_code_has_neither_birth_nor_sex() {
    assert_eq!(
        checked("91110000600037341L"),
        json!({"number": "91110000600037341L", "kind": "credit-code", "valid": true, "born": null,
               "sex": null, "region": "110000", "problem": null, "hint": null})
    );
}

#[test]
fn a_certificate_tells_of_its_holder() {
    assert_eq!(
        checked("11010519491231002X43B1"),
        json!({"number": "11010519491231002X43B1", "kind": "disability", "valid": true,
               "born": "1949-12-31", "sex": "F", "region": "110105", "problem": null, "hint": null})
    );
}

#[test]
fn a_dissolved_code_is_valid_with_a_hint() {
    let number = checked(&with_check_digit("23010520100101123"));
    assert_eq!((&number["valid"], &number["hint"]), (&json!(true), &json!("region-years")));
}

#[test]
fn an_odd_organisation_code_is_valid_with_a_hint() {
    // The inner check digit of the known code moved by one, the outer refitted.
    let outer = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        .chars()
        .map(|c| checked(&format!("91110000600037A42{c}")))
        .find(|code| code["valid"] == json!(true))
        .expect("one check character fits");
    assert_eq!(outer["hint"], "organisation-code");
}

#[test]
fn an_invalid_number_has_a_guessed_kind() {
    invalid("110105194912310021", "resident", "wrong-check-digit");
    invalid("11010519491331002X", "resident", "impossible-date");
    invalid("1101O519491231002X", "resident", "not-digits");
    invalid("81000019700101002X", "hk-mo-tw", "wrong-check-digit");
    invalid("91110000600037341M", "credit-code", "wrong-check-digit");
    invalid("911100006000373411", "credit-code", "wrong-check-digit");
    invalid("91110000600037A41", "credit-code", "wrong-length");
    invalid("11010519491231002X93", "disability", "wrong-disability-type");
    invalid("11010519491231002X4", "disability", "wrong-length");
    invalid("CAN230185030712", "foreign-permanent", "old-foreign-card");
    invalid(&with_check_digit("92384019850230002"), "foreign-permanent", "impossible-date");
    invalid(&with_check_digit("23010220261123002"), "resident", "born-in-future");
    invalid("", "resident", "empty");
    invalid("劉桂蘭", "resident", "wrong-length");
}

#[test]
fn a_code_all_of_digits_is_known_for_one() {
    for code in ["912301001234560405", "122301021234560407"] {
        let found = checked(code);
        assert_eq!(found["kind"], "credit-code", "{code}");
        assert_eq!((&found["valid"], &found["hint"]), (&json!(true), &Value::Null), "{code}");
    }
}

#[test]
fn a_checked_number_hides_number_birth_and_sex() {
    let said = format!("{:?}", check("11010519491231002X", TODAY, &[]));
    assert!(said.contains("110105********002X"), "{said}");
    for secret in ["1949", "12-31", "Female"] {
        assert!(!said.contains(secret), "{said}");
    }
}

proptest! {
    #[test]
    fn a_valid_number_is_a_resident_and_a_changed_one_is_not_valid(
        number in any::harbin_number(), place in 0..18_usize, other in 0..10_u8,
    ) {
        let legacy = legacy_regions();
        let right = check(&number, TODAY, &legacy);
        let future = right.problem.is_some_and(|problem| problem.code() == "born-in-future");
        prop_assert!(right.kind == NumberKind::Resident && (right.valid || future));
        let mut changed = number.clone().into_bytes();
        changed[place] = b'0' + other;
        let changed = String::from_utf8(changed).expect("still digits");
        prop_assume!(changed != number);
        prop_assert!(!check(&changed, TODAY, &legacy).valid, "{}", changed);
    }

    #[test]
    fn a_problem_and_validity_exclude_each_other(text in "([0-9X]{15,22}|\\PC{0,24})") {
        let checked = check(&text, TODAY, &[]);
        prop_assert_eq!(checked.valid, checked.problem.is_none());
        prop_assert!(checked.valid || checked.born.is_none());
    }
}
