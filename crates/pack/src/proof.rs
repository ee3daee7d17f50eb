//! The papers that settle facts and conditions: `determination/proofs.toml`, and the
//! files of the folder `determination/proofs`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::article::Article;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
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

/// Every proof by key; a faulty one is still known and holds none. The whole is none when
/// a list could not be read, so that no reference to it can be judged.
pub(crate) type Proofs = Option<BTreeMap<String, Option<Proof>>>;

pub(crate) fn read_all(folder: &Folder<'_>) -> Proofs {
    let mut keys = BTreeSet::new();
    let mut proofs = BTreeMap::new();
    let mut whole = true;
    for file in folder.list("determination/proofs.toml", "determination/proofs/") {
        let read = folder.toml(file, |table| {
            Article::read(table);
            table.tables("proof", |table| {
                let key: Option<String> = table.must("key");
                if let Some(key) = key.as_ref().filter(|key| !keys.insert((*key).clone())) {
                    let message = format!("the proof `{key}` is already listed");
                    table.fault("key", Code::DuplicateCode, message, "keep one of the two");
                }
                let proof = read_one(table, key.clone());
                proofs.insert(key?, proof);
                Some(())
            });
            Some(())
        });
        whole &= read.is_some();
    }
    whole.then_some(proofs)
}

fn read_one(table: &Table<'_>, key: Option<String>) -> Option<Proof> {
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

/// The proof `key`; one that is not listed is reported at the value of `at`.
pub(crate) fn find(proofs: &Proofs, table: &Table<'_>, at: &'static str, key: &str) -> Option<Proof> {
    let found = proofs.as_ref()?.get(key);
    if found.is_none() {
        let message = format!("there is no proof `{key}`");
        let remedy = "list it in determination/proofs.toml, or correct the key";
        table.fault(at, Code::UnknownProof, message, remedy);
    }
    found?.clone()
}
