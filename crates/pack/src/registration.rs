//! Unemployment registration and the certificate: terms, why somebody is out of work, and on
//! which grounds a registration is cancelled.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::article::Article;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
use crate::terms::Terms;
use crate::value::Values;
use crate::words::Words;

/// Where it stands.
pub(crate) const FILE: &str = "registration/terms.toml";
/// The terms that it has to give: `issue` and `hand_over` in working days, `silence` in months.
const NAMES: [&str; 3] = ["issue", "hand_over", "silence"];
/// Who may ask for a cancellation.
const ASKERS: [&str; 3] = ["person", "station", "data"];

/// What is read of the register of the unemployed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Registration {
    /// The article with its terms.
    pub terms: Terms,
    /// Why somebody is out of work, in the order to be shown.
    pub reasons: Vec<Listed>,
    /// On which grounds a registration is cancelled, in the order to be shown.
    pub grounds: Vec<Ground>,
}

/// A word of a list, with the codes that outside systems have for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Its key, which events bear.
    pub key: String,
    /// What it is called, filled with the newest values.
    pub titles: Words,
    /// Its code by the outside system.
    pub codes: BTreeMap<String, String>,
    /// Where it comes from.
    pub source: String,
    /// The rules do not name it; the pack offers it.
    pub ours: bool,
    /// The source has not been read.
    pub unverified: bool,
}

/// A ground of cancellation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ground {
    /// What it is.
    pub listed: Listed,
    /// Who may ask for it: `person`, `station`, `data` (a comparison of data).
    pub asked: Vec<String>,
    /// It holds once nobody was in contact for the term `silence`.
    pub silent: bool,
    /// Whoever uses it has to say in words what happened.
    pub explain: bool,
}

impl Registration {
    /// The reason with this key.
    pub fn reason(&self, key: &str) -> Option<&Listed> {
        self.reasons.iter().find(|reason| reason.key == key)
    }

    /// The ground with this key.
    pub fn ground(&self, key: &str) -> Option<&Ground> {
        self.grounds.iter().find(|ground| ground.listed.key == key)
    }
}

/// A pack may have none: then nobody is registered by it.
pub(crate) fn read(folder: &Folder<'_>) -> Option<Registration> {
    folder.text(FILE)?;
    folder.toml(FILE, |table| {
        let article = Article::read(table);
        let values = Values::read(table);
        values.require(table, &NAMES);
        let mut keys = BTreeSet::new();
        let reasons = table.tables("reason", |table| listed(table, &values, &mut keys));
        let mut keys = BTreeSet::new();
        let grounds = table.tables("ground", |table| ground(table, &values, &mut keys));
        for key in ["reason", "ground"] {
            if table.is_blank(key) {
                table.fault(key, Code::MissingKey, format!("there is no {key}"), format!("add a [[{key}]]"));
            }
        }
        Some(Registration { terms: Terms { article: article?, values }, reasons, grounds })
    })
}

fn listed(table: &Table<'_>, values: &Values, keys: &mut BTreeSet<String>) -> Option<Listed> {
    let key: Option<String> = table.must("key");
    if let Some(key) = key.as_ref().filter(|key| !keys.insert((*key).clone())) {
        table.fault("key", Code::DuplicateCode, format!("`{key}` is already listed"), "keep one of the two");
    }
    let titles = Words::read(table, "title").map(|words| values.fill(table, "title", &words));
    let codes = table.table("codes", |table| {
        let text = |value: &toml::de::DeValue<'_>| value.as_str().map(str::to_owned);
        let read = |(system, value): (&str, &toml::Spanned<toml::de::DeValue<'_>>)| {
            Some((system.to_owned(), text(value.get_ref())?))
        };
        Some(table.entries().filter_map(read).collect())
    });
    let source = table.must("source");
    let (ours, unverified) = (table.flag("ours"), table.flag("unverified"));
    Some(Listed { key: key?, titles: titles?, codes: codes?, source: source?, ours, unverified })
}

fn ground(table: &Table<'_>, values: &Values, keys: &mut BTreeSet<String>) -> Option<Ground> {
    let listed = listed(table, values, keys);
    let asked: Option<Vec<String>> = table.must("asked");
    if asked.is_some() && table.is_blank("asked") {
        table.fault("asked", Code::MissingKey, "nobody may ask for it", "name person, station or data");
    }
    for who in asked.iter().flatten().filter(|who| !ASKERS.contains(&who.as_str())) {
        let message = format!("nobody is called `{who}`");
        table.fault("asked", Code::WrongType, message, format!("write some of: {}", ASKERS.join(", ")));
    }
    let (silent, explain) = (table.flag("silent"), table.flag("explain"));
    Some(Ground { listed: listed?, asked: asked?, silent, explain })
}
