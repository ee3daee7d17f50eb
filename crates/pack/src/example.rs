//! Worked examples: facts of a person on a day, and the ruling that the rules give.

use leye_domain::fact::FactValue;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::dated::Period;
use crate::diagnostic::Code;
use crate::exit_example;
use crate::fact::{Fact, Facts};
use crate::folder::Folder;
use crate::reader::Table;

/// The ruling that an example expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// The general conditions hold and some category does.
    Eligible,
    /// A general condition does not hold, or no category does.
    Ineligible,
    /// A fact that decides is not known.
    Unknown,
}

/// Facts by name; what is not there is not known.
pub type Known = BTreeMap<String, FactValue>;

/// One worked example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// What it shows, as a sentence.
    pub title: String,
    /// The day of the ruling.
    pub on: Date,
    /// The facts of the person.
    pub facts: Known,
    /// The facts of the other members of the household.
    pub household: Vec<Known>,
    /// The ruling.
    pub ruling: Expected,
    /// Codes of the categories that hold.
    pub categories: Vec<String>,
    /// Codes of the categories that cannot be decided.
    pub unknown: Vec<String>,
    /// Names of the facts that are missing, in order.
    pub missing: Vec<String>,
    /// The file that holds it.
    pub file: String,
    /// The line of its title, from 1.
    pub line: usize,
}

impl Expected {
    /// The word in files: `eligible`, `ineligible`, `unknown`.
    pub fn as_str(self) -> &'static str {
        match self {
            Expected::Eligible => "eligible",
            Expected::Ineligible => "ineligible",
            Expected::Unknown => "unknown",
        }
    }
}

/// What the values of an example are judged by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judge<'a> {
    pub facts: Option<&'a Facts>,
    /// Codes of the categories; none where their files are not there.
    pub categories: &'a [&'a str],
    /// When the pack is in force.
    pub period: Option<Period>,
}

/// What the examples of a file have in common.
#[derive(Debug)]
pub(crate) struct Base {
    /// Facts of the person; an example adds its own and may leave some out.
    facts: Known,
    /// The names in it, those with faulty values included.
    names: BTreeSet<String>,
    /// The other members, unless an example gives its own.
    household: Vec<Known>,
}

impl Base {
    pub(crate) fn read(table: &Table<'_>, judge: Judge<'_>) -> Base {
        let mut names = BTreeSet::new();
        let mut facts = Known::new();
        if table.has("base") {
            table.table("base", |table| {
                names.extend(table.entries().map(|(name, _)| name.to_owned()));
                facts = read_facts(table, judge);
                Some(())
            });
        }
        let household = table.tables("household", |table| Some(read_facts(table, judge)));
        Base { facts, names, household }
    }
}

pub(crate) fn read_all(folder: &Folder<'_>, judge: Judge<'_>) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut titles = BTreeSet::new();
    for file in folder.names("examples/").filter(|name| !name.starts_with(exit_example::FOLDER)) {
        folder.toml(file, |table| {
            let base = Base::read(table, judge);
            examples.extend(table.tables("example", |table| {
                let title: Option<String> = table.must("title");
                if let Some(title) = title.as_ref().filter(|title| !titles.insert((*title).clone())) {
                    let message = format!("the example `{title}` is already given");
                    table.fault("title", Code::DuplicateCode, message, "say what sets this one apart");
                }
                read_one(table, title, &base, judge)
            }));
            if table.is_blank("example") {
                table.fault("example", Code::MissingKey, "the file has no example", "add an [[example]]");
            }
            Some(())
        });
    }
    examples
}

fn read_one(table: &Table<'_>, title: Option<String>, base: &Base, judge: Judge<'_>) -> Option<Example> {
    let on = read_day(table, judge);
    let facts = known_facts(table, base, judge);
    let household = read_household(table, base, judge);
    let rulings = [Expected::Eligible, Expected::Ineligible, Expected::Unknown].map(|r| (r.as_str(), r));
    let ruling = table.choice("ruling", &rulings);
    let categories = read_codes(table, "categories", judge);
    let unknown = read_codes(table, "unknown", judge);
    let missing = read_missing(table, judge);
    Some(Example {
        title: title?,
        on: on?,
        facts,
        household,
        ruling: ruling?,
        categories,
        unknown,
        missing,
        file: table.source.file.to_owned(),
        line: table.source.place(table.at("title")).line,
    })
}

