use leye_domain::person::PersonName;

fn read(typed: &str, kept: &str) {
    let name = PersonName::parse(typed).unwrap_or_else(|problem| panic!("{typed}: {problem}"));
    assert_eq!(name.as_str(), kept);
}

fn refused(typed: &str, code: &str) {
    assert_eq!(PersonName::parse(typed).expect_err(typed).code(), code);
}

#[test]
fn names_are_trimmed_and_evened() {
    read("  劉桂蘭\u{3000}", "劉桂蘭");
    read("張　三", "張三");
    read("Anna  Maria Ivanova", "Anna Maria Ivanova");
    read("李 Anna", "李 Anna");
}

#[test]
fn middle_dots_become_one() {
    for dot in ['·', '•', '‧', '・', '⋅'] {
        read(&format!("買買提{dot}艾力"), "買買提·艾力");
    }
}

#[test]
fn rare_characters_are_kept() {
    read("王𠮷", "王𠮷");
    read("李㐂", "李㐂");
    read("趙\u{30000}\u{323AF}", "趙\u{30000}\u{323AF}");
    read("葛\u{E0100}某", "葛\u{E0100}某");
    read("劉\u{E5F9}", "劉\u{E5F9}");
}

#[test]
fn faults_have_their_codes() {
    refused("", "name-empty");
    refused(" \u{3000}", "name-empty");
    refused("劉\u{0}蘭", "name-control-character");
    refused("劉\n蘭", "name-control-character");
    refused("劉\u{202E}蘭", "name-control-character");
    refused("12345", "name-no-letters");
    refused("···", "name-no-letters");
    refused(&"劉".repeat(51), "name-too-long");
    refused(&"a".repeat(10_000_000), "name-too-long");
    read(&"劉".repeat(50), &"劉".repeat(50));
}

#[test]
fn debug_is_masked() {
    assert_eq!(format!("{:?}", PersonName::parse("劉桂蘭")), "Ok(PersonName(劉**))");
}
