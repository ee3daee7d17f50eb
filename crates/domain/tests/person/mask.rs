use super::any;
use leye_domain::person::{PersonName, ResidentNumber, mask};
use proptest::prelude::*;

fn name(full: &str, shown: &str) {
    assert_eq!(mask::name(full), shown, "{full}");
}

fn address(full: &str, shown: &str) {
    assert_eq!(mask::address(full), shown, "{full}");
}

#[test]
fn numbers_keep_region_and_last_four() {
    assert_eq!(mask::number("230102197001011234"), "230102********1234");
    assert_eq!(mask::number("230102 1970 0101 123x"), "230102********123X");
    assert_eq!(mask::number("230102700101123"), "230102******123");
    assert_eq!(mask::number("23010219700101123443"), "230102********1234**");
}

#[test]
fn what_is_no_number_is_hidden_whole() {
    assert_eq!(mask::number("2301021970"), "**********");
    assert_eq!(mask::number("字23010219700101123"), "******************");
    assert_eq!(mask::number(&"7".repeat(40)), "******************");
    assert_eq!(mask::number(""), "");
}

#[test]
fn a_name_keeps_its_surname() {
    name("劉桂蘭", "劉**");
    name("劉蘭", "劉*");
    name("劉", "劉*");
    name("歐陽修", "歐陽*");
    name("欧阳娜娜", "欧阳**");
    name("司馬相如", "司馬**");
    name("上官婉兒", "上官**");
    name("諸葛亮", "諸葛*");
    name("王𠮷\u{E0100}山", "王**");
    name("", "");
}

#[test]
fn two_characters_are_never_both_shown() {
    name("歐陽", "歐*");
    name("东方", "东*");
}

#[test]
fn names_of_other_forms_keep_one_letter() {
    name("買買提·艾力", "買*****");
    name("Anna Ivanova", "A***");
    name("Ё", "Ё***");
}

#[test]
fn telephones_keep_their_ends() {
    assert_eq!(mask::phone("13812345678"), "138****5678");
    assert_eq!(mask::phone("0451-84001234"), "0451-****1234");
    assert_eq!(mask::phone("0455-7654321"), "0455-***4321");
    assert_eq!(mask::phone("八四〇〇"), "****");
    assert_eq!(mask::phone("1381234"), "*******");
}

#[test]
fn an_address_ends_at_its_street() {
    address("哈爾濱市道里區通江街道友誼路123號3單元502室", "哈爾濱市道里區通江街道****");
    address("哈爾濱市道里區中央大街１００號", "哈爾濱市道里區中央大街****");
    address("哈尔滨市南岗区红旗大道8号", "哈尔滨市南岗区红旗大道****");
    address("依兰县达连河镇幸福村", "依兰县达连河镇****");
    address("道里區12號樓友誼路口", "道里區****");
    address("12 Zhongyang Street", "****");
    address("幸福小屋", "****");
    address(" ", "");
}

#[test]
fn anything_else_keeps_its_first_character() {
    assert_eq!(mask::generic("6222020000001234"), "6****");
    assert_eq!(mask::generic("低保"), "低****");
    assert_eq!(mask::generic("字"), "****");
    assert_eq!(mask::generic(""), "");
}

proptest! {
    #[test]
    fn a_masked_number_shows_no_digit_of_the_birth(number in any::harbin_number()) {
        let masked = ResidentNumber::from_stored(&number).expect("valid").masked();
        prop_assert_eq!(masked.len(), 18);
        prop_assert_eq!(&masked[..6], &number[..6]);
        prop_assert_eq!(&masked[6..14], "********");
        prop_assert_eq!(&masked[14..], &number[14..]);
    }

    #[test]
    fn a_short_number_or_a_certificate_hides_the_birth_too(
        number in any::harbin_number(), tail in "[1-7][1-4](B1)?",
    ) {
        let certificate = mask::number(&format!("{number}{tail}"));
        prop_assert_eq!(&certificate[6..14], "********");
        prop_assert!(certificate[18..].bytes().all(|b| b == b'*'));
        let short = mask::number(&format!("{}{}", &number[..6], &number[8..17]));
        prop_assert_eq!(&short[6..12], "******");
    }

    #[test]
    fn a_masked_name_never_holds_the_given_name(given in "[\u{4E00}-\u{9FFF}]{1,3}") {
        prop_assume!(!given.contains('王'));
        let masked = PersonName::parse(&format!("王{given}")).expect("valid").masked();
        prop_assert_eq!(masked, format!("王{}", "*".repeat(given.chars().count())));
    }

    #[test]
    fn no_text_makes_a_mask_panic(text in "(\\PC|[0-9路街區号-]){0,30}") {
        for mask in [mask::number, mask::name, mask::phone, mask::address, mask::generic] {
            let _ = mask(&text);
        }
    }
}
