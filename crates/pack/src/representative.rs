//! The papers that entitle somebody to act for the applicant.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::article::Article;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
use crate::words::Words;

/// A paper that entitles a representative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// Its key in `determination/representatives.toml`.
    pub key: String,
    /// What it is called.
    pub titles: Words,
    /// The law or practice that gives it.
    pub source: String,
    /// The rules do not name it; the pack offers it.
    pub ours: bool,
    /// The source has not been read.
    pub unverified: bool,
}

pub(crate) fn read_all(folder: &Folder<'_>) -> Option<Vec<Paper>> {
    folder.toml("determination/representatives.toml", |table| {
        Article::read(table);
        let mut keys = BTreeSet::new();
        let papers = table.tables("paper", |table| {
            if let Some(key) = table.may::<String>("key").filter(|key| !keys.insert(key.clone())) {
                let message = format!("the paper `{key}` is already listed");
                table.fault("key", Code::DuplicateCode, message, "keep one of the two");
            }
            read_one(table)
        });
        if table.is_blank("paper") {
            let message = "no paper entitles a representative";
            table.fault("paper", Code::MissingKey, message, "add a [[paper]]");
        }
        Some(papers)
    })
}

fn read_one(table: &Table<'_>) -> Option<Paper> {
    let key = table.must("key");
    let titles = Words::read(table, "title");
    let source = table.must("source");
    let (ours, unverified) = (table.flag("ours"), table.flag("unverified"));
    Some(Paper { key: key?, titles: titles?, source: source?, ours, unverified })
}
