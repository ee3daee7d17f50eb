//! One predicate with everything that it may still turn out to be: a row for every
//! combination of the values that stand for what is not known.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, UInt64Array, new_null_array};
use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;
use datafusion_physical_expr::PhysicalExpr;

use crate::error::EngineError;

/// A predicate with more combinations is taken to be open as long as the engine says so.
const MOST: usize = 200_000;

/// Something that is not known, with the values that it may be.
#[derive(Debug)]
pub(super) struct Axis {
    /// The column that it fills.
    pub column: usize,
    pub values: ArrayRef,
    /// It can still be asked for.
    pub open: bool,
}

/// The truth of a predicate under every combination.
#[derive(Debug)]
pub(super) struct Table {
    /// Row by row; the first axis changes fastest.
    rows: Vec<Option<bool>>,
    lengths: Vec<usize>,
    open: Vec<bool>,
    /// There were too many combinations, so that this is the one row without any values.
    is_plain: bool,
}

/// Evaluates a predicate; `known` fills the columns that are known, each with one value.
pub(super) fn table(
    expr: &Arc<dyn PhysicalExpr>,
    schema: &SchemaRef,
    known: &[(usize, ArrayRef)],
    axes: &[Axis],
) -> Result<Table, EngineError> {
    let lengths: Vec<usize> = axes.iter().map(|axis| axis.values.len()).collect();
    let product = lengths.iter().try_fold(1_usize, |all, length| all.checked_mul(*length));
    let product = product.filter(|all| (1..=MOST).contains(all));
    let count = product.unwrap_or(1);
    let mut columns: Vec<ArrayRef> =
        schema.fields().iter().map(|field| new_null_array(field.data_type(), count)).collect();
    let take = |values: &ArrayRef, picks: UInt64Array| {
        arrow::compute::take(values, &picks, None).map_err(|error| failed(&error))
    };
    for (column, value) in known {
        columns[*column] = take(value, UInt64Array::from(vec![0; count]))?;
    }
    let mut stride = 1;
    for axis in axes.iter().filter(|_| product.is_some()) {
        let length = axis.values.len();
        let picks = (0..count).map(|row| (row / stride % length) as u64).collect();
        columns[axis.column] = take(&axis.values, picks)?;
        stride *= length;
    }
    let batch = RecordBatch::try_new(schema.clone(), columns).map_err(|error| failed(&error))?;
    let found = expr.evaluate(&batch).and_then(|value| value.into_array(count));
    let found = found.map_err(|error| failed(&error))?;
    let rows = match found.as_boolean_opt() {
        Some(flags) => flags.iter().collect(),
        // `NULL` without a type: nothing is known.
        None => vec![None; count],
    };
    let open = axes.iter().map(|axis| axis.open).collect();
    Ok(Table { rows, lengths, open, is_plain: product.is_none() })
}

fn failed(error: &dyn std::fmt::Display) -> EngineError {
    EngineError::Expression { code: "ask".to_owned(), message: error.to_string() }
}

impl Table {
    /// What the predicate is whatever the unknown turns out to be; none where that differs.
    pub(super) fn settled(&self) -> Option<bool> {
        let first = self.rows.first().copied().flatten()?;
        self.rows.iter().all(|row| *row == Some(first)).then_some(first)
    }

    /// Whether an answer about this axis can settle the predicate where it was open, with
    /// some answers about the other open axes. What nobody can answer any more may be
    /// anything, before and after.
    pub(super) fn matters(&self, axis: usize) -> bool {
        self.open[axis] && self.decides(axis, &self.open)
    }

    /// The same, as if everything that is not known could be asked for.
    pub(super) fn would_matter(&self, axis: usize) -> bool {
        self.decides(axis, &vec![true; self.open.len()])
    }

    /// With full answers to the other open axes: under some value of the axis the predicate
    /// is settled and under all of them together it is not. Partial answers need no look of
    /// their own: if one of them shows it, so does one that completes it.
    fn decides(&self, axis: usize, open: &[bool]) -> bool {
        if self.is_plain {
            return self.settled().is_none();
        }
        let strides: Vec<usize> = self
            .lengths
            .iter()
            .scan(1, |stride, length| {
                let own = *stride;
                *stride *= length;
                Some(own)
            })
            .collect();
        let digit = |row: usize, at: usize| row / strides[at] % self.lengths[at];
        let others: Vec<usize> = (0..open.len()).filter(|at| open[*at] && *at != axis).collect();
        let groups = others.iter().map(|at| self.lengths[*at]).product::<usize>();
        let values = self.lengths[axis];
        let mut seen = vec![Seen::default(); groups * values];
        for (row, truth) in self.rows.iter().enumerate() {
            let group = others.iter().fold(0, |group, at| group * self.lengths[*at] + digit(row, *at));
            seen[group * values + digit(row, axis)].add(*truth);
        }
        seen.chunks(values).any(|group| {
            let all = group.iter().fold(Seen::default(), |all, one| all.with(*one));
            all.settled().is_none() && group.iter().any(|one| one.settled().is_some())
        })
    }
}

/// Which truths occurred.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    yes: bool,
    no: bool,
    unknown: bool,
}

impl Seen {
    fn add(&mut self, truth: Option<bool>) {
        match truth {
            Some(true) => self.yes = true,
            Some(false) => self.no = true,
            None => self.unknown = true,
        }
    }

    fn with(self, other: Seen) -> Seen {
        Seen { yes: self.yes | other.yes, no: self.no | other.no, unknown: self.unknown | other.unknown }
    }

    fn settled(self) -> Option<bool> {
        match (self.yes, self.no, self.unknown) {
            (true, false, false) => Some(true),
            (false, true, false) => Some(false),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table over flags; `rows` as they are when the first axis changes fastest.
    fn of(rows: &[u8], open: &[bool]) -> Table {
        let truth = |row: &u8| (*row < 2).then_some(*row == 1);
        Table {
            rows: rows.iter().map(truth).collect(),
            lengths: vec![2; open.len()],
            open: open.to_vec(),
            is_plain: false,
        }
    }

    #[test]
    fn what_is_so_under_every_value_is_settled() {
        assert_eq!(of(&[1, 1], &[true]).settled(), Some(true));
        assert_eq!(of(&[0, 0], &[true]).settled(), Some(false));
        assert_eq!(of(&[0, 1], &[true]).settled(), None);
        assert!(!of(&[1, 1], &[true]).matters(0));
        assert!(of(&[0, 1], &[true]).matters(0));
    }

    #[test]
    fn both_parts_of_an_and_matter() {
        let and = of(&[0, 0, 0, 1], &[true, true]);
        assert!(and.matters(0) && and.matters(1));
    }

    #[test]
    fn beside_a_part_that_nobody_knows_only_a_no_decides_an_and() {
        let and = of(&[0, 0, 0, 1], &[true, false]);
        assert!(and.matters(0), "a no would settle it");
        assert!(!and.matters(1), "this one cannot be asked for");
        assert!(and.would_matter(1));
    }

    #[test]
    fn a_part_that_decides_nothing_without_the_other_is_not_asked_for() {
        // Equal or not: with one of the two unknown, the other says nothing.
        let equal = of(&[1, 0, 0, 1], &[true, false]);
        assert!(!equal.matters(0));
        assert!(of(&[1, 0, 0, 1], &[true, true]).matters(0));
    }
}
