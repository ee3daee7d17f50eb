//! The steps of an article with their time limits over time.

use jiff::civil::Date;
use leye_pack::{Pack, Step};

use super::parts::{ValueRow, limit, rows};
use crate::words::Words;

/// The steps in the order in which a case goes through them.
const ORDER: [&str; 13] = [
    "received",
    "correction",
    "initial_review",
    "form",
    "posting",
    "notice",
    "objection",
    "entry",
    "second_review",
    "returned",
    "confirmation",
    "annotation",
    "papers_back",
];

/// One step.
pub(super) struct StepLine {
    pub anchor: String,
    pub title: String,
    pub rows: Vec<ValueRow>,
}

/// The steps that an article orders, as a case goes through them.
pub(super) fn ordered<'a>(pack: &'a Pack, article: &str) -> Vec<&'a Step> {
    let mut steps: Vec<&Step> = pack.steps.values().filter(|step| step.article == article).collect();
    steps.sort_by_key(|step| ORDER.iter().position(|code| *code == step.code).unwrap_or(ORDER.len()));
    steps
}

/// The steps of an article with their limits.
pub(super) fn of(words: Words, pack: &Pack, article: &str, today: Date) -> Vec<StepLine> {
    let line = |step: &Step| StepLine {
        anchor: format!("step-{}", step.code),
        title: words.of_pack(&step.titles).to_owned(),
        rows: rows(words, &step.limits, today, |value| limit(words, value)),
    };
    ordered(pack, article).into_iter().map(line).collect()
}
