//! Conditions as predicates: those of one article, those that several articles share,
//! and the exceptions to an article.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::article::Article;
use crate::diagnostic::Code;
use crate::place::Place;
use crate::predicate::Predicate;
use crate::reader::Table;
use crate::value::Values;
use crate::words::Words;

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Its code; unique in its article.
    pub code: String,
    /// What it is called, filled with the newest values.
    pub titles: Words,
    /// The article that demands it.
    pub article: String,
    /// When it holds.
    pub predicate: Predicate,
    /// The document that gives it; without its own, that of the article.
    pub source: String,
    /// The rules do not give it; the pack sets it.
    pub ours: bool,
    /// The source has not been read.
    pub unverified: bool,
}

/// What holds against the general rule of an article, or beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exception {
    /// When it applies.
    pub rule: Rule,
    /// The article holds for whom it applies to (`included`); else it does not (`excluded`).
    pub includes: bool,
}

/// What every predicate of the pack names, gathered while they are read.
#[derive(Debug, Default)]
pub(crate) struct Named(RefCell<BTreeSet<String>>);

impl Named {
    pub(crate) fn add(&self, predicate: &Predicate) {
        let mut known = self.0.borrow_mut();
        for name in predicate.names().iter().filter(|name| !name.is_value) {
            if !known.contains(name.text) {
                known.insert(name.text.to_owned());
            }
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.borrow().contains(name)
    }
}

/// The shared conditions with their places. A faulty one is still known by its code.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub rules: Vec<Rule>,
    pub places: Vec<(String, Place)>,
    pub used: RefCell<BTreeSet<String>>,
}

/// What the conditions of an article are read with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around<'a> {
    /// The head of the article; none when it is faulty itself.
    pub head: Option<&'a Article>,
    /// Its own values.
    pub values: &'a Values,
    /// The values of the general conditions, which every article sees.
    pub general: &'a Values,
    pub named: &'a Named,
}

impl Rule {
    pub(crate) fn read(table: &Table<'_>, around: Around<'_>) -> Option<Rule> {
        let code = table.must("code");
        let titles = Words::read(table, "title").map(|words| around.values.fill(table, "title", &words));
        let predicate = Predicate::read(table, "predicate", &[around.values, around.general]);
        if let Some(predicate) = &predicate {
            around.named.add(predicate);
        }
        let source: Option<String> = table.may("source");
        let (ours, unverified) = (table.flag("ours"), table.flag("unverified"));
        let head = around.head;
        Some(Rule {
            code: code?,
            titles: titles?,
            article: head?.article.clone(),
            predicate: predicate?,
            source: source.unwrap_or_else(|| head.map(|head| head.source.clone()).unwrap_or_default()),
            ours,
            unverified,
        })
    }
}

/// Reads the tables below `key`; a code that `codes` has already is reported.
pub(crate) fn read_rules(
    table: &Table<'_>,
    key: &'static str,
    around: Around<'_>,
    codes: &mut BTreeSet<String>,
) -> Vec<Rule> {
    table.tables(key, |table| {
        once(table, codes);
        Rule::read(table, around)
    })
}

/// Reads `[[exception]] code, title, predicate, effect`.
pub(crate) fn read_exceptions(
    table: &Table<'_>,
    around: Around<'_>,
    codes: &mut BTreeSet<String>,
) -> Vec<Exception> {
    table.tables("exception", |table| {
        once(table, codes);
        let rule = Rule::read(table, around);
        let includes = table.choice("effect", &[("excluded", false), ("included", true)]);
        Some(Exception { rule: rule?, includes: includes? })
    })
}

/// Reads `[[shared]]`.
pub(crate) fn read_shared(table: &Table<'_>, around: Around<'_>) -> Shared {
    let mut shared = Shared::default();
    let mut codes = BTreeSet::new();
    shared.rules = table.tables("shared", |table| {
        once(table, &mut codes);
        if let Some(code) = table.may("code") {
            shared.places.push((code, table.source.place(table.at("code"))));
        }
        Rule::read(table, around)
    });
    shared
}

/// Reads `uses`; a condition that is not shared is reported. Without `shared` none is judged.
pub(crate) fn read_uses(table: &Table<'_>, shared: Option<&Shared>) -> Vec<String> {
    let uses: Vec<String> = table.may("uses").unwrap_or_default();
    let Some(shared) = shared else {
        return uses;
    };
    let mut seen = BTreeSet::new();
    for code in &uses {
        if !shared.places.iter().any(|(known, _)| known == code) {
            let message = format!("there is no shared condition `{code}`");
            let remedy = "add it as [[shared]] to determination/C1.toml, or correct the code";
            table.fault("uses", Code::UnknownCondition, message, remedy);
        }
        if !seen.insert(code) {
            let message = format!("`{code}` is used twice");
            table.fault("uses", Code::DuplicateCode, message, "name it once");
        }
        shared.used.borrow_mut().insert(code.clone());
    }
    uses
}

fn once(table: &Table<'_>, codes: &mut BTreeSet<String>) {
    if let Some(code) = table.may::<String>("code").filter(|code| !codes.insert(code.clone())) {
        let message = format!("the condition `{code}` is already given");
        table.fault("code", Code::DuplicateCode, message, "keep one of the two");
    }
}
