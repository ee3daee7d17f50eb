//! Looks for facts that make a predicate true.
//!
//! Of every fact the values are tried that stand for all others (`samples.rs`), in all
//! combinations, by the engine that rules.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, UInt64Array, new_null_array};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::record_batch::RecordBatch;
use datafusion_expr::Expr;
use jiff::civil::Date;

use crate::day;
use crate::engine::Compiler;
use crate::predicate::{Ground, member_column};
use crate::samples::{Named, values};

/// So many combinations are tried; a predicate with more is taken to hold for somebody.
const MOST: u64 = 4_000_000;
/// So many at once.
const ROWS: u64 = 65_536;

/// Whether some values of `facts`, and of the first `members` columns of members, make the
/// predicate true.
pub(super) fn exists(expr: &Expr, facts: &BTreeSet<usize>, members: usize, ground: &Ground<'_>) -> bool {
    let named = Named::of(expr);
    let mut axes: Vec<(usize, ArrayRef)> =
        facts.iter().map(|fact| (*fact, values(ground.columns.get(*fact), &named, ground.day))).collect();
    let both: ArrayRef = Arc::new(BooleanArray::from(vec![true, false]));
    axes.extend((0..members).map(|member| (ground.columns.len() + member, both.clone())));
    let combinations = axes.iter().try_fold(1_u64, |all, (_, axis)| all.checked_mul(axis.len() as u64));
    match combinations {
        Some(combinations) if combinations <= MOST => {
            try_all(expr, &axes, combinations, members, ground).unwrap_or(true)
        }
        _ => true,
    }
}

/// The days that a predicate names, and those beside them.
pub(super) fn named_days(expr: &Expr) -> impl Iterator<Item = Date> {
    Named::of(expr).days.into_iter().flat_map(|days| [days - 1, days, days + 1]).map(day::of_number)
}

/// None if it cannot be evaluated, which is somebody else's fault to tell.
fn try_all(
    expr: &Expr,
    axes: &[(usize, ArrayRef)],
    combinations: u64,
    members: usize,
    ground: &Ground<'_>,
) -> Option<bool> {
    let facts = ground.columns.fields();
    let extra = (0..members).map(|at| Field::new(member_column(at), DataType::Boolean, true));
    let schema = Arc::new(Schema::new(facts.chain(extra).collect::<Vec<_>>()));
    let compiled = Compiler::new(&schema, ground.day).ok()?.compile("", expr).ok()?;
    let mut start = 0;
    while start < combinations {
        let end = combinations.min(start + ROWS);
        let rows = usize::try_from(end - start).ok()?;
        let mut columns: Vec<ArrayRef> =
            schema.fields().iter().map(|field| new_null_array(field.data_type(), rows)).collect();
        let mut stride = 1;
        for (place, axis) in axes {
            let length = axis.len() as u64;
            let picks: UInt64Array = (start..end).map(|at| at / stride % length).collect();
            columns[*place] = arrow::compute::take(axis, &picks, None).ok()?;
            stride *= length;
        }
        let batch = RecordBatch::try_new(schema.clone(), columns).ok()?;
        let found = compiled.evaluate(&batch).and_then(|value| value.into_array(rows)).ok()?;
        if found.as_boolean_opt().is_some_and(|flags| flags.true_count() > 0) {
            return Some(true);
        }
        start = end;
    }
    Some(false)
}
