//! The general conditions of a determination (C1), and the conditions that its categories
//! share.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::article::Article;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::predicate::Predicate;
use crate::proof::{Proof, Proofs, find};
use crate::reader::Table;
use crate::rule::{Around, Named, Rule, Shared, read_shared};
use crate::value::Values;
use crate::words::Words;

/// A general condition; all of them have to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// `working-age`, `able_to_work`, `willing_to_work`, `local_urban_registration`, `applied`.
    pub code: String,
    /// What it is called.
    pub titles: Words,
    /// The article that demands it.
    pub article: String,
    /// When it holds.
    pub predicate: Predicate,
    /// What settles it; all are required.
    pub proofs: Vec<Proof>,
    /// The document that gives it; without its own, that of the article.
    pub source: String,
    /// The rules do not give it; the pack sets it.
    pub ours: bool,
    /// The source has not been read.
    pub unverified: bool,
}

/// The general conditions with the numbers they use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct General {
    /// The head of the article.
    pub article: Article,
    /// `minimum_age`; the predicates of every category see these too.
    pub values: Values,
    /// The conditions, in the order of the rules.
    pub conditions: Vec<Condition>,
}

/// What `determination/C1.toml` holds. Values and shared conditions are there even where
/// the head is faulty, so that references to them can be judged.
#[derive(Debug)]
pub(crate) struct Common {
    pub general: Option<General>,
    pub values: Values,
    pub shared: Shared,
}

pub(crate) fn read(folder: &Folder<'_>, proofs: &Proofs, named: &Named) -> Option<Common> {
    folder.toml("determination/C1.toml", |table| {
        let head = Article::read(table);
        let values = Values::read(table);
        values.require(table, &["minimum_age"]);
        let around = Around { head: head.as_ref(), values: &values, general: &values, named };
        let mut codes = BTreeSet::new();
        let conditions = table.tables("condition", |table| {
            if let Some(code) = table.may::<String>("code").filter(|code| !codes.insert(code.clone())) {
                let message = format!("the condition `{code}` is already given");
                table.fault("code", Code::DuplicateCode, message, "keep one of the two");
            }
            read_condition(table, proofs, around)
        });
        if table.is_blank("condition") {
            let message = "there is no general condition";
            table.fault("condition", Code::MissingKey, message, "add a [[condition]]");
        }
        let shared = read_shared(table, around);
        let general = head.map(|article| General { article, values: values.clone(), conditions });
        Some(Common { general, values, shared })
    })
}

fn read_condition(table: &Table<'_>, proofs: &Proofs, around: Around<'_>) -> Option<Condition> {
    let rule = Rule::read(table, around);
    let keys: Option<Vec<String>> = table.must("proofs");
    let found = keys?.iter().filter_map(|key| find(proofs, table, "proofs", key)).collect();
    let Rule { code, titles, article, predicate, source, ours, unverified } = rule?;
    Some(Condition { code, titles, article, predicate, proofs: found, source, ours, unverified })
}
