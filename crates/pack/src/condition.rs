//! Who may be determined: the general conditions and the categories (C1), and the
//! proofs that settle them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::article::{Article, named_after_file};
use crate::dated::Period;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
use crate::value::Values;
use crate::words::Words;

/// A paper that settles a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// Its key in `determination/proofs.toml`.
    pub key: String,
    /// What it is called.
    pub titles: Words,
    /// Needed in every case.
    pub required: bool,
    /// Proofs of one group stand for one another: one of them is needed.
    pub any_of: Option<String>,
    /// Where the demand for it was read.
    pub source: String,
    /// The rules do not name it; the pack asks for it.
    pub ours: bool,
    /// The source has not been read.
    pub unverified: bool,
}

/// A general condition; all of them have to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// `working-age`, `able_to_work`, `willing_to_work`, `local_urban_registration`, `applied`.
    pub code: String,
    /// What it is called.
    pub titles: Words,
    /// The article that demands it.
    pub article: String,
    /// What settles it; all are required.
    pub proofs: Vec<Proof>,
}

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
    /// Its ages and terms.
    pub values: Values,
    /// What settles it.
    pub proofs: Vec<Proof>,
}

/// The general conditions with the numbers they use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct General {
    /// The head of the article.
    pub article: Article,
    /// `minimum_age`.
    pub values: Values,
    /// The conditions, in the order of the rules.
    pub conditions: Vec<Condition>,
}

/// Every proof by key; a faulty one is still known and holds none. The whole is none when
/// the list could not be read, so that no reference to it can be judged.
pub(crate) type Proofs = Option<BTreeMap<String, Option<Proof>>>;

pub(crate) fn read_proofs(folder: &Folder<'_>) -> Proofs {
    folder.toml("determination/proofs.toml", |table| {
        Article::read(table);
        let mut keys = BTreeSet::new();
        let mut proofs = BTreeMap::new();
        table.tables("proof", |table| {
            let key: Option<String> = table.must("key");
            if let Some(key) = key.as_ref().filter(|key| !keys.insert((*key).clone())) {
                let message = format!("the proof `{key}` is already listed");
                table.fault("key", Code::DuplicateCode, message, "keep one of the two");
            }
            let proof = read_proof(table, key.clone());
            proofs.insert(key?, proof);
            Some(())
        });
        Some(proofs)
    })
}

fn read_proof(table: &Table<'_>, key: Option<String>) -> Option<Proof> {
    let titles = Words::read(table, "title");
    let source = table.must("source");
    let (ours, unverified) = (table.flag("ours"), table.flag("unverified"));
    Some(Proof {
        key: key?,
        titles: titles?,
        required: true,
        any_of: None,
        source: source?,
        ours,
        unverified,
    })
}

fn find(proofs: &Proofs, table: &Table<'_>, at: &'static str, key: &str) -> Option<Proof> {
    let found = proofs.as_ref()?.get(key);
    if found.is_none() {
        let message = format!("there is no proof `{key}`");
        table.fault(
            at,
            Code::UnknownProof,
            message,
            "list it in determination/proofs.toml, or correct the key",
        );
    }
    found?.clone()
}

pub(crate) fn read_general(folder: &Folder<'_>, proofs: &Proofs) -> Option<General> {
    folder.toml("determination/C1.toml", |table| {
        let article = Article::read(table);
        let values = Values::read(table);
        values.require(table, &["minimum_age"]);
        let mut codes = BTreeSet::new();
        let conditions = table.tables("condition", |table| {
            let condition = read_condition(table, proofs);
            if let Some(code) = table.may::<String>("code").filter(|code| !codes.insert(code.clone())) {
                let message = format!("the condition `{code}` is already given");
                table.fault("code", Code::DuplicateCode, message, "keep one of the two");
            }
            condition
        });
        if table.is_blank("condition") {
            table.fault(
                "condition",
                Code::MissingKey,
                "there is no general condition",
                "add a [[condition]]",
            );
        }
        Some(General { article: article?, values, conditions })
    })
}

fn read_condition(table: &Table<'_>, proofs: &Proofs) -> Option<Condition> {
    let code = table.must("code");
    let titles = Words::read(table, "title");
    let keys: Option<Vec<String>> = table.must("proofs");
    let found = keys?.iter().filter_map(|key| find(proofs, table, "proofs", key)).collect();
    Some(Condition { code: code?, titles: titles?, article: "C1".to_owned(), proofs: found })
}

pub(crate) fn read_categories(folder: &Folder<'_>, proofs: &Proofs) -> Vec<Category> {
    let mut categories: Vec<Category> = Vec::new();
    let mut codes = BTreeSet::new();
    for file in folder.names("determination/C1.").filter(|name| *name != "determination/C1.toml") {
        let category = folder.toml(file, |table| {
            let category = read_category(table, proofs);
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

fn in_name(file: &str) -> &str {
    file.trim_start_matches("determination/").trim_end_matches(".toml")
}

fn read_category(table: &Table<'_>, proofs: &Proofs) -> Option<Category> {
    let code = table.must("code");
    let head = Article::read(table);
    let values = Values::read(table);
    let explanation =
        Words::read(table, "explanation").map(|words| values.fill(table, "explanation", &words));
    let proofs = read_demands(table, proofs);
    let head = head?;
    Some(Category {
        code: code?,
        article: head.article,
        titles: head.titles,
        explanation: explanation?,
        period: head.period,
        source: head.source,
        values,
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
