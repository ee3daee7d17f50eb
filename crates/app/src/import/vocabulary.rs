//! The words of registers, read once from `vocabulary.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::text::folded;

#[derive(Deserialize)]
struct Written {
    footers: Vec<String>,
    columns: BTreeMap<String, Vec<String>>,
    class: BTreeMap<String, Vec<String>>,
    employment_kind: BTreeMap<String, Vec<String>>,
    level: BTreeMap<String, Vec<String>>,
    truth: BTreeMap<String, Vec<String>>,
}

/// Words as they are compared, each with what it means.
type Meanings = BTreeMap<String, String>;

/// The words.
pub(crate) struct Vocabulary {
    footers: Vec<String>,
    columns: BTreeMap<String, Vec<String>>,
    class: Meanings,
    employment_kind: Meanings,
    level: Meanings,
    truth: Meanings,
}

/// The words that are compiled in.
pub(crate) static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
    let written: Written =
        toml::from_str(include_str!("vocabulary.toml")).expect("a test reads the vocabulary");
    let fold = |words: Vec<String>| words.iter().map(|word| folded(word)).collect::<Vec<_>>();
    let meanings = |words: BTreeMap<String, Vec<String>>| {
        let pairs = words
            .into_iter()
            .flat_map(|(meaning, words)| words.into_iter().map(move |word| (folded(&word), meaning.clone())));
        pairs.collect::<Meanings>()
    };
    Vocabulary {
        footers: fold(written.footers),
        columns: written.columns.into_iter().map(|(key, words)| (key, fold(words))).collect(),
        class: meanings(written.class),
        employment_kind: meanings(written.employment_kind),
        level: meanings(written.level),
        truth: meanings(written.truth),
    }
});

impl Vocabulary {
    /// Whether a heading, as written, names the column.
    pub(crate) fn names(&self, column: &str, heading: &str) -> bool {
        let whole = folded(heading);
        let short = bare(&whole);
        let words = self.columns.get(column);
        words.is_some_and(|words| words.iter().any(|word| *word == whole || *word == short))
    }

    /// Whether a row that begins with this text closes the sheet.
    pub(crate) fn is_footer(&self, text: &str) -> bool {
        let text = folded(text);
        self.footers.iter().any(|word| text.starts_with(word.as_str()))
    }

    /// The retirement class, as its stable code.
    pub(crate) fn class(&self, text: &str) -> Option<&str> {
        self.class.get(&folded(text)).map(String::as_str)
    }

    /// The kind of employment, as its stable code.
    pub(crate) fn employment_kind(&self, text: &str) -> Option<&str> {
        self.employment_kind.get(&folded(text)).map(String::as_str)
    }

    /// The level of an agency, as its stable code.
    pub(crate) fn level(&self, text: &str) -> Option<&str> {
        self.level.get(&folded(text)).map(String::as_str)
    }

    /// Yes or no.
    pub(crate) fn truth(&self, text: &str) -> Option<bool> {
        self.truth.get(&folded(text)).map(|word| word == "yes")
    }
}

/// A heading without its stars, colons and what stands in brackets after it.
fn bare(heading: &str) -> String {
    let end = heading.find(['(', '[', '\u{3010}', '\u{3014}']).filter(|at| *at > 0).unwrap_or(heading.len());
    heading[..end].trim_matches(['*', ':', '\u{203B}', '#']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_every_spelling() {
        for text in [
            "身份证号",
            "身份證號碼",
            " 公民身份号码 ",
            "身份证号码*",
            "身份证号（必填）",
            "ＩＤ Number",
            "身份\n证号:",
        ] {
            assert!(WORDS.names("number", text), "{text}");
        }
        assert!(!WORDS.names("number", "姓名") && !WORDS.names("number", ""));
    }

    #[test]
    fn no_word_has_two_meanings_where_both_are_asked() {
        for (left, right) in
            [("name", "number"), ("employed_since", "received"), ("employer", "employer_name")]
        {
            let words = &WORDS.columns[left];
            assert!(words.iter().all(|word| !WORDS.columns[right].contains(word)), "{left} and {right}");
        }
    }
}
