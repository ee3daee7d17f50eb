//! `leye id check`.

use serde_json::json;

use crate::run::leye;

#[test]
fn valid_numbers_of_every_kind_in_the_order_given() {
    let numbers = [
        "11010519491231002X",
        "81000019700101001X",
        "820000197001010011",
        "830000197001010013",
        "91110000600037341L",
    ];
    let mut arguments = vec!["id", "check", "--json"];
    arguments.extend(numbers);
    let ran = leye(&arguments).ends(0);
    let person = |number: &str, kind: &str, born: &str, sex: &str, region: &str| json!({"number": number, "kind": kind, "valid": true, "born": born, "sex": sex, "region": region, "problem": null});
    assert_eq!(
        ran.json(),
        json!([
            person(numbers[0], "resident", "1949-12-31", "F", "110105"),
            person(numbers[1], "hk-mo-tw", "1970-01-01", "M", "810000"),
            person(numbers[2], "hk-mo-tw", "1970-01-01", "M", "820000"),
            person(numbers[3], "hk-mo-tw", "1970-01-01", "M", "830000"),
            {"number": numbers[4], "kind": "credit-code", "valid": true, "born": null, "sex": null,
             "region": "110000", "problem": null},
        ])
    );
}

#[test]
fn one_invalid_number_makes_the_answer_no_and_hides_nothing() {
    let ran = leye(&["id", "check", "110105194912310021", "11010519491231002X", "--json"]).ends(1);
    let answer = ran.json();
    assert_eq!(answer[0]["valid"], false);
    assert_eq!(answer[0]["problem"], "wrong-check-digit");
    assert_eq!(answer[0]["born"], json!(null));
    assert_eq!(answer[1]["valid"], true);
}

#[test]
fn fifteen_digits_and_dissolved_regions_are_no_error() {
    let ran = leye(&["id", "check", "110105491231002", "--json"]).ends(0);
    assert_eq!(ran.json()[0]["born"], "1949-12-31");
    // Taiping District was merged in 2004; its code stays on cards for life.
    let taiping = with_check_digit("23010519800101002");
    let answer = leye(&["id", "check", &taiping, "--json"]).ends(0).json();
    assert_eq!(answer[0]["region"], "230105");
    assert!(answer[0].get("hint").is_none());
    let too_young = with_check_digit("23010520150101002");
    let answer = leye(&["id", "check", &too_young, "--json"]).ends(0).json();
    assert_eq!(answer[0]["hint"], "region-years");
}

#[test]
fn people_see_one_masked_line_each() {
    let ran = leye(&["id", "check", "11010519491231002X", "11010519491331002X"]).ends(1);
    assert_eq!(ran.out.lines().count(), 2);
    assert!(ran.out.starts_with("110105********002X  resident  valid"), "{}", ran.out);
    assert!(!ran.out.contains("19491231"));
    assert!(ran.out.lines().nth(1).unwrap().contains("invalid: the date of birth"));
}

#[test]
fn no_number_is_wrong_usage() {
    assert!(leye(&["id", "check"]).ends(2).err.contains("NUMBER"));
}

fn with_check_digit(first_17: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize =
        first_17.bytes().zip(weights).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{first_17}{}", char::from(b"10X98765432"[sum % 11]))
}
