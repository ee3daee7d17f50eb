//! Some rows of a people file in the form that the engine judges.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, Date32Array, Int64Array, RecordBatch, StringArray, UInt8Array, UInt64Array,
    new_null_array,
};
use arrow::compute;
use arrow::datatypes::{DataType, Date32Type, Int32Type, Int64Type, UInt64Type};
use leye_pack::FactKind;

use super::layout::Layout;
use crate::columns::{Column, code, data_type};
use crate::day;
use crate::engine::Engine;
use crate::error::{FactProblem, ScreenError};
use crate::facts::OLDEST;

/// Consecutive rows. Their ids are there, their households in order.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    /// How many rows stand before it in the file.
    pub first_row: u64,
    pub person: UInt64Array,
    pub household: UInt64Array,
    /// In the order of the engine's columns.
    pub facts: Vec<ArrayRef>,
}

impl Chunk {
    /// Checks every value of a batch.
    pub(super) fn read(
        batch: &RecordBatch,
        layout: &Layout,
        engine: &Engine,
        first_row: u64,
    ) -> Result<Chunk, ScreenError> {
        let person = id(batch.column(layout.person), "person_id", first_row)?;
        let household = id(batch.column(layout.household), "household_id", first_row)?;
        in_order(household.values(), first_row)?;
        let facts = engine.columns.iter().zip(&layout.facts).map(|(column, place)| {
            let Some(place) = place else {
                return Ok(new_null_array(&data_type(&column.kind), batch.num_rows()));
            };
            read(column, batch.column(*place), engine).map_err(|(row, problem)| ScreenError::Value {
                row: first_row + row as u64 + 1,
                column: column.name.to_string(),
                problem,
            })
        });
        let facts = facts.collect::<Result<_, _>>()?;
        Ok(Chunk { first_row, person, household, facts })
    }

    pub(super) fn rows(&self) -> usize {
        self.person.len()
    }

    /// Rows of it that share its memory.
    pub(super) fn slice(&self, from: usize, rows: usize) -> Chunk {
        Chunk {
            first_row: self.first_row + from as u64,
            person: self.person.slice(from, rows),
            household: self.household.slice(from, rows),
            facts: self.facts.iter().map(|array| array.slice(from, rows)).collect(),
        }
    }

    /// A copy of some rows that does not keep the others in memory.
    pub(super) fn copy(&self, from: usize, rows: usize) -> Chunk {
        let picks: UInt64Array = (from as u64..(from + rows) as u64).collect();
        let taken =
            |array: &dyn Array| compute::take(array, &picks, None).expect("the rows are within the array");
        Chunk {
            first_row: self.first_row + from as u64,
            person: taken(&self.person).as_primitive::<UInt64Type>().clone(),
            household: taken(&self.household).as_primitive::<UInt64Type>().clone(),
            facts: self.facts.iter().map(|array| taken(array)).collect(),
        }
    }

    /// Consecutive chunks as one.
    pub(super) fn join(chunks: &[Chunk]) -> Option<Chunk> {
        let first = chunks.first()?;
        if chunks.len() == 1 {
            return Some(first.clone());
        }
        let joined = |arrays: Vec<&dyn Array>| compute::concat(&arrays).expect("columns of one kind");
        let person = joined(chunks.iter().map(|chunk| &chunk.person as &dyn Array).collect());
        let household = joined(chunks.iter().map(|chunk| &chunk.household as &dyn Array).collect());
        let facts = (0..first.facts.len())
            .map(|at| joined(chunks.iter().map(|chunk| chunk.facts[at].as_ref()).collect()))
            .collect();
        Some(Chunk {
            first_row: first.first_row,
            person: person.as_primitive::<UInt64Type>().clone(),
            household: household.as_primitive::<UInt64Type>().clone(),
            facts,
        })
    }
}

