//! Exit articles: what ends the status of somebody who is determined, or one ground of it.
//! The conditions of entry are never asked again.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::article::{Article, named_after_file};
use crate::dated::Period;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::predicate::Predicate;
use crate::proof::{Proof, Proofs, find};
use crate::reader::Table;
use crate::rule::Named;
use crate::terms::{self, Terms};
use crate::value::Values;
use crate::words::Words;

/// The terms of a screening of the register.
const TERMS: &str = "exit/terms.toml";

/// One exit article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exit {
    /// Its code, such as `E1`.
    pub code: String,
    /// What it is called, filled with the newest values.
    pub titles: Words,
    /// What it says, in plain words, filled with the newest values.
    pub explanation: Words,
    /// When it is in force.
    pub period: Period,
    /// The document that gives it.
    pub source: String,
    /// The day on which somebody last read the source.
    pub last_checked: Date,
    /// The rules do not hold it; the pack sets it.
    pub ours: bool,
    /// The source has not been read.
    pub unverified: bool,
    /// Its ages and terms.
    pub values: Values,
    /// The categories that it ends, by code; where there is none it ends the status.
    pub grounds: Vec<String>,
    /// When it applies.
    pub predicate: Predicate,
    /// The first day on which it applies, where that is known before: an expression that
    /// gives a day.
    pub from_day: Option<Predicate>,
    /// What settles it.
    pub proofs: Vec<Proof>,
}

/// The exit articles, the status first, and the terms that they need.
#[derive(Debug, Default)]
pub(crate) struct Exits {
    pub articles: Vec<Exit>,
    pub terms: Option<Terms>,
}

/// What exit articles are read with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beside<'a> {
    pub proofs: &'a Proofs,
    /// The values of the general conditions, which every article sees.
    pub general: Option<&'a Values>,
    /// Codes of the categories, faulty ones included.
    pub categories: &'a [&'a str],
    pub named: &'a Named,
}

/// The codes of the exit articles, faulty ones included, by the names of their files.
pub(crate) fn codes<'a>(folder: &Folder<'a>) -> Vec<&'a str> {
    files(folder).map(in_name).collect()
}

/// A pack may have none: then nothing ends by itself. With one it needs the terms.
pub(crate) fn read_all(folder: &Folder<'_>, beside: Beside<'_>) -> Exits {
    let mut exits = Exits::default();
    for file in files(folder) {
        let article = folder.toml(file, |table| {
            if let Some(code) = table.may::<String>("code") {
                named_after_file(table, in_name(file), &code);
            }
            read_one(table, beside)
        });
        exits.articles.extend(article);
    }
    // E2 before E10.
    exits.articles.sort_by_key(|article| (article.code.len(), article.code.clone()));
    if files(folder).next().is_some() || folder.text(TERMS).is_some() {
        exits.terms = terms::read(folder, TERMS, &["review", "outreach"]);
    }
    exits
}

fn files<'a>(folder: &Folder<'a>) -> impl Iterator<Item = &'a str> {
    folder.names("exit/").filter(|name| *name != TERMS)
}

fn in_name(file: &str) -> &str {
    file.trim_start_matches("exit/").trim_end_matches(".toml")
}

fn read_one(table: &Table<'_>, beside: Beside<'_>) -> Option<Exit> {
    let code = table.must("code");
    let head = Article::read(table);
    let values = Values::read(table);
    let explanation =
        Words::read(table, "explanation").map(|words| values.fill(table, "explanation", &words));
    let grounds = read_grounds(table, beside.categories);
    let seen: Vec<&Values> = std::iter::once(&values).chain(beside.general).collect();
    let predicate = Predicate::read(table, "predicate", &seen);
    let from_day = table.has("from_day").then(|| Predicate::read(table, "from_day", &seen));
    for one in predicate.iter().chain(from_day.iter().flatten()) {
        beside.named.add(one);
    }
    let keys: Option<Vec<String>> = table.must("proofs");
    let proofs = keys.iter().flatten().filter_map(|key| find(beside.proofs, table, "proofs", key)).collect();
    let head = head?;
    let titles = values.fill(table, "title", &head.titles);
    Some(Exit {
        code: code?,
        titles,
        explanation: explanation?,
        period: head.period,
        source: head.source,
        last_checked: head.last_checked,
        ours: head.ours,
        unverified: head.unverified,
        grounds: grounds?,
        predicate: predicate?,
        from_day: from_day.flatten(),
        values,
        proofs,
    })
}

/// Reads `ends`: `["status"]`, or codes of categories.
fn read_grounds(table: &Table<'_>, categories: &[&str]) -> Option<Vec<String>> {
    let mut ends: Vec<String> = table.must("ends")?;
    if table.is_blank("ends") {
        let message = "the article ends nothing";
        table.fault("ends", Code::Contradiction, message, "write [\"status\"], or codes such as C1.7");
    }
    if ends.iter().any(|one| one == "status") {
        if ends.len() > 1 {
            let message = "an article that ends the status ends every ground with it";
            table.fault("ends", Code::Contradiction, message, "write [\"status\"] alone");
        }
        ends.clear();
    }
    let mut seen = BTreeSet::new();
    for code in &ends {
        if !categories.is_empty() && !categories.contains(&code.as_str()) {
            let message = format!("there is no category `{code}`");
            table.fault("ends", Code::UnknownCategory, message, "write [\"status\"], or codes such as C1.7");
        }
        if !seen.insert(code) {
            let message = format!("`{code}` ends twice");
            table.fault("ends", Code::DuplicateCode, message, "name it once");
        }
    }
    Some(ends)
}
