use super::TODAY;
use leye_domain::person::{DisabilityNumber, DisabilityType, NumberProblem};
use proptest::prelude::*;

fn parse(text: &str) -> Result<DisabilityNumber, NumberProblem> {
    DisabilityNumber::parse(text, TODAY)
}

fn refused(text: &str, code: &str) {
    assert_eq!(parse(text).expect_err(text).code(), code, "{text}");
}

#[test]
fn holder_type_and_grade_are_read() {
    let number = parse("11010519491231002x43").expect("valid");
    assert_eq!(number.holder().as_str(), "11010519491231002X");
    assert_eq!(number.disability(), DisabilityType::Physical);
    assert_eq!(number.grade().get(), 3);
    assert_eq!(number.suffix(), None);
}

#[test]
fn a_reissued_card_has_a_mark() {
    assert_eq!(parse("11010519491231002X71B1").expect("valid").suffix(), Some("B1"));
    assert_eq!(parse("11010519491231002X712").expect("valid").suffix(), Some("2"));
}

#[test]
fn faults_have_their_codes() {
    refused("", "empty");
    refused("11010519491231002X4", "wrong-length");
    refused("11010519491231002X43B12", "wrong-length");
    refused("11010519491231002143", "wrong-check-digit");
    refused("11010519491231002X字43", "not-digits");
    refused("11010519491231002X03", "wrong-disability-type");
    refused("11010519491231002X83", "wrong-disability-type");
    refused("11010519491231002X40", "wrong-disability-grade");
    refused("11010519491231002X45", "wrong-disability-grade");
    refused("11010519491231002X43/1", "wrong-suffix");
}

#[test]
fn debug_shows_neither_birth_nor_health() {
    let number = parse("11010519491231002X43B1").expect("valid");
    assert_eq!(format!("{number:?}"), "DisabilityNumber(110105********002X****)");
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{18,24}") {
        let _ = parse(&text);
    }
}
