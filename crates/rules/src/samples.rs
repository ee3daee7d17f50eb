//! Values that stand for all others: truth changes only at the numbers and days that a
//! predicate names, so that values on and beside each of them show everything it can be.
//! `retirement` moves with the birth; days half a year apart stand for its steps.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Date32Array, Int64Array, UInt8Array};
use datafusion_common::ScalarValue;
use datafusion_common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion_expr::Expr;
use jiff::civil::Date;
use leye_pack::FactKind;

use crate::columns::Column;
use crate::day;

/// Months between the days that are tried besides those that are named, and how many.
const STEP: i64 = 6;
const STEPS: i64 = 220;

/// The numbers and days that a predicate names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    pub numbers: BTreeSet<i64>,
    pub days: BTreeSet<i32>,
}

impl Named {
    pub(crate) fn of(expr: &Expr) -> Named {
        let mut named = Named::default();
        let walked = expr.apply(|part| {
            match part {
                Expr::Literal(ScalarValue::Int64(Some(number)), _) => {
                    named.numbers.insert(*number);
                }
                Expr::Literal(ScalarValue::Date32(Some(days)), _) => {
                    named.days.insert(*days);
                }
                _ => {}
            }
            Ok(TreeNodeRecursion::Continue)
        });
        // The closure never fails.
        debug_assert!(walked.is_ok());
        named
    }
}

/// The values of a fact that stand for all of its values, on a day.
pub(crate) fn values(column: &Column, named: &Named, on: Date) -> ArrayRef {
    match &column.kind {
        FactKind::Flag => Arc::new(BooleanArray::from(vec![true, false])),
        FactKind::Word(words) => {
            let codes = (0..words.len()).map(|at| u8::try_from(at).unwrap_or(u8::MAX));
            Arc::new(codes.collect::<UInt8Array>())
        }
        FactKind::Whole { from, to } => {
            let beside = named.numbers.iter().flat_map(|number| [number - 1, *number, number + 1]);
            let all: BTreeSet<i64> =
                beside.chain([*from, *to]).filter(|number| (from..=to).contains(&number)).collect();
            Arc::new(all.into_iter().collect::<Int64Array>())
        }
        FactKind::Day => Arc::new(Date32Array::from_iter_values(days(named, on))),
    }
}

fn days(named: &Named, on: Date) -> BTreeSet<i32> {
    let today = day::number(on);
    let ages = named.numbers.iter().filter(|years| (0..=200).contains(*years));
    let birthdays = ages.map(|years| day::number(day::years_before(on, *years)));
    let grid = (0..STEPS).map(|step| today - i32::try_from(step * STEP * 365 / 12).unwrap_or_default());
    let named = named.days.iter().copied().chain(birthdays).chain([today]);
    named.flat_map(|days| [days - 1, days, days + 1]).chain(grid).collect()
}
