//! The steps of a determination and their limits (C3.1 to C3.4, A2).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::article::{Article, named_after_file};
use crate::dated::{Dated, Timeline};
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
use crate::value::{Values, positive};
use crate::words::Words;

/// The steps in which a clock runs, by the article that orders them.
const STEPS: [(&str, &[&str]); 4] = [
    ("C3.1", &["received", "correction", "initial_review", "form"]),
    ("C3.2", &["posting", "notice", "objection", "entry"]),
    ("C3.3", &["second_review", "returned"]),
    ("C3.4", &["confirmation", "annotation", "papers_back"]),
];

/// The days that a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitUnit {
    /// Working days of the statutory calendar.
    Working,
    /// All days.
    Natural,
}

/// How much time a step has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// How many days; above zero.
    pub amount: u16,
    /// Which days count.
    pub unit: LimitUnit,
    /// Whether an end on a rest day moves to the next working day.
    pub roll: bool,
}

/// A step with its limits over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The state of the case in which its clock runs, e.g. `initial_review`.
    pub code: String,
    /// What it is called.
    pub titles: Words,
    /// The article that orders it.
    pub article: String,
    /// Its limits; `ours` marks those that the rules do not give.
    pub limits: Timeline<Limit>,
}

impl Step {
    /// The limit in force on `day`, with its citation.
    pub fn limit_on(&self, day: Date) -> Option<&Dated<Limit>> {
        self.limits.on(day)
    }
}

/// How far a running limit may be extended (A2). Values: `max_working_days`, `times`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// Its head.
    pub article: Article,
    /// `max_working_days` of one extension; `times` for one clock.
    pub values: Values,
}

/// The steps of all articles C3.*, and the heads of those articles.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    pub articles: BTreeMap<String, Article>,
    pub steps: BTreeMap<String, Step>,
}

pub(crate) fn read_all(folder: &Folder<'_>) -> Steps {
    let mut all = Steps::default();
    for (article, codes) in STEPS {
        let file = format!("determination/{article}.toml");
        folder.toml(&file, |table| {
            if let Some(head) = Article::read(table) {
                named_after_file(table, article, &head.article);
                all.articles.insert(article.to_owned(), head);
            }
            let mut found: Vec<String> = Vec::new();
            table.tables("step", |table| {
                let (code, step) = read_step(table, article)?;
                if all.steps.contains_key(&code) || found.contains(&code) {
                    let message = format!("the step `{code}` is already given");
                    table.fault(
                        "code",
                        Code::DuplicateCode,
                        message,
                        "keep one of the two; put changes over time in its limits",
                    );
                }
                found.push(code.clone());
                all.steps.insert(code, step?);
                Some(())
            });
            report_missing(table, codes, &found);
            Some(())
        });
    }
    all
}

fn report_missing(table: &Table<'_>, codes: &[&str], found: &[String]) {
    for code in codes.iter().filter(|code| !found.iter().any(|found| found == *code)) {
        let message = format!("the step `{code}` is missing");
        table.fault(
            "step",
            Code::MissingStep,
            message,
            format!("add a [[step]] with code = \"{code}\" and its limit"),
        );
    }
}

fn read_step(table: &Table<'_>, article: &str) -> Option<(String, Option<Step>)> {
    let code: Option<String> = table.must("code");
    let titles = Words::read(table, "title");
    let limits = table.tables("limit", |table| Some((table.at("amount"), read_limit(table)?)));
    let name = code.clone().unwrap_or_default();
    let limits = Timeline::build(table.source, &name, limits);
    if table.is_blank("limit") {
        table.fault("code", Code::MissingKey, "the step has no limit", "add a [[step.limit]] below it");
    }
    let code = code?;
    if !STEPS.iter().any(|(_, codes)| codes.contains(&code.as_str())) {
        let known: Vec<_> = STEPS.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        let message = format!("a case has no step `{code}`");
        table.fault("code", Code::UnknownStep, message, format!("write one of: {}", known.join(", ")));
    }
    let step = titles.zip(limits).map(|(titles, limits)| Step {
        code: code.clone(),
        titles,
        article: article.to_owned(),
        limits,
    });
    Some((code, step))
}

fn read_limit(table: &Table<'_>) -> Option<Dated<Limit>> {
    let amount = positive(table, "amount");
    let unit = table.choice("unit", &[("working", LimitUnit::Working), ("natural", LimitUnit::Natural)]);
    let roll = table.flag("roll");
    if roll && unit == Some(LimitUnit::Working) {
        let message = "a limit in working days never ends on a rest day";
        table.fault("roll", Code::Contradiction, message, "take `roll` out, or count natural days");
    }
    let limit = amount.zip(unit).map(|(amount, unit)| Limit { amount, unit, roll });
    Dated::read(table, limit)
}

pub(crate) fn read_extension(folder: &Folder<'_>) -> Option<Extension> {
    folder.toml("determination/extension.toml", |table| {
        let article = Article::read(table);
        let values = Values::read(table);
        values.require(table, &["max_working_days", "times"]);
        Some(Extension { article: article?, values })
    })
}
