//! What an applicant may do against a refusal.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::article::Article;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
use crate::value::Values;
use crate::words::Words;

/// One way against a refusal, named in every refusal notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// `review`, `reconsideration`, `lawsuit`.
    pub code: String,
    /// What it is called.
    pub titles: Words,
    /// How it is used, filled with the newest values.
    pub text: Words,
    /// Its term, when it has one: `days` or `months`.
    pub values: Values,
    /// The law that gives it.
    pub source: String,
    /// The rules do not give it; the pack offers it.
    pub ours: bool,
    /// The source has not been read.
    pub unverified: bool,
}

pub(crate) fn read_all(folder: &Folder<'_>) -> Option<Vec<Remedy>> {
    folder.toml("determination/refusal.toml", |table| {
        Article::read(table);
        let mut codes = BTreeSet::new();
        let remedies = table.tables("remedy", |table| {
            if let Some(code) = table.may::<String>("code").filter(|code| !codes.insert(code.clone())) {
                let message = format!("the remedy `{code}` is already given");
                table.fault("code", Code::DuplicateCode, message, "keep one of the two");
            }
            read_one(table)
        });
        if table.is_blank("remedy") {
            let message = "a refusal has to name a remedy and there is none";
            table.fault("remedy", Code::MissingKey, message, "add a [[remedy]]");
        }
        Some(remedies)
    })
}

fn read_one(table: &Table<'_>) -> Option<Remedy> {
    let code = table.must("code");
    let titles = Words::read(table, "title");
    let values = Values::read(table);
    let text = Words::read(table, "text").map(|words| values.fill(table, "text", &words));
    let source = table.must("source");
    let (ours, unverified) = (table.flag("ours"), table.flag("unverified"));
    Some(Remedy { code: code?, titles: titles?, text: text?, values, source: source?, ours, unverified })
}