pub(super) fn id(array: &ArrayRef, column: &'static str, first_row: u64) -> Result<UInt64Array, ScreenError> {
    if let Some(row) =
        (array.null_count() > 0).then(|| (0..array.len()).find(|row| array.is_null(*row))).flatten()
    {
        return Err(ScreenError::MissingId { row: first_row + row as u64 + 1, column });
    }
    Ok(array.as_primitive::<UInt64Type>().clone())
}

pub(super) fn in_order(households: &[u64], first_row: u64) -> Result<(), ScreenError> {
    if households.is_sorted() {
        return Ok(());
    }
    for (at, pair) in households.windows(2).enumerate() {
        if let [before, found] = *pair
            && found < before
        {
            return Err(ScreenError::Unsorted { row: first_row + at as u64 + 2, found, before });
        }
    }
    Ok(())
}

/// A column of facts in the engine's form, or the first row that is wrong.
fn read(column: &Column, array: &ArrayRef, engine: &Engine) -> Result<ArrayRef, (usize, FactProblem)> {
    match &column.kind {
        FactKind::Flag => Ok(array.clone()),
        FactKind::Whole { from, to } => whole(array, *from, *to),
        FactKind::Day => past(array, engine),
        FactKind::Word(words) => word(array, words, &column.kind),
    }
}

fn whole(array: &ArrayRef, from: i64, to: i64) -> Result<ArrayRef, (usize, FactProblem)> {
    let numbers: Int64Array = compute::cast(array, &DataType::Int64)
        .expect("whole numbers can be widened")
        .as_primitive::<Int64Type>()
        .clone();
    // A number that does not fit becomes null on the way.
    let was_lost = numbers.null_count() > array.null_count();
    let is_beyond = |number: i64| !(from..=to).contains(&number);
    let ends = [compute::min(&numbers), compute::max(&numbers)];
    if was_lost || ends.into_iter().flatten().any(is_beyond) {
        let wrong =
            |row: usize| array.is_valid(row) && (numbers.is_null(row) || is_beyond(numbers.value(row)));
        let row = (0..numbers.len()).find(|row| wrong(*row)).unwrap_or_default();
        return Err((row, FactProblem::OutOfRange { from, to }));
    }
    Ok(Arc::new(numbers))
}

fn past(array: &ArrayRef, engine: &Engine) -> Result<ArrayRef, (usize, FactProblem)> {
    let days: &Date32Array = array.as_primitive::<Date32Type>();
    let earliest = day::years_before(engine.on, OLDEST);
    let limit = day::number(earliest);
    if compute::min(days).is_some_and(|first| first < limit) {
        let wrong = |row: usize| days.is_valid(row) && days.value(row) < limit;
        let row = (0..days.len()).find(|row| wrong(*row)).unwrap_or_default();
        return Err((row, FactProblem::TooLongAgo { earliest }));
    }
    Ok(array.clone())
}

fn word(array: &ArrayRef, words: &[String], kind: &FactKind) -> Result<ArrayRef, (usize, FactProblem)> {
    let dictionary = array.as_dictionary::<Int32Type>();
    let known: &StringArray = dictionary.values().as_string::<i32>();
    let codes: Vec<Option<u8>> = known.iter().map(|word| code(words, word.unwrap_or_default())).collect();
    let keys = dictionary.keys();
    if codes.iter().any(Option::is_none) {
        // The list may hold words that no row uses.
        let lacks =
            |key: i32| usize::try_from(key).is_ok_and(|key| codes.get(key).is_none_or(Option::is_none));
        let wrong = |row: usize| keys.is_valid(row) && lacks(keys.value(row));
        if let Some(row) = (0..keys.len()).find(|row| wrong(*row)) {
            return Err((row, FactProblem::WrongKind(kind.clone())));
        }
    }
    let codes: Vec<u8> = codes.into_iter().map(Option::unwrap_or_default).collect();
    // Where a key is null its place may hold anything.
    let coded = keys
        .values()
        .iter()
        .map(|key| usize::try_from(*key).ok().and_then(|key| codes.get(key)).copied().unwrap_or_default());
    Ok(Arc::new(UInt8Array::new(coded.collect(), keys.nulls().cloned())))
}
