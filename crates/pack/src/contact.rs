//! First inquiry (A2): the terms of a contact, and the matters that it may be about.

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
const FILE: &str = "desk/contact.toml";
/// What it has to give.
const NAMES: [&str; 7] = ["answer", "ceiling", "tell", "accept", "hotline_12345", "hotline_12333", "same"];

/// What is read of contacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contacts {
    /// The article with its terms: all in working days but `same`, in minutes.
    pub terms: Terms,
    /// The matters, in the order to be shown.
    pub matters: Vec<ContactMatter>,
}

/// Something that a contact may be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContactMatter {
    /// Its code, which events bear.
    pub code: String,
    /// What it is called.
    pub titles: Words,
}

impl Contacts {
    /// The matter with this code.
    pub fn matter(&self, code: &str) -> Option<&ContactMatter> {
        self.matters.iter().find(|matter| matter.code == code)
    }
}

/// A pack may have none: then no contact is taken by it.
pub(crate) fn read(folder: &Folder<'_>) -> Option<Contacts> {
    folder.text(FILE)?;
    folder.toml(FILE, |table| {
        let article = Article::read(table);
        let values = Values::read(table);
        values.require(table, &NAMES);
        let mut codes = BTreeSet::new();
        let matters = table.tables("matter", |table| matter(table, &mut codes));
        if table.is_blank("matter") {
            table.fault("matter", Code::MissingKey, "there is no matter", "add a [[matter]]");
        }
        Some(Contacts { terms: Terms { article: article?, values }, matters })
    })
}

fn matter(table: &Table<'_>, codes: &mut BTreeSet<String>) -> Option<ContactMatter> {
    let code: Option<String> = table.must("code");
    if let Some(code) = code.as_ref().filter(|code| !codes.insert((*code).clone())) {
        table.fault(
            "code",
            Code::DuplicateCode,
            format!("`{code}` is already listed"),
            "keep one of the two",
        );
    }
    let titles = Words::read(table, "title");
    Some(ContactMatter { code: code?, titles: titles? })
}
