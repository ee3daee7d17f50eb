//! Texts in the three languages of the product.

use serde::Serialize;

use crate::diagnostic::Code;
use crate::reader::Table;

/// One text in Traditional Chinese, Simplified Chinese and English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// zh-Hant.
    pub zh_hant: String,
    /// zh-Hans.
    pub zh_hans: String,
    /// en.
    pub en: String,
}

impl Words {
    /// The text for a language tag: `zh-Hant`, `zh-Hans`, and English for any other.
    pub fn get(&self, language: &str) -> &str {
        match language {
            "zh-Hant" => &self.zh_hant,
            "zh-Hans" => &self.zh_hans,
            _ => &self.en,
        }
    }

    /// The same words with every text changed by `change`.
    pub(crate) fn map(&self, change: impl Fn(&str) -> String) -> Words {
        Words { zh_hant: change(&self.zh_hant), zh_hans: change(&self.zh_hans), en: change(&self.en) }
    }

    /// Reads `[key] zh-Hant, zh-Hans, en`; each has to be there and not empty.
    pub(crate) fn read(table: &Table<'_>, key: &'static str) -> Option<Words> {
        table.table(key, |table| {
            let zh_hant = one(table, key, "zh-Hant");
            let zh_hans = one(table, key, "zh-Hans");
            let en = one(table, key, "en");
            Some(Words { zh_hant: zh_hant?, zh_hans: zh_hans?, en: en? })
        })
    }
}

fn one(table: &Table<'_>, key: &str, language: &'static str) -> Option<String> {
    if table.is_blank(language) {
        let message = format!("`{key}` has no text in {language}");
        table.fault(language, Code::MissingTranslation, message, format!("add `{language} = \"…\"`"));
        return None;
    }
    table.must(language)
}
