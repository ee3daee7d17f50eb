//! The steps of an article with their time limits over time.

use jiff::civil::Date;
use leye_pack::Pack;

use super::parts::{ValueRow, limit, rows};
use crate::words::Words;

/// One step.
pub(super) struct StepLine {
    pub anchor: String,
    pub title: String,
    pub rows: Vec<ValueRow>,
}

/// The steps that an article orders, in the order of its states.
pub(super) fn of(words: Words, pack: &Pack, article: &str, today: Date) -> Vec<StepLine> {
    let steps = pack.steps.values().filter(|step| step.article == article);
    let line = |step: &leye_pack::Step| StepLine {
        anchor: format!("step-{}", step.code),
        title: words.of_pack(&step.titles).to_owned(),
        rows: rows(words, &step.limits, today, |value| limit(words, value)),
    };
    steps.map(line).collect()
}
