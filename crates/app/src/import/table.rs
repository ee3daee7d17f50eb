//! A sheet with its heading understood: columns by what they mean.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{Fault, letter, masked};
use super::sheet::{Mark, Row, Sheet};
use super::text::{clean, folded};
use super::vocabulary::WORDS;

/// A column that a register may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// What it means to us.
    pub field: &'static str,
    /// The lists of words in the vocabulary by which it is known.
    pub words: &'static [&'static str],
    /// Whether the register is of no use without it.
    pub required: bool,
}

/// Rows in which the heading is looked for: titles and notes may stand above it.
const HEADING_WITHIN: usize = 30;
/// Fewer known columns than these are a chance likeness.
const FEWEST: usize = 2;

/// How many columns of the best of these rows are known.
pub(crate) fn judge(columns: &[Column], rows: &[Row]) -> usize {
    rows.iter().take(HEADING_WITHIN).map(|row| known(columns, row).len()).max().unwrap_or_default()
}

fn known(columns: &[Column], row: &Row) -> BTreeSet<&'static str> {
    let fields = row.texts().filter_map(|text| meaning(columns, text));
    fields.collect()
}

fn meaning(columns: &[Column], heading: &str) -> Option<&'static str> {
    if clean(heading).is_empty() {
        return None;
    }
    let named = columns.iter().find(|column| column.words.iter().any(|words| WORDS.names(words, heading)));
    named.map(|column| column.field)
}

/// A sheet whose heading is understood.
#[derive(Debug)]
pub(crate) struct Table {
    sheet: String,
    /// The heading as it stands in the file.
    pub headings: Vec<String>,
    /// Headings that mean nothing to us.
    pub ignored: Vec<String>,
    at: BTreeMap<&'static str, usize>,
    rows: Vec<Row>,
}

impl Table {
    /// Finds the heading and drops what is no record: titles, repeated headings, sums.
    ///
    /// # Errors
    /// Every fault of the heading.
    pub(crate) fn of(sheet: Sheet, columns: &[Column], given: &[&str]) -> Result<Table, Vec<Fault>> {
        let Sheet { name, mut rows } = sheet;
        let best =
            (0..rows.len().min(HEADING_WITHIN)).rev().max_by_key(|at| known(columns, &rows[*at]).len());
        let best = best.filter(|at| known(columns, &rows[*at]).len() >= FEWEST);
        let Some(best) = best else {
            return Err(vec![Fault { sheet: name, ..Fault::of_file("no-heading") }]);
        };
        let below = rows.split_off(best + 1);
        let heading = rows.swap_remove(best);
        let mut table = Table {
            sheet: name,
            headings: heading.texts().map(|text| clean(text).to_owned()).collect(),
            ignored: Vec::new(),
            at: BTreeMap::new(),
            rows: Vec::new(),
        };
        let faults = table.place(columns, given, heading.number);
        if !faults.is_empty() {
            return Err(faults);
        }
        table.rows = below.into_iter().filter(|row| table.is_record(row)).collect();
        Ok(table)
    }

