//! Every fault has its words in every language.

use fluent_syntax::ast::Entry;
use leye_intake::IntakeFault;

const LANGUAGES: [(&str, &str); 3] = [
    ("en", include_str!("../../../locales/en/intake.ftl")),
    ("zh-Hans", include_str!("../../../locales/zh-Hans/intake.ftl")),
    ("zh-Hant", include_str!("../../../locales/zh-Hant/intake.ftl")),
];

/// One fault of each kind.
fn all() -> Vec<IntakeFault> {
    vec![
        IntakeFault::Empty,
        IntakeFault::TooLarge { limit: 20 },
        IntakeFault::Archive { kind: "ZIP" },
        IntakeFault::Document,
        IntakeFault::OtherImage { kind: "GIF" },
        IntakeFault::UnknownKind,
        IntakeFault::WrongExtension { is: "PNG", named: "jpg".to_owned() },
        IntakeFault::Broken,
        IntakeFault::TooManyPixels { width: 1, height: 1, side: 1, millions: 1 },
        IntakeFault::HeicUnsupported,
        IntakeFault::EncryptedPdf,
        IntakeFault::ScriptedPdf { what: "JavaScript" },
        IntakeFault::AttachedFiles,
        IntakeFault::TooManyPages { limit: 200 },
        IntakeFault::Inflates { limit: 256 },
        IntakeFault::Infected { name: "Eicar".to_owned() },
        IntakeFault::Unscanned { why: "no answer".to_owned() },
    ]
}

#[test]
fn every_code_has_words_that_use_only_what_the_fault_gives() {
    let codes: Vec<&str> = all().iter().map(IntakeFault::code).collect();
    assert_eq!(codes, IntakeFault::CODES);
    for (language, text) in LANGUAGES {
        let resource = fluent_syntax::parser::parse(text).expect("Fluent");
        let keys = resource.body.iter().filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.id.name),
            _ => None,
        });
        let keys: Vec<&str> = keys.filter(|key| key.starts_with("intake-fault-")).collect();
        assert_eq!(keys.len(), IntakeFault::CODES.len(), "{language}");
        for fault in all() {
            let key = format!("intake-fault-{}", fault.code());
            assert!(keys.contains(&key.as_str()), "{key} is missing in {language}");
            let line = text.lines().find(|line| line.starts_with(&format!("{key} ="))).expect("a line");
            let given: Vec<&str> = fault.args().iter().map(|(name, _)| *name).collect();
            let used = line.split("{ $").skip(1).map(|rest| rest.split(' ').next().unwrap_or_default());
            for name in used {
                assert!(given.contains(&name), "{key} in {language} uses {name}");
            }
        }
    }
}
