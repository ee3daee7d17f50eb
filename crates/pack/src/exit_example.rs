//! Worked examples of exits: somebody who is determined on some grounds, and what ends.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::diagnostic::Code;
use crate::example::{Base, Judge, Known, known_facts, read_codes, read_day, read_household};
use crate::folder::Folder;
use crate::reader::Table;

/// Where these examples stand, so that they are not taken for those of entry.
pub(crate) const FOLDER: &str = "examples/exit/";

/// One worked example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExitExample {
    /// What it shows, as a sentence.
    pub title: String,
    /// The day of the screening.
    pub on: Date,
    /// The facts of the person.
    pub facts: Known,
    /// The facts of the other members of the household.
    pub household: Vec<Known>,
    /// The categories by which the person is determined.
    pub grounds: Vec<String>,
    /// Whether the status ends; none where a fact that decides is not known.
    pub ends: Option<bool>,
    /// Codes of the articles that apply.
    pub articles: Vec<String>,
    /// Codes of the articles that cannot be decided.
    pub unknown: Vec<String>,
    /// Grounds that are lost.
    pub lost: Vec<String>,
    /// What is known to come, as `2027-03-01 E1`, in order; none where the example does not
    /// look at it.
    pub later: Option<Vec<String>>,
    /// The file that holds it.
    pub file: String,
    /// The line of its title, from 1.
    pub line: usize,
}

/// `articles` are the codes of the exit articles.
pub(crate) fn read_all(folder: &Folder<'_>, judge: Judge<'_>, articles: &[&str]) -> Vec<ExitExample> {
    let mut examples = Vec::new();
    let mut titles = BTreeSet::new();
    for file in folder.names(FOLDER) {
        folder.toml(file, |table| {
            let base = Base::read(table, judge);
            examples.extend(table.tables("example", |table| {
                let title: Option<String> = table.must("title");
                if let Some(title) = title.as_ref().filter(|title| !titles.insert((*title).clone())) {
                    let message = format!("the example `{title}` is already given");
                    table.fault("title", Code::DuplicateCode, message, "say what sets this one apart");
                }
                read_one(table, title, &base, judge, articles)
            }));
            if table.is_blank("example") {
                table.fault("example", Code::MissingKey, "the file has no example", "add an [[example]]");
            }
            Some(())
        });
    }
    examples
}

fn read_one(
    table: &Table<'_>,
    title: Option<String>,
    base: &Base,
    judge: Judge<'_>,
    articles: &[&str],
) -> Option<ExitExample> {
    let on = read_day(table, judge);
    let facts = known_facts(table, base, judge);
    let household = read_household(table, base, judge);
    let grounds = read_codes(table, "grounds", judge);
    if grounds.is_empty() {
        let message = "nobody is determined without a ground";
        table.fault("grounds", Code::MissingKey, message, "add `grounds = [\"C1.7\"]`");
    }
    let ends = table.choice("ends", &[("yes", Some(true)), ("no", Some(false)), ("unknown", None)]);
    let applying = read_articles(table, "articles", articles);
    let unknown = read_articles(table, "unknown", articles);
    let lost = read_codes(table, "lost", judge);
    let later = table.may("later");
    Some(ExitExample {
        title: title?,
        on: on?,
        facts,
        household,
        grounds,
        ends: ends?,
        articles: applying,
        unknown,
        lost,
        later,
        file: table.source.file.to_owned(),
        line: table.source.place(table.at("title")).line,
    })
}

fn read_articles(table: &Table<'_>, key: &'static str, articles: &[&str]) -> Vec<String> {
    let codes: Vec<String> = table.may(key).unwrap_or_default();
    for code in codes.iter().filter(|code| !articles.contains(&code.as_str())) {
        let message = format!("there is no exit article `{code}`");
        table.fault(key, Code::UnknownCondition, message, "write the code of a file of the folder exit");
    }
    codes
}
