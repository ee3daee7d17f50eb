//! A people file in slices of whole households, for machines that each screen some of them.
//!
//! Cutting reads the ids alone, and with them checks what only the whole file can tell: that
//! every row has its ids, that households stand in order, and that no person stands twice.

use std::fs::File;
use std::path::Path;

use arrow::array::RecordBatch;
use serde::{Deserialize, Serialize};

use super::chunk::{Chunk, id, in_order};
use super::layout::Layout;
use super::order::Order;
use super::work::Piece;
use super::{damaged, io, unique};
use crate::engine::Engine;
use crate::error::ScreenError;

/// Consecutive rows of a people file that hold whole households.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// How many rows stand before it.
    pub first_row: u64,
    /// How many it has.
    pub rows: u64,
}

/// A people file that has been cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Bytes of the file: another machine sees by it that it reads the same one.
    pub bytes: u64,
    /// Rows of the file.
    pub rows: u64,
    /// All of it, in order.
    pub slices: Vec<Slice>,
}

/// Cuts a people file at the borders of its row groups, each moved to the next border of
/// households: every row group is read by one machine but for a few rows. A slice has at least
/// so many rows, but for the last.
///
/// # Errors
/// A file that is damaged, lacks a column, has a row without ids, households out of order or a
/// person twice: named by column and row.
pub fn cut(people: &Path, engine: &Engine, at_least: u64) -> Result<Cut, ScreenError> {
    let (layout, bytes) = look(people, engine)?;
    let mut ids = Ids::default();
    for group in 0..layout.groups() {
        let (reader, [person, household]) = layout.open_both_ids(people, group)?;
        ids.may_cut(at_least);
        for batch in reader {
            let batch = batch.map_err(|error| damaged(people, &error))?;
            let people = id(batch.column(person), "person_id", ids.row)?;
            let households = id(batch.column(household), "household_id", ids.row)?;
            ids.next(people.values(), households.values())?;
        }
    }
    if ids.is_unordered {
        unique::check(people, &layout)?;
    }
    ids.cut(ids.row);
    Ok(Cut { bytes, rows: ids.row, slices: ids.slices })
}

/// Judges everybody of a slice; `take` is given the rows of the result in order.
///
/// # Errors
/// As [`screen`](super::screen); a file that is not the one that was cut.
pub fn screen_slice(
    people: &Path,
    engine: &Engine,
    cut: &Cut,
    slice: Slice,
    take: &mut dyn FnMut(RecordBatch) -> Result<(), ScreenError>,
) -> Result<(), ScreenError> {
    let (layout, bytes) = look(people, engine)?;
    if (bytes, layout.rows()) != (cut.bytes, cut.rows) {
        return Err(ScreenError::Changed { path: people.to_owned() });
    }
    let (first, end) = (slice.first_row, slice.first_row + slice.rows);
    let mut order = Order::new(engine);
    for group in 0..layout.groups() {
        let mut row = layout.first_row(group);
        if row >= end || row + layout.rows_of(group) <= first {
            continue;
        }
        for batch in layout.open(people, group)? {
            let batch = batch.map_err(|error| damaged(people, &error))?;
            let after = row + batch.num_rows() as u64;
            let (from, to) = (row.max(first), after.min(end));
            if from < to {
                let within = batch.slice(size(from - row), size(to - from));
                let chunk = Chunk::read(&within, &layout, engine, from)?;
                if let Some(piece) = Piece::of(engine, &chunk)? {
                    order.next(piece)?.into_iter().try_for_each(&mut *take)?;
                }
            }
            row = after;
            if row >= end {
                break;
            }
        }
    }
    order.finish()?.into_iter().try_for_each(take)
}

fn look(people: &Path, engine: &Engine) -> Result<(Layout, u64), ScreenError> {
    let file = File::open(people).map_err(|source| io(people, source))?;
    let bytes = file.metadata().map_err(|source| io(people, source))?.len();
    Ok((Layout::read(people, &file, engine)?, bytes))
}

fn size(rows: u64) -> usize {
    usize::try_from(rows).expect("rows of a batch")
}

/// What the ids say so far.
#[derive(Default)]
struct Ids {
    /// Rows that were seen.
    row: u64,
    last: Option<(u64, u64)>,
    is_unordered: bool,
    /// The next border of households ends a slice.
    is_due: bool,
    slices: Vec<Slice>,
}

impl Ids {
    fn start(&self) -> u64 {
        self.slices.last().map_or(0, |slice| slice.first_row + slice.rows)
    }

    /// A row group begins.
    fn may_cut(&mut self, at_least: u64) {
        self.is_due = self.row - self.start() >= at_least;
    }

    /// Ends a slice before this row.
    fn cut(&mut self, row: u64) {
        let first_row = self.start();
        self.slices.extend((row > first_row).then(|| Slice { first_row, rows: row - first_row }));
        self.is_due = false;
    }

    fn next(&mut self, people: &[u64], households: &[u64]) -> Result<(), ScreenError> {
        let (Some(person), Some(household)) = (people.first(), households.first()) else {
            return Ok(());
        };
        let before = self.last.map_or(*household, |(_, before)| before);
        if before > *household {
            return Err(ScreenError::Unsorted { row: self.row + 1, found: *household, before });
        }
        in_order(households, self.row)?;
        if self.is_due {
            let rest = households.partition_point(|household| *household == before);
            if rest < households.len() {
                self.cut(self.row + rest as u64);
            }
        }
        let ascends = people.is_sorted_by(|a, b| a < b) && self.last.is_none_or(|(last, _)| last < *person);
        self.is_unordered |= !ascends;
        self.last = people.last().copied().zip(households.last().copied());
        self.row += people.len() as u64;
        Ok(())
    }
}
