//! Households of which nobody has work: terms, and what ends one.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::article::Article;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
use crate::terms::Terms;
use crate::value::Values;
use crate::words::Words;

/// Where it stands.
pub(crate) const FILE: &str = "household/terms.toml";
/// The terms that it has to give: all in working days but `work`, in months.
const NAMES: [&str; 5] = ["apply", "review_station", "review_office", "review_bureau", "work"];

/// What is read of households.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Household {
    /// The article with its terms.
    pub terms: Terms,
    /// What ends one, in the order to be shown.
    pub grounds: Vec<HouseholdGround>,
}

/// Something that ends the status of a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HouseholdGround {
    /// Its key, which events bear.
    pub key: String,
    /// What it is called.
    pub titles: Words,
    /// It takes a member who has work, and settles the household.
    pub work: bool,
    /// Where it comes from.
    pub source: String,
    /// The rules do not name it; the pack offers it.
    pub ours: bool,
    /// The source has not been read.
    pub unverified: bool,
}

impl Household {
    /// The ground with this key.
    pub fn ground(&self, key: &str) -> Option<&HouseholdGround> {
        self.grounds.iter().find(|ground| ground.key == key)
    }
}

/// A pack may have none: then no household is followed by it.
pub(crate) fn read(folder: &Folder<'_>) -> Option<Household> {
    folder.text(FILE)?;
    folder.toml(FILE, |table| {
        let article = Article::read(table);
        let values = Values::read(table);
        values.require(table, &NAMES);
        let mut keys = BTreeSet::new();
        let grounds = table.tables("ground", |table| ground(table, &mut keys));
        if !grounds.is_empty() && !grounds.iter().any(|ground| ground.work) {
            let message = "no ground settles a household by work";
            table.fault("ground", Code::Contradiction, message, "write work = true at one of them");
        }
        if table.is_blank("ground") {
            table.fault("ground", Code::MissingKey, "there is no ground", "add a [[ground]]");
        }
        Some(Household { terms: Terms { article: article?, values }, grounds })
    })
}

fn ground(table: &Table<'_>, keys: &mut BTreeSet<String>) -> Option<HouseholdGround> {
    let key: Option<String> = table.must("key");
    if let Some(key) = key.as_ref().filter(|key| !keys.insert((*key).clone())) {
        table.fault("key", Code::DuplicateCode, format!("`{key}` is already listed"), "keep one of the two");
    }
    let titles = Words::read(table, "title");
    let source = table.must("source");
    let (work, ours, unverified) = (table.flag("work"), table.flag("ours"), table.flag("unverified"));
    Some(HouseholdGround { key: key?, titles: titles?, work, source: source?, ours, unverified })
}
