//! The categories (C1.1 to C1.10), each in a file of its own.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::article::{Article, named_after_file};
use crate::condition::Common;
use crate::dated::Period;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::proof::{Proof, Proofs, find};
use crate::reader::Table;
use crate::rule::{Around, Exception, Named, Rule, read_exceptions, read_rules, read_uses};
use crate::value::Values;
use crate::words::Words;

/// One of the categories; at least one has to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Category {
    /// `C1.1` to `C1.10`.
    pub code: String,
    /// The article.
    pub article: String,
    /// What it is called.
    pub titles: Words,
    /// Who belongs to it, in plain words, filled with the newest values.
    pub explanation: Words,
    /// When it is in force.
    pub period: Period,
    /// The clause that names it.
    pub source: String,
    /// The day on which somebody last read the source.
    pub last_checked: Date,
    /// The rules do not hold it; the pack sets it.
    pub ours: bool,
    /// The source has not been read.
    pub unverified: bool,
    /// Its ages and terms.
    pub values: Values,
    /// The shared conditions that have to hold too, by code.
    pub uses: Vec<String>,
    /// Its own conditions; all of them have to hold.
    pub conditions: Vec<Rule>,
    /// What departs from the conditions; two that apply at once are an error of the ruling.
    pub exceptions: Vec<Exception>,
    /// What settles it.
    pub proofs: Vec<Proof>,
}

/// `common` is none when the general conditions could not be read: then no reference to
/// them is judged.
pub(crate) fn read_all(
    folder: &Folder<'_>,
    proofs: &Proofs,
    common: Option<&Common>,
    named: &Named,
) -> Vec<Category> {
    let mut categories: Vec<Category> = Vec::new();
    let mut codes = BTreeSet::new();
    for file in files(folder) {
        let category = folder.toml(file, |table| {
            let category = read_one(table, proofs, common, named);
            if let Some(code) = table.may::<String>("code") {
                named_after_file(table, in_name(file), &code);
                if !codes.insert(code.clone()) {
                    let message = format!("the category `{code}` is already given");
                    table.fault("code", Code::DuplicateCode, message, "give each category its own code");
                }
            }
            category
        });
        categories.extend(category);
    }
    if codes.is_empty() {
        folder.source("determination/C1.1.toml");
    }
    // C1.2 before C1.10.
    categories.sort_by_key(|category| (category.code.len(), category.code.clone()));
    categories
}

/// The codes of the categories, faulty ones included, by the names of their files.
pub(crate) fn codes<'a>(folder: &Folder<'a>) -> Vec<&'a str> {
    files(folder).map(in_name).collect()
}

fn files<'a>(folder: &Folder<'a>) -> impl Iterator<Item = &'a str> {
    folder.names("determination/C1.").filter(|name| *name != "determination/C1.toml")
}

fn in_name(file: &str) -> &str {
    file.trim_start_matches("determination/").trim_end_matches(".toml")
}

fn read_one(table: &Table<'_>, proofs: &Proofs, common: Option<&Common>, named: &Named) -> Option<Category> {
    let code = table.must("code");
    let head = Article::read(table);
    let values = Values::read(table);
    let explanation =
        Words::read(table, "explanation").map(|words| values.fill(table, "explanation", &words));
    let general = common.map_or(&values, |common| &common.values);
    let around = Around { head: head.as_ref(), values: &values, general, named };
    let uses = read_uses(table, common.map(|common| &common.shared));
    let mut codes: BTreeSet<String> = uses.iter().cloned().collect();
    let conditions = read_rules(table, "condition", around, &mut codes);
    let exceptions = read_exceptions(table, around, &mut codes);
    let proofs = read_demands(table, proofs);
    if table.is_blank("condition") && table.is_blank("uses") {
        let message = "no condition decides the category";
        table.fault("condition", Code::MissingKey, message, "add a [[condition]] with its predicate");
    }
    let head = head?;
    Some(Category {
        code: code?,
        article: head.article,
        titles: head.titles,
        explanation: explanation?,
        period: head.period,
        source: head.source,
        last_checked: head.last_checked,
        ours: head.ours,
        unverified: head.unverified,
        values,
        uses,
        conditions,
        exceptions,
        proofs,
    })
}

/// Reads `[[proof]] key required any_of ours` of a category.
fn read_demands(table: &Table<'_>, proofs: &Proofs) -> Vec<Proof> {
    let mut keys = BTreeSet::new();
    let found = table.tables("proof", |table| {
        let key: Option<String> = table.must("key");
        let (required, any_of) = (table.flag("required"), table.may::<String>("any_of"));
        let ours = table.flag("ours");
        if required && any_of.is_some() {
            let message = "a proof that others may stand for is not itself required";
            table.fault("required", Code::Contradiction, message, "keep either `required` or `any_of`");
        }
        let key = key?;
        if !keys.insert(key.clone()) {
            let message = format!("the proof `{key}` is already asked for");
            table.fault("key", Code::DuplicateCode, message, "keep one of the two");
        }
        let listed = find(proofs, table, "key", &key)?;
        Some(Proof { required, any_of, ours: ours || listed.ours, ..listed })
    });
    if table.is_blank("proof") {
        table.fault("proof", Code::MissingKey, "no proof settles the category", "add a [[proof]]");
    }
    found
}
