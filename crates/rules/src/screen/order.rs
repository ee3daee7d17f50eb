//! Pieces in the order of the file: households that go on from one to the next become whole.

use arrow::array::RecordBatch;

use super::chunk::Chunk;
use super::found::find;
use super::work::Piece;
use crate::engine::Engine;
use crate::error::ScreenError;

/// So many rows of whole households may wait to be judged together.
const WAITING: usize = 8_192;

pub(super) struct Order<'a> {
    engine: &'a Engine,
    /// Consecutive rows that are not judged yet; the last household of them may go on.
    open: Vec<Chunk>,
    rows: usize,
    last_person: Option<u64>,
    is_ascending: bool,
}

impl<'a> Order<'a> {
    pub(super) fn new(engine: &'a Engine) -> Order<'a> {
        Order { engine, open: Vec::new(), rows: 0, last_person: None, is_ascending: true }
    }

    /// What the next piece settles, in order.
    pub(super) fn next(&mut self, piece: Piece) -> Result<Vec<RecordBatch>, ScreenError> {
        let (first, last) = piece.people;
        self.is_ascending &= piece.is_ascending && self.last_person.is_none_or(|before| before < first);
        self.last_person = Some(last);
        let mut settled = Vec::new();
        if self.begins_another(&piece.head)? && self.rows >= WAITING {
            settled.extend(self.close()?);
        }
        self.push(piece.head);
        if let Some(tail) = piece.tail {
            settled.extend(self.close()?);
            settled.extend(piece.inside);
            self.push(tail);
        }
        Ok(settled)
    }

    /// What was still open at the end of the file.
    pub(super) fn finish(&mut self) -> Result<Option<RecordBatch>, ScreenError> {
        self.close()
    }

    /// Whether the ids of all people ascended, so that none stands twice.
    pub(super) fn is_ascending(&self) -> bool {
        self.is_ascending
    }

    fn begins_another(&self, head: &Chunk) -> Result<bool, ScreenError> {
        let before = self.open.last().and_then(|chunk| chunk.household.values().last().copied());
        let found = head.household.values().first().copied();
        match (before, found) {
            (Some(before), Some(found)) if found < before => {
                Err(ScreenError::Unsorted { row: head.first_row + 1, found, before })
            }
            (before, found) => Ok(before != found),
        }
    }

    fn push(&mut self, chunk: Chunk) {
        self.rows += chunk.rows();
        self.open.push(chunk);
    }

    fn close(&mut self) -> Result<Option<RecordBatch>, ScreenError> {
        self.rows = 0;
        let whole = Chunk::join(&std::mem::take(&mut self.open));
        whole.map(|chunk| find(self.engine, &chunk)).transpose()
    }
}
