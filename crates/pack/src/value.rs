//! Named numbers of an article, and texts that are filled with them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::dated::{Dated, Timeline};
use crate::diagnostic::Code;
use crate::reader::Table;
use crate::words::Words;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueUnit {
    /// Completed years.
    Years,
    /// Calendar months.
    Months,
    /// Natural days.
    Days,
    /// Working days.
    WorkingDays,
    /// How often.
    Times,
    /// Minutes.
    Minutes,
    /// Characters of a text.
    Characters,
    /// Of a hundred.
    Percent,
    /// Weight, which counts against other weights alone.
    Points,
}

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Value {
    /// The number, above zero.
    pub amount: u16,
    /// What it counts.
    pub unit: ValueUnit,
}

/// The numbers of one article by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Values(BTreeMap<String, Timeline<Value>>);

impl Values {
    /// The value of `name` over time.
    pub fn get(&self, name: &str) -> Option<&Timeline<Value>> {
        self.0.get(name)
    }

    /// The number in force on `day`; none when there is no such name or nothing in force.
    pub fn amount(&self, name: &str, day: Date) -> Option<u16> {
        Some(self.get(name)?.on(day)?.value.amount)
    }

    /// Every name with its values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Timeline<Value>)> {
        self.0.iter().map(|(name, timeline)| (name.as_str(), timeline))
    }

    /// Reads `[[value]] name amount unit …`.
    pub(crate) fn read(table: &Table<'_>) -> Values {
        let mut by_name: BTreeMap<String, Vec<(usize, Dated<Value>)>> = BTreeMap::new();
        for (at, name, dated) in table.tables("value", read_one) {
            by_name.entry(name).or_default().push((at, dated));
        }
        let timelines = by_name
            .into_iter()
            .filter_map(|(name, values)| Some((name.clone(), Timeline::build(table.source, &name, values)?)));
        Values(timelines.collect())
    }

    /// Reports each of `names` that is absent.
    pub(crate) fn require(&self, table: &Table<'_>, names: &[&str]) {
        for name in names.iter().filter(|name| !self.0.contains_key(**name)) {
            let message = format!("the value `{name}` is not given");
            table.fault(
                "value",
                Code::MissingValue,
                message,
                format!("add a [[value]] with name = \"{name}\""),
            );
        }
    }

    /// Puts the newest values in place of their names in braces, and reports names that
    /// the article does not give at the place of `key`.
    pub(crate) fn fill(&self, table: &Table<'_>, key: &'static str, words: &Words) -> Words {
        for text in [&words.zh_hant, &words.zh_hans, &words.en] {
            for name in placeholders(text).filter(|name| !self.0.contains_key(*name)) {
                let message = format!("`{key}` names the value `{name}`, which is not given");
                table.fault(key, Code::UnknownValue, message, "add the value, or correct the name in braces");
            }
        }
        words.map(|text| {
            self.0.iter().fold(text.to_owned(), |text, (name, timeline)| {
                text.replace(&format!("{{{name}}}"), &timeline.newest().value.amount.to_string())
            })
        })
    }
}

fn read_one(table: &Table<'_>) -> Option<(usize, String, Dated<Value>)> {
    let name = table.must("name");
    let amount = positive(table, "amount");
    let unit = table.choice(
        "unit",
        &[
            ("years", ValueUnit::Years),
            ("months", ValueUnit::Months),
            ("days", ValueUnit::Days),
            ("working_days", ValueUnit::WorkingDays),
            ("times", ValueUnit::Times),
            ("minutes", ValueUnit::Minutes),
            ("characters", ValueUnit::Characters),
            ("percent", ValueUnit::Percent),
            ("points", ValueUnit::Points),
        ],
    );
    let value = amount.zip(unit).map(|(amount, unit)| Value { amount, unit });
    let dated = Dated::read(table, value);
    Some((table.at("name"), name?, dated?))
}

/// A number above zero.
pub(crate) fn positive(table: &Table<'_>, key: &'static str) -> Option<u16> {
    let number: i64 = table.must(key)?;
    let fits = u16::try_from(number).ok().filter(|number| *number > 0);
    if fits.is_none() {
        let message = format!("`{key}` is {number}");
        table.fault(key, Code::NotPositive, message, format!("write a number from 1 to {}", u16::MAX));
    }
    fits
}

fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}
