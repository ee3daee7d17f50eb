//! The rows of a chunk that can be in the result at all.
//!
//! Most people are shut out by a general condition that nothing they could do would change:
//! too young, retired, not registered here. Where hardly anybody is left, the others are left
//! out before the categories are judged. Their households have been asked before that.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, BooleanArray};
use arrow::buffer::BooleanBuffer;
use arrow::compute::{FilterBuilder, FilterPredicate};

use super::chunk::Chunk;
use super::household::Homes;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::truth::Truth;

/// Fewer than one row of so many is worth picking out: bits of many rows are judged together
/// faster than they are gathered one by one.
const FEW: usize = 8;

/// Some rows of a chunk.
pub(super) struct Chosen {
    /// In the order of the engine's columns.
    pub facts: Vec<ArrayRef>,
    /// Whether some member of the row's household is so.
    pub some: Vec<Truth>,
    /// The conditions that are judged already, by their place.
    pub judged: BTreeMap<usize, Truth>,
    /// Where each row stands in the chunk; none where all are chosen.
    places: Option<Vec<usize>>,
    predicate: Option<FilterPredicate>,
    rows: usize,
}

impl Chosen {
    pub(super) fn of(engine: &Engine, chunk: &Chunk, homes: &Homes) -> Result<Chosen, EngineError> {
        let all = chunk.rows();
        let mut judged = BTreeMap::new();
        let mut may = BooleanBuffer::new_set(all);
        // Two exceptions that both hold are an error in whatever row.
        if !engine.has_rivals() {
            let batch = engine.batch(&chunk.facts, homes.some.iter().cloned())?;
            for place in engine.general.iter().filter(|place| !engine.is_reachable(**place)) {
                let truth = engine.condition(*place, &batch)?;
                may = &may & &!&truth.no;
                judged.insert(*place, truth);
            }
        }
        let rows = may.count_set_bits();
        let (facts, some) = (chunk.facts.clone(), homes.some.clone());
        if rows * FEW > all {
            return Ok(Chosen { facts, some, judged, places: None, predicate: None, rows: all });
        }
        let places = may.set_indices().collect();
        let predicate = FilterBuilder::new(&BooleanArray::new(may, None)).optimize().build();
        let mut chosen =
            Chosen { facts, some, judged, places: Some(places), predicate: Some(predicate), rows };
        chosen.facts = chunk.facts.iter().map(|fact| chosen.filter(fact)).collect();
        chosen.some = homes.some.iter().map(|truth| chosen.narrow(truth)).collect();
        chosen.judged = chosen.judged.iter().map(|(place, truth)| (*place, chosen.narrow(truth))).collect();
        Ok(chosen)
    }

    pub(super) fn len(&self) -> usize {
        self.rows
    }

    /// Where a chosen row stands in the chunk.
    pub(super) fn place(&self, row: usize) -> usize {
        self.places.as_ref().map_or(row, |places| places[row])
    }

    /// A truth of every row of the chunk in the chosen rows alone.
    pub(super) fn narrow(&self, truth: &Truth) -> Truth {
        let buffer = |bits: &BooleanBuffer| -> BooleanBuffer {
            let array: ArrayRef = Arc::new(BooleanArray::new(bits.clone(), None));
            self.filter(&array).as_boolean().values().clone()
        };
        Truth { yes: buffer(&truth.yes), no: buffer(&truth.no) }
    }

    fn filter(&self, array: &ArrayRef) -> ArrayRef {
        match &self.predicate {
            None => array.clone(),
            Some(predicate) => predicate.filter(array).expect("a filter of as many rows"),
        }
    }
}
