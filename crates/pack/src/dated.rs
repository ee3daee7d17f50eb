//! Values that are in force from one day to another, each with its citation.

use jiff::civil::Date;
use serde::Serialize;

use crate::diagnostic::Code;
use crate::reader::{Source, Table};

/// The days on which something is in force, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day; none while it is still in force.
    pub to: Option<Date>,
}

impl Period {
    /// Whether `day` lies in the period.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Reads `in_force_from` and `in_force_to`.
    pub(crate) fn read(table: &Table<'_>) -> Option<Period> {
        let from = table.must("in_force_from");
        let to = table.may("in_force_to");
        let from = from?;
        if to.is_some_and(|to| to < from) {
            let message = "`in_force_to` lies before `in_force_from`";
            table.fault("in_force_to", Code::ReversedDates, message, "swap or correct the two dates");
            return None;
        }
        Some(Period { from, to })
    }
}

/// A value with its period and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dated<T> {
    /// The value.
    pub value: T,
    /// When it is in force.
    pub period: Period,
    /// The document and article that gives it.
    pub source: String,
    /// The day on which somebody last read the source.
    pub last_checked: Date,
    /// The rules do not give it; the pack sets it.
    pub ours: bool,
    /// The source itself has not been read.
    pub unverified: bool,
}

impl<T> Dated<T> {
    /// Reads the period and the citation of a table around `value`.
    pub(crate) fn read(table: &Table<'_>, value: Option<T>) -> Option<Dated<T>> {
        let period = Period::read(table);
        let source = table.must("source");
        let last_checked = table.must("last_checked");
        let (ours, unverified) = (table.flag("ours"), table.flag("unverified"));
        Some(Dated {
            value: value?,
            period: period?,
            source: source?,
            last_checked: last_checked?,
            ours,
            unverified,
        })
    }
}

/// The values of one thing over time: in order, without overlap and without a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Timeline<T>(Vec<Dated<T>>);

impl<T> Timeline<T> {
    /// The value in force on `day`; none before the first and after the last.
    pub fn on(&self, day: Date) -> Option<&Dated<T>> {
        self.0.iter().find(|dated| dated.period.contains(day))
    }

    /// All values, the oldest first.
    pub fn all(&self) -> &[Dated<T>] {
        &self.0
    }

    /// The newest value. A timeline has at least one.
    pub fn newest(&self) -> &Dated<T> {
        self.0.last().expect("a timeline is never made empty")
    }

    /// Orders `values`, each given with its place, and reports overlaps and gaps at the
    /// later of the two. None when there are no values.
    pub(crate) fn build(
        source: Source<'_>,
        name: &str,
        mut values: Vec<(usize, Dated<T>)>,
    ) -> Option<Timeline<T>> {
        values.sort_by_key(|(_, dated)| dated.period.from);
        for pair in values.windows(2) {
            let [(_, earlier), (at, later)] = pair else {
                continue;
            };
            let end = earlier.period.to;
            if end.is_none_or(|end| end >= later.period.from) {
                let message = format!("two values of `{name}` are in force on {}", later.period.from);
                let remedy = "end the earlier one with `in_force_to` on the day before";
                source.fault(*at, Code::OverlappingDates, message, remedy);
            } else if end.and_then(|end| end.tomorrow().ok()) != Some(later.period.from) {
                let message = format!("no value of `{name}` is in force just before {}", later.period.from);
                source.fault(*at, Code::GapInDates, message, "let the earlier one end on the day before");
            }
        }
        if values.is_empty() {
            return None;
        }
        Some(Timeline(values.into_iter().map(|(_, dated)| dated).collect()))
    }
}