/// The facts of an example: those of the base with its own, without those it leaves out.
pub(crate) fn known_facts(table: &Table<'_>, base: &Base, judge: Judge<'_>) -> Known {
    let mut facts = base.facts.clone();
    for name in table.may::<Vec<String>>("without").unwrap_or_default() {
        facts.remove(&name);
        if !base.names.contains(&name) {
            let message = format!("the [base] of this file has no fact `{name}`");
            table.fault("without", Code::UnknownFact, message, "take the name out, or correct it");
        }
    }
    if table.has("facts") {
        facts.extend(table.table("facts", |table| Some(read_facts(table, judge))).unwrap_or_default());
    }
    facts
}

/// The other members: the example's own, else those of the base.
pub(crate) fn read_household(table: &Table<'_>, base: &Base, judge: Judge<'_>) -> Vec<Known> {
    if table.has("household") {
        return table.tables("household", |table| Some(read_facts(table, judge)));
    }
    base.household.clone()
}

pub(crate) fn read_day(table: &Table<'_>, judge: Judge<'_>) -> Option<Date> {
    let on = table.must("on")?;
    if let Some(period) = judge.period.filter(|period| !period.contains(on)) {
        let end = period.to.map_or_else(String::new, |to| format!(" to {to}"));
        let message = format!("the rules are not in force on {on}");
        table.fault("on", Code::OutsidePeriod, message, format!("write a day from {}{end}", period.from));
    }
    Some(on)
}

/// The facts of a table; values of another kind and names of no fact are reported.
fn read_facts(table: &Table<'_>, judge: Judge<'_>) -> Known {
    let mut known = Known::new();
    for (name, value) in table.entries() {
        let Some(facts) = judge.facts else { continue };
        let at = value.span().start;
        let Some(fact) = facts.whole.iter().find(|fact| fact.name == name) else {
            unknown_fact(table, facts, at, name);
            continue;
        };
        match fact.kind.read(value.get_ref()) {
            Some(value) => {
                known.insert(name.to_owned(), value);
            }
            None => wrong_value(table, fact, at, value.get_ref().type_str()),
        }
    }
    known
}

fn wrong_value(table: &Table<'_>, fact: &Fact, at: usize, found: &str) {
    let form = fact.kind.form();
    let message = format!("`{}` has to be {form}; found another {found}", fact.name);
    table.source.fault(at, Code::TypeMismatch, message, format!("write {form}"));
}

/// A fact that is given but faulty itself is reported where it is given.
fn unknown_fact(table: &Table<'_>, facts: &Facts, at: usize, name: &str) {
    if !facts.places.iter().any(|(known, _)| known == name) {
        let message = format!("there is no fact `{name}`");
        table.source.fault(at, Code::UnknownFact, message, "add it to facts.toml, or correct the name");
    }
}

pub(crate) fn read_codes(table: &Table<'_>, key: &'static str, judge: Judge<'_>) -> Vec<String> {
    let codes: Vec<String> = table.may(key).unwrap_or_default();
    for code in codes.iter().filter(|_| !judge.categories.is_empty()) {
        if !judge.categories.contains(&code.as_str()) {
            let message = format!("there is no category `{code}`");
            table.fault(key, Code::UnknownCategory, message, "write a code such as C1.1");
        }
    }
    codes
}

fn read_missing(table: &Table<'_>, judge: Judge<'_>) -> Vec<String> {
    let mut names: Vec<String> = table.may("missing").unwrap_or_default();
    names.sort();
    for name in &names {
        if let Some(facts) = judge.facts {
            unknown_fact(table, facts, table.at("missing"), name);
        }
    }
    names
}
