use super::{TODAY, any, with_check_digit};
use jiff::civil::date;
use leye_domain::person::{IdKind, NumberProblem, ResidentNumber, Sex};
use proptest::prelude::*;

fn parse(text: &str) -> Result<ResidentNumber, NumberProblem> {
    ResidentNumber::parse(text, TODAY)
}

fn valid(text: &str) -> ResidentNumber {
    parse(text).unwrap_or_else(|problem| panic!("{text}: {problem}"))
}

fn refused(text: &str, code: &str) {
    assert_eq!(parse(text).expect_err(text).code(), code, "{text}");
}

#[test]
fn the_standards_own_number_is_read() {
    let number = valid("11010519491231002X");
    assert_eq!(number.born(), date(1949, 12, 31));
    assert_eq!(number.sex(), Sex::Female);
    assert_eq!(number.region(), "110105");
    assert_eq!(number.kind(), IdKind::Resident);
}

#[test]
fn spellings_are_made_one() {
    for typed in [
        "11010519491231002x",
        " 110105 1949 1231 002X ",
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105\u{3000}19491231\u{2013}002ｘ",
        "\u{FEFF}11010519491231002X\u{200B}",
    ] {
        assert_eq!(valid(typed).as_str(), "11010519491231002X");
    }
}

#[test]
fn residence_permits_of_hong_kong_macau_and_taiwan_are_read() {
    for number in ["81000019700101001X", "820000197001010011", "830000197001010013"] {
        assert_eq!(valid(number).kind(), IdKind::HkMoTw);
        assert_eq!(valid(number).born(), date(1970, 1, 1));
    }
}

#[test]
fn a_foreigners_card_is_read() {
    let number = valid(&with_check_digit("92384019850307002"));
    assert_eq!(number.kind(), IdKind::ForeignPermanent);
    assert_eq!((number.born(), number.sex()), (date(1985, 3, 7), Sex::Female));
}

#[test]
fn fifteen_digits_gain_century_and_check_digit() {
    assert_eq!(valid("110105491231002").as_str(), "11010519491231002X");
    assert_eq!(valid("110105 491231 002").born(), date(1949, 12, 31));
}

#[test]
fn no_region_is_refused() {
    for region in ["230105", "230107", "232101", "230823", "000000", "999999"] {
        valid(&with_check_digit(&format!("{region}19700101123")));
    }
}

#[test]
fn faults_have_their_codes() {
    refused("", "empty");
    refused(" - ", "empty");
    refused("1101051949123100", "wrong-length");
    refused("11010519491231002X1", "wrong-length");
    refused("1101051949123100２字", "not-digits");
    refused("1101051949I231002X", "not-digits");
    refused("X10105194912310021", "not-digits");
    refused("11010549123100X", "not-digits");
    refused("110105194912310021", "wrong-check-digit");
    refused("110105491331002", "impossible-date");
    refused("810000700101001", "wrong-length");
    refused("CAN230185030712", "old-foreign-card");
    refused(&"1".repeat(10_000_000), "wrong-length");
    for (birth, code) in [
        ("19490229", "impossible-date"),
        ("19491301", "impossible-date"),
        ("19490100", "impossible-date"),
        ("20261123", "born-in-future"),
        ("18491231", "born-too-early"),
        ("00000101", "born-too-early"),
    ] {
        refused(&with_check_digit(&format!("230102{birth}002")), code);
    }
}

#[test]
fn born_today_is_not_in_the_future() {
    let number = with_check_digit("23010220261122002");
    valid(&number);
    let yesterday = TODAY.yesterday().expect("not the first date");
    assert_eq!(ResidentNumber::parse(&number, yesterday), Err(NumberProblem::BornInFuture));
    assert!(ResidentNumber::from_stored(&number).is_ok(), "a stored number needs no today");
}

#[test]
fn debug_hides_the_date_of_birth() {
    assert_eq!(format!("{:?}", valid("11010519491231002X")), "ResidentNumber(110105********002X)");
}

#[test]
fn a_problem_never_tells_the_right_check_digit() {
    let problem = parse("110105194912310021").expect_err("X would be right");
    let said = format!("{problem} {problem:?}");
    assert!(!said.contains(['X', '1']), "{said}");
}

proptest! {
    #[test]
    fn every_well_formed_number_is_read(digits in any::harbin_digits()) {
        let number = valid(&with_check_digit(&digits));
        prop_assert_eq!(number.region(), &digits[..6]);
        prop_assert_eq!(number.born().strftime("%Y%m%d").to_string(), &digits[6..14]);
        let odd = digits.ends_with(['1', '3', '5', '7', '9']);
        prop_assert_eq!(number.sex() == Sex::Male, odd);
    }

    #[test]
    fn one_changed_digit_makes_a_number_invalid(
        number in any::harbin_number(), place in 0..18_usize, other in 0..10_u8,
    ) {
        let mut changed = number.clone().into_bytes();
        changed[place] = b'0' + other;
        let changed = String::from_utf8(changed).expect("still digits");
        prop_assume!(changed != number);
        prop_assert!(parse(&changed).is_err());
    }

    #[test]
    fn the_short_form_leads_to_the_long_one(
        region in 230_100..232_200_u32, born in any::birth_date(), turn in 0..1000_u32,
    ) {
        prop_assume!(born.year() < 2000);
        let born = born.strftime("%Y%m%d").to_string();
        let short = format!("{region}{}{turn:03}", &born[2..]);
        let long = with_check_digit(&format!("{region}{born}{turn:03}"));
        prop_assert_eq!(valid(&short), valid(&long));
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,24}") {
        let _ = parse(&text);
    }
}