    fn place(&mut self, columns: &[Column], given: &[&str], row: u32) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (at, heading) in self.headings.clone().iter().enumerate() {
            match meaning(columns, heading) {
                None if heading.is_empty() => {}
                None => self.ignored.push(heading.clone()),
                Some(field) if self.at.contains_key(field) => {
                    // A heading over several merged columns names the first of them.
                    if self.headings.get(self.at[field]) != Some(heading) {
                        let fault = Fault::of_row(row, "column-twice").with("first", letter(self.at[field]));
                        faults.push(self.located(fault, field, at));
                    }
                }
                Some(field) => {
                    self.at.insert(field, at);
                }
            }
        }
        let missing = |c: &&Column| c.required && !self.at.contains_key(c.field) && !given.contains(&c.field);
        for column in columns.iter().filter(missing) {
            let field = Some(column.field.to_owned());
            let sheet = self.sheet.clone();
            faults.push(Fault { field, sheet, ..Fault::of_row(row, "column-missing") });
        }
        faults
    }

    fn is_record(&self, row: &Row) -> bool {
        if row.is_blank() {
            return false;
        }
        let repeats = self.at.values().filter(|at| !clean(row.text(**at)).is_empty());
        let repeats = repeats.clone().count() > 0
            && self.at.values().all(|at| {
                let text = folded(row.text(*at));
                text.is_empty() || text == folded(&self.headings[*at])
            });
        let first = row.texts().map(clean).find(|text| !text.is_empty()).unwrap_or_default();
        let key = ["number", "credit_code", "code"].iter().find_map(|field| self.at.get(field));
        let keyless =
            key.is_none_or(|at| clean(row.text(*at)).is_empty() || row.mark(*at) == Some(Mark::Merged));
        !(repeats || (keyless && WORDS.is_footer(first)))
    }

    /// How many records there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The record at a place, counted from 0.
    pub(crate) fn line(&self, at: usize) -> Line<'_> {
        Line { table: self, row: &self.rows[at], at }
    }

    /// The records.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        (0..self.rows.len()).map(|at| self.line(at))
    }

    fn located(&self, mut fault: Fault, field: &str, at: usize) -> Fault {
        fault.sheet.clone_from(&self.sheet);
        fault.column = Some(letter(at));
        fault.heading = self.headings.get(at).cloned();
        fault.field = Some(field.to_owned());
        fault
    }
}

/// One record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    table: &'a Table,
    row: &'a Row,
    /// Its place among the records, from 0.
    pub at: usize,
}

impl<'a> Line<'a> {
    /// Its row in the sheet.
    pub(crate) fn row(&self) -> u32 {
        self.row.number
    }

    /// The cleaned text of a field; empty where the register has no such column.
    pub(crate) fn text(&self, field: &str) -> &'a str {
        self.table.at.get(field).map(|at| clean(self.row.text(*at))).unwrap_or_default()
    }

    /// What is worth knowing of the cell of a field.
    pub(crate) fn mark(&self, field: &str) -> Option<Mark> {
        self.row.mark(*self.table.at.get(field)?)
    }

    /// Every cell as it stands in the file.
    pub(crate) fn cells(&self) -> Vec<String> {
        let width = self.table.headings.len();
        (0..width).map(|at| self.row.text(at).to_owned()).collect()
    }

    /// A fault of a cell; of the row where the register has no such column.
    pub(crate) fn fault(&self, field: &str, code: &str) -> Fault {
        let fault = Fault::of_row(self.row.number, code);
        let Some(at) = self.table.at.get(field) else {
            let (sheet, field) = (self.table.sheet.clone(), Some(field.to_owned()));
            return Fault { sheet, field, ..fault };
        };
        let text = clean(self.row.text(*at));
        let found = Some(text).filter(|text| !text.is_empty()).map(|text| masked(field, text));
        Fault { found, ..self.table.located(fault, field, *at) }
    }

    /// A fault when something stands to the right of the heading: a separator too many has
    /// moved the cells.
    pub(crate) fn overhang(&self) -> Option<Fault> {
        let width = self.table.headings.len();
        let beyond = self.row.texts().skip(width).position(|text| !clean(text).is_empty())?;
        let fault = Fault::of_row(self.row.number, "cells-beyond");
        Some(Fault { sheet: self.table.sheet.clone(), column: Some(letter(width + beyond)), ..fault })
    }
}

/// The faults of a row, at most one for each cell.
#[derive(Debug, Default)]
pub(crate) struct RowFaults {
    found: Vec<Fault>,
    fields: BTreeSet<String>,
}

impl RowFaults {
    /// Adds a fault unless its cell has one.
    pub(crate) fn push(&mut self, fault: Fault) {
        let field = fault.field.clone().unwrap_or_default();
        if self.fields.insert(field) {
            self.found.push(fault);
        }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The faults.
    pub(crate) fn into_vec(self) -> Vec<Fault> {
        self.found
    }
}
