use leye_domain::person::{CreditCode, NumberProblem};
use proptest::prelude::*;

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const KNOWN: &str = "91110000600037341L";

fn refused(text: &str, code: &str) {
    assert_eq!(CreditCode::parse(text).expect_err(text).code(), code, "{text}");
}

/// Adds the check character by the weights as GB 32100 prints them.
fn with_check(first_17: &str) -> String {
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let value = |c| ALPHABET.find(c).expect("in the alphabet");
    let sum: usize = first_17.chars().map(value).zip(WEIGHTS).map(|(v, w)| v * w).sum();
    format!("{first_17}{}", ALPHABET.chars().nth((31 - sum % 31) % 31).expect("below 31"))
}

#[test]
fn a_known_code_is_read() {
    let code = CreditCode::parse(" 9111 0000 6000 3734 1l ").expect("valid");
    assert_eq!(code.as_str(), KNOWN);
    assert_eq!(code.region(), "110000");
    assert_eq!(code.organisation_code(), "600037341");
    assert!(code.organisation_code_fits());
    assert_eq!(code.to_string(), KNOWN);
}

#[test]
fn a_wrong_inner_check_digit_is_no_fault() {
    let code = CreditCode::parse(&with_check("91110000600037342")).expect("valid outside");
    assert!(!code.organisation_code_fits());
}

#[test]
fn the_inner_check_digit_may_be_x_or_0() {
    for organisation in ["00000006X", "000000000"] {
        let code = CreditCode::parse(&with_check(&format!("91230100{organisation}")));
        assert!(code.expect("valid").organisation_code_fits(), "{organisation}");
    }
}

#[test]
fn faults_have_their_codes() {
    refused("", "empty");
    refused("91110000600037341", "wrong-length");
    refused("91110000600037341LL", "wrong-length");
    refused("9111000060003734IL", "wrong-character");
    refused("91110000600037341字", "wrong-character");
    refused("91110A00600037341L", "not-digits");
    refused("911100006000373410", "wrong-check-digit");
    assert_eq!(CreditCode::parse("91110000600037341M"), Err(NumberProblem::WrongCheckDigit));
}

proptest! {
    #[test]
    fn one_changed_character_makes_a_code_invalid(
        body in "9[123][0-9]{6}[0-9A-HJ-NP-RTUW]{9}", place in 0..18_usize, other in 0..31_usize,
    ) {
        let code = with_check(&body);
        prop_assert!(CreditCode::parse(&code).is_ok());
        let mut changed = code.clone().into_bytes();
        changed[place] = ALPHABET.as_bytes()[other];
        let changed = String::from_utf8(changed).expect("ASCII");
        prop_assume!(changed != code);
        prop_assert!(CreditCode::parse(&changed).is_err());
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,20}") {
        let _ = CreditCode::parse(&text);
    }
}
