//! `age(born) >= 50` as a comparison of days: `born` is the last birth that has reached fifty,
//! or an earlier one. It says the same, and a column is compared as it stands.

use datafusion_common::tree_node::{Transformed, TreeNode};
use datafusion_common::{Result, ScalarValue};
use datafusion_expr::{BinaryExpr, Expr, Operator, binary_expr, lit};
use jiff::civil::Date;

use crate::day;
use crate::functions::AGE;

/// No age of anybody lies beyond.
const AGES: std::ops::RangeInclusive<i64> = 0..=200;

/// Compares births where an expression compares ages with a number.
pub(super) fn instead_of_ages(expr: Expr, on: Date) -> Result<Expr> {
    let changed = expr.transform(|expr| {
        let births = compared(&expr).and_then(|(born, operator, years)| births(born, operator, years, on));
        Ok(births.map_or_else(|| Transformed::no(expr), Transformed::yes))
    })?;
    Ok(changed.data)
}

/// The day of birth, the operator and the number, where an age is compared with a number.
fn compared(expr: &Expr) -> Option<(Expr, Operator, i64)> {
    let Expr::BinaryExpr(BinaryExpr { left, op, right }) = expr else { return None };
    let (Expr::ScalarFunction(call), Expr::Literal(ScalarValue::Int64(Some(years)), _)) = (&**left, &**right)
    else {
        return None;
    };
    match call.args.as_slice() {
        [born] if call.name() == AGE => Some((born.clone(), *op, *years)),
        _ => None,
    }
}

fn births(born: Expr, operator: Operator, years: i64, on: Date) -> Option<Expr> {
    let (operator, years) = match operator {
        Operator::GtEq => (Operator::LtEq, years),
        Operator::Gt => (Operator::LtEq, years.saturating_add(1)),
        Operator::Lt => (Operator::Gt, years),
        Operator::LtEq => (Operator::Gt, years.saturating_add(1)),
        _ => return None,
    };
    let last = AGES.contains(&years).then(|| day::number(day::years_before(on, years)))?;
    Some(binary_expr(born, operator, lit(ScalarValue::Date32(Some(last)))))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{AsArray, Date32Array, RecordBatch};
    use arrow::datatypes::{DataType, Field, Schema};
    use datafusion_common::DFSchema;
    use datafusion_expr::col;
    use datafusion_expr::execution_props::ExecutionProps;
    use datafusion_expr::physical_planning_context::PhysicalPlanningContext;
    use datafusion_physical_expr::create_physical_expr;
    use jiff::civil::date;

    use super::*;
    use crate::functions;

    /// A year of births around each age that is asked for, by both ways.
    #[test]
    fn births_are_compared_as_ages_are() {
        let schema = Schema::new(vec![Field::new("born", DataType::Date32, true)]);
        let known = DFSchema::try_from(schema.clone()).unwrap();
        for on in [date(2026, 11, 1), date(2024, 2, 29), date(2026, 2, 28), date(2026, 3, 1)] {
            let around = |years: i64| {
                let middle = day::number(day::years_before(on, years));
                (middle - 400..middle + 400).map(Some)
            };
            let born: Date32Array = [0, 16, 18, 50].into_iter().flat_map(around).chain([None]).collect();
            let rows = RecordBatch::try_new(Arc::new(schema.clone()), vec![Arc::new(born)]).unwrap();
            for years in [i64::MIN, -1, 0, 16, 18, 50, 200, 201, i64::MAX] {
                for operator in [Operator::Lt, Operator::LtEq, Operator::Gt, Operator::GtEq, Operator::Eq] {
                    let age = functions::age(on).call(vec![col("born")]);
                    let plain = binary_expr(age, operator, lit(years));
                    let changed = instead_of_ages(plain.clone(), on).unwrap();
                    let [plain, changed] = [plain, changed].map(|expr| {
                        let (props, context) = (ExecutionProps::new(), PhysicalPlanningContext::default());
                        let expr = create_physical_expr(&expr, &known, &props, &context).unwrap();
                        expr.evaluate(&rows).unwrap().into_array(rows.num_rows()).unwrap()
                    });
                    assert_eq!(plain.as_boolean(), changed.as_boolean(), "{on} {operator} {years}");
                }
            }
        }
    }
}
