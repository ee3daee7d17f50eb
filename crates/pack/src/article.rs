//! The head that every article file has.

use jiff::civil::Date;
use serde::Serialize;

use crate::dated::Period;
use crate::diagnostic::Code;
use crate::reader::Table;
use crate::words::Words;

/// An article of the rules: what it is called and where it can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Article {
    /// Its reference, e.g. `C3.1`.
    pub article: String,
    /// Its title.
    pub titles: Words,
    /// When it is in force.
    pub period: Period,
    /// The document that holds it.
    pub source: String,
    /// The day on which somebody last read the source.
    pub last_checked: Date,
    /// The rules do not hold it; the pack sets it.
    pub ours: bool,
    /// The source itself has not been read.
    pub unverified: bool,
}

impl Article {
    pub(crate) fn read(table: &Table<'_>) -> Option<Article> {
        let article = table.must("article");
        let titles = Words::read(table, "title");
        let period = Period::read(table);
        let source = table.must("source");
        let last_checked = table.must("last_checked");
        let (ours, unverified) = (table.flag("ours"), table.flag("unverified"));
        Some(Article {
            article: article?,
            titles: titles?,
            period: period?,
            source: source?,
            last_checked: last_checked?,
            ours,
            unverified,
        })
    }
}

/// Reports a file whose `article` or `code` is not the one in its name.
pub(crate) fn named_after_file(table: &Table<'_>, in_name: &str, in_text: &str) {
    if in_name != in_text {
        let key = if table.is_blank("code") { "article" } else { "code" };
        let message = format!("the file is named after {in_name} and speaks of {in_text}");
        table.fault(key, Code::WrongName, message, "rename the file or correct the key");
    }
}
