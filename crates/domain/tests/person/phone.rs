use leye_domain::person::Phone;
use proptest::prelude::*;

fn read(typed: &str, normal: &str) {
    let phone = Phone::parse(typed).unwrap_or_else(|problem| panic!("{typed}: {problem}"));
    assert_eq!(phone.as_str(), normal, "{typed}");
}

fn refused(typed: &str, code: &str) {
    assert_eq!(Phone::parse(typed).expect_err(typed).code(), code, "{typed}");
}

#[test]
fn mobiles_have_one_form() {
    for typed in [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+86 13812345678",
        "008613812345678",
        "8613812345678",
        "１３８１２３４５６７８",
        "（+86）138 1234 5678",
    ] {
        read(typed, "13812345678");
    }
    assert!(Phone::parse("19900000000").expect("valid").is_mobile());
}

#[test]
fn landlines_have_one_form() {
    for typed in ["0451-84000000", "(0451) 8400 0000", "045184000000", "+86 451 84000000"] {
        read(typed, "0451-84000000");
    }
    read("010-12345678".replace("1234", "6234").as_str(), "010-62345678");
    read("+86 10 62345678", "010-62345678");
    read("+86 (0)10 62345678", "010-62345678");
    read("024 23456789", "024-23456789");
    read("0455-7654321", "0455-7654321");
    assert!(!Phone::parse("0451-84000000").expect("valid").is_mobile());
}

#[test]
fn faults_have_their_codes() {
    refused("", "empty");
    refused("()", "empty");
    refused("+86", "not-digits");
    refused("138字2345678", "not-digits");
    refused("1381234567", "wrong-length");
    refused("138123456789", "wrong-length");
    refused("12345678901", "wrong-phone-prefix");
    refused("84000000", "no-area-code");
    refused("8400000", "no-area-code");
    refused("010-6234567", "wrong-length");
    refused("0451-840000", "wrong-length");
    refused("02", "wrong-length");
    refused("0451-14000000", "wrong-phone-prefix");
    refused("0151-84000000", "wrong-phone-prefix");
    refused("451840000001", "wrong-phone-prefix");
}

#[test]
fn debug_is_masked() {
    assert_eq!(format!("{:?}", Phone::parse("13812345678")), "Ok(Phone(138****5678))");
    assert_eq!(format!("{:?}", Phone::parse("0451-84001234")), "Ok(Phone(0451-****1234))");
}

proptest! {
    #[test]
    fn every_mobile_is_read_and_its_middle_hidden(number in "1[3-9][0-9]{9}") {
        let phone = Phone::parse(&format!("+86{number}")).expect("valid");
        prop_assert_eq!(phone.as_str(), &number);
        prop_assert_eq!(phone.masked(), format!("{}****{}", &number[..3], &number[7..]));
    }

    #[test]
    fn the_normal_form_reads_as_itself(typed in "0[1-9][0-9]{1,2}-?[0-9]{7,8}") {
        if let Ok(phone) = Phone::parse(&typed) {
            prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone));
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,16}") {
        let _ = Phone::parse(&text);
    }
}
