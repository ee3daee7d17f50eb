//! Screening: a people file of any size becomes the list of those who are eligible, could be,
//! or should be reached out to.
//!
//! Row groups are read side by side, a batch at a time. Rows of the households at the borders
//! of a batch are handed on and judged once the household is whole, so that no household is
//! ever judged in parts and nothing but borders and results waits for its turn. The result is
//! in the order of the file, whatever the number of threads.

mod choose;
mod chunk;
mod flags;
mod found;
mod household;
mod judge;
mod layout;
mod order;
mod outreach;
mod rows;
mod slice;
mod unique;
mod work;
mod write;

use std::fs::File;
use std::path::Path;

use serde::Serialize;

use crate::engine::Engine;
use crate::error::ScreenError;
pub use found::SCHEMA as RESULT_COLUMNS;
use layout::Layout;
use order::Order;
pub use outreach::{FoundPerson, read_found};
pub use slice::{Cut, Slice, cut, screen_slice};
pub use write::Output;
pub(crate) use write::{Unfinished, failed};

/// What a screening found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Screened {
    /// Rows of the people file.
    pub people: u64,
    /// Who is eligible.
    pub eligible: u64,
    /// Of whom it is not known.
    pub unknown: u64,
    /// Who would be eligible after applying and registering.
    pub potential: u64,
}

/// Judges everybody of a people file and writes the result file. `progress` is told how many
/// rows of how many are done.
///
/// The result is written beside its place and moved there when it is whole; an error leaves
/// nothing behind and an earlier result as it was.
///
/// # Errors
/// A people file that is damaged, lacks a column, or has a row that cannot be judged: named by
/// column and row.
pub fn screen(
    people: &Path,
    engine: &Engine,
    out: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Screened, ScreenError> {
    let file = File::open(people).map_err(|source| io(people, source))?;
    let layout = Layout::read(people, &file, engine)?;
    let mut output = Output::create(people, out)?;
    let mut order = Order::new(engine);
    let all = layout.rows();
    progress(0, all);
    let mut done = 0;
    work::pieces(people, &layout, engine, &mut |piece| {
        done += piece.rows();
        for found in order.next(piece)? {
            output.write(found)?;
        }
        progress(done, all);
        Ok(())
    })?;
    if let Some(found) = order.finish()? {
        output.write(found)?;
    }
    if !order.is_ascending() {
        unique::check(people, &layout)?;
    }
    output.finish(all)
}

pub(crate) fn io(path: &Path, source: std::io::Error) -> ScreenError {
    ScreenError::Io { path: path.to_owned(), source }
}

fn damaged(path: &Path, error: &dyn std::fmt::Display) -> ScreenError {
    ScreenError::Damaged { path: path.to_owned(), message: error.to_string() }
}
