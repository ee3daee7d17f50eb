//! Whether an id stands twice, for files whose ids do not ascend.
//!
//! The ids are read once more for each part of them that fits into memory, so that the memory
//! is bounded whatever the size of the file.

use std::path::Path;

use arrow::array::AsArray;
use arrow::datatypes::UInt64Type;

use super::damaged;
use super::layout::Layout;
use crate::error::ScreenError;

/// Ids that are held at once, each with its row: 128 MiB.
const HELD: u64 = 8_000_000;

pub(super) fn check(path: &Path, layout: &Layout) -> Result<(), ScreenError> {
    let parts = layout.rows() / HELD + 1;
    let mut earliest: Option<(u64, u64, u64)> = None;
    for part in 0..parts {
        let mut held: Vec<(u64, u64)> = Vec::new();
        let mut row = 0;
        for batch in layout.open_ids(path)? {
            let batch = batch.map_err(|error| damaged(path, &error))?;
            for id in batch.column(0).as_primitive::<UInt64Type>().values() {
                row += 1;
                if spread(*id) % parts == part {
                    held.push((*id, row));
                }
            }
        }
        held.sort_unstable();
        let twice = held.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        let first = twice.map(|pair| (pair[1].1, pair[0].1, pair[0].0)).min();
        earliest = earliest.into_iter().chain(first).min();
    }
    match earliest {
        Some((row, first, id)) => Err(ScreenError::Duplicate { row, first, id }),
        None => Ok(()),
    }
}

/// Mixes an id, so that ids of one pattern do not all fall into one part.
fn spread(id: u64) -> u64 {
    id.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32)
}
