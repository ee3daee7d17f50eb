//! What several articles show: where something was read, its days, its marks.

use jiff::civil::Date;
use leye_pack::{Dated, Limit, LimitUnit, Period, Timeline, Value, ValueUnit, Values};

use crate::words::Words;

/// Where something was read and when, in words.
#[derive(Clone, Debug, Default)]
pub(super) struct Cite {
    pub source: String,
    pub checked: String,
    /// `unverified` and `ours` in words.
    pub marks: Vec<String>,
}

/// One value over one time.
pub(super) struct ValueRow {
    pub value: String,
    pub period: String,
    pub is_now: bool,
    pub cite: Cite,
}

/// A value with all that it has been.
pub(super) struct ValueLine {
    pub anchor: String,
    pub name: String,
    pub rows: Vec<ValueRow>,
}

/// The marks of something.
pub(super) fn marks(words: Words, ours: bool, unverified: bool) -> Vec<String> {
    let marks = [(ours, "rules-ours"), (unverified, "rules-unverified")];
    marks.into_iter().filter(|(is, _)| *is).map(|(_, key)| words.t(key)).collect()
}

/// A citation with the day on which somebody last read it.
pub(super) fn cite(words: Words, source: &str, checked: Option<Date>, ours: bool, unverified: bool) -> Cite {
    let told = |day: Date| words.with("rules-checked", &[("day", words.date(day))]);
    Cite {
        source: source.to_owned(),
        checked: checked.map(told).unwrap_or_default(),
        marks: marks(words, ours, unverified),
    }
}

/// Since when, and until when.
pub(super) fn period(words: Words, period: Period) -> String {
    let from = ("from", words.date(period.from));
    match period.to {
        Some(to) => words.with("rules-from-to", &[from, ("to", words.date(to))]),
        None => words.with("rules-from", &[from]),
    }
}

/// The values of an article, each with its history.
pub(super) fn values(words: Words, values: &Values, today: Date) -> Vec<ValueLine> {
    let line = |(name, timeline): (&str, &Timeline<Value>)| ValueLine {
        anchor: format!("value-{name}"),
        name: format!("${name}"),
        rows: rows(words, timeline, today, |value| amount(words, *value)),
    };
    values.iter().map(line).collect()
}

/// A history, the newest first.
pub(super) fn rows<T>(
    words: Words,
    timeline: &Timeline<T>,
    today: Date,
    told: impl Fn(&T) -> String,
) -> Vec<ValueRow> {
    let row = |dated: &Dated<T>| ValueRow {
        value: told(&dated.value),
        period: period(words, dated.period),
        is_now: dated.period.contains(today),
        cite: cite(words, &dated.source, Some(dated.last_checked), dated.ours, dated.unverified),
    };
    timeline.all().iter().rev().map(row).collect()
}

/// A number with its unit.
pub(super) fn amount(words: Words, value: Value) -> String {
    let unit = match value.unit {
        ValueUnit::Years => "years",
        ValueUnit::Months => "months",
        ValueUnit::Days => "days",
        ValueUnit::WorkingDays => "working-days",
        ValueUnit::Times => "times",
        ValueUnit::Minutes => "minutes",
        ValueUnit::Characters => "characters",
        ValueUnit::Percent => "percent",
        ValueUnit::Points => "points",
    };
    words.count(&format!("rules-unit-{unit}"), value.amount.into())
}

/// A time limit.
pub(super) fn limit(words: Words, limit: &Limit) -> String {
    let key = match limit.unit {
        LimitUnit::Working => "rules-unit-working-days",
        LimitUnit::Natural => "rules-unit-days",
    };
    let days = words.count(key, limit.amount.into());
    if limit.roll { words.with("rules-limit-roll", &[("days", days)]) } else { days }
}
