//! Terms: how long somebody has for something that is no step of the procedure.

use serde::Serialize;

use crate::article::Article;
use crate::folder::Folder;
use crate::value::Values;

/// An article that gives terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// The head of the article.
    pub article: Article,
    /// How long, by name.
    pub values: Values,
}

/// The terms of a file; `names` has to be among them.
pub(crate) fn read(folder: &Folder<'_>, file: &str, names: &[&str]) -> Option<Terms> {
    folder.toml(file, |table| {
        let article = Article::read(table);
        let values = Values::read(table);
        values.require(table, names);
        Some(Terms { article: article?, values })
    })
}

/// The same for a file that a pack need not have.
pub(crate) fn read_if_there(folder: &Folder<'_>, file: &str, names: &[&str]) -> Option<Terms> {
    folder.text(file)?;
    read(folder, file, names)
}
