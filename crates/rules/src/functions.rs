//! The functions that predicates may call: `age`, `birthday`, `next_day` and `retirement`.
//!
//! `years_before` and `months_before` have constants for answers and `some_member` is a column,
//! so they are gone before anything is evaluated.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Date32Array, Int64Array};
use arrow::datatypes::{DataType, Date32Type, UInt8Type};
use datafusion_common::{Result, exec_err};
use datafusion_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};
use jiff::civil::Date;
use leye_domain::person::{RetirementClass, RetirementRules, statutory_retirement};

use crate::day::{self, Ages};

/// The name of the function of ages.
pub(crate) const AGE: &str = "age";

/// `age(day_fact)`: completed years on `on`.
pub(crate) fn age(on: Date) -> Arc<ScalarUDF> {
    let signature = Signature::exact(vec![DataType::Date32], Volatility::Immutable);
    Arc::new(ScalarUDF::from(Age { ages: Arc::new(Ages::on(on)), signature }))
}

/// `retirement(born, class)`: the statutory retirement date. `words` are those of the fact
/// that gives the class; none if one of them names no class.
pub(crate) fn retirement(rules: &RetirementRules, words: &[String]) -> Option<Arc<ScalarUDF>> {
    let classes: Vec<RetirementClass> = words.iter().map(|word| word.parse().ok()).collect::<Option<_>>()?;
    let tables = classes.iter().map(|class| Table::of(rules, *class)).collect();
    let signature = Signature::exact(vec![DataType::Date32, DataType::UInt8], Volatility::Immutable);
    Some(Arc::new(ScalarUDF::from(Retirement { tables, signature })))
}

/// `birthday(day_fact, years)`: the day on which somebody reaches an age.
pub(crate) fn birthday(years: i64) -> Arc<ScalarUDF> {
    moved("birthday", Move::Birthday(years))
}

/// `next_day(day_fact)`: the day after.
pub(crate) fn next_day() -> Arc<ScalarUDF> {
    moved("next_day", Move::Days(1))
}

fn moved(name: &'static str, by: Move) -> Arc<ScalarUDF> {
    let signature = Signature::exact(vec![DataType::Date32], Volatility::Immutable);
    Arc::new(ScalarUDF::from(Moved { name, by, signature }))
}

/// How a day becomes another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Move {
    Birthday(i64),
    Days(i32),
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Moved {
    name: &'static str,
    by: Move,
    signature: Signature,
}

impl ScalarUDFImpl for Moved {
    fn name(&self) -> &'static str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Date32)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let [from] = arrays.as_slice() else {
            return exec_err!("{} takes one day", self.name);
        };
        let from: &Date32Array = from.as_primitive::<Date32Type>();
        let by = self.by;
        let days: Date32Array = from.unary(|from| match by {
            Move::Birthday(years) => day::number(day::birthday(day::of_number(from), years)),
            Move::Days(days) => from.saturating_add(days),
        });
        Ok(ColumnarValue::Array(Arc::new(days)))
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Age {
    ages: Arc<Ages>,
    signature: Signature,
}

impl ScalarUDFImpl for Age {
    fn name(&self) -> &'static str {
        AGE
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let [born] = arrays.as_slice() else {
            return exec_err!("age takes one day");
        };
        let born: &Date32Array = born.as_primitive::<Date32Type>();
        let ages: Int64Array = born.unary(|born| self.ages.of(born));
        Ok(ColumnarValue::Array(Arc::new(ages)))
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Retirement {
    /// By the code of the class.
    tables: Vec<Table>,
    signature: Signature,
}

impl ScalarUDFImpl for Retirement {
    fn name(&self) -> &'static str {
        "retirement"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Date32)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays: Vec<ArrayRef> = ColumnarValue::values_to_arrays(&args.args)?;
        let [born, class] = arrays.as_slice() else {
            return exec_err!("retirement takes a day and a class");
        };
        let (born, class) = (born.as_primitive::<Date32Type>(), class.as_primitive::<UInt8Type>());
        let nulls = arrow::buffer::NullBuffer::union(born.nulls(), class.nulls());
        let dates = born.values().iter().zip(class.values()).map(|(born, class)| {
            // Where a value is null its place may hold anything.
            self.tables.get(usize::from(*class)).map_or(0, |table| table.date(*born))
        });
        Ok(ColumnarValue::Array(Arc::new(Date32Array::new(dates.collect(), nulls))))
    }
}

/// The years of birth that are looked up; others are reckoned one by one.
const FIRST_YEAR: i16 = 1900;
const LAST_YEAR: i16 = 2060;

/// The retirement of one class by day of birth.
#[derive(Debug)]
struct Table {
    class: RetirementClass,
    rules: RetirementRules,
    /// First day of [`FIRST_YEAR`].
    first: i32,
    /// Days from birth to retirement, by days since then: half as wide as dates, so that the
    /// tables stay in the nearer memory of a core. Empty where some do not fit.
    waits: Vec<u16>,
}

impl Table {
    fn of(rules: &RetirementRules, class: RetirementClass) -> Table {
        let months = (FIRST_YEAR..=LAST_YEAR)
            .flat_map(|year| (1..=12).filter_map(move |month| Date::new(year, month, 1).ok()));
        let first = Date::new(FIRST_YEAR, 1, 1).map_or(0, day::number);
        let mut dates: Vec<i32> = Vec::new();
        for month in months {
            let retires = statutory_retirement(month, class, rules).date;
            let (begins, last) = (day::number(retires), i32::from(retires.days_in_month()) - 1);
            // The same day of that month, or its last one.
            dates.extend((0..i32::from(month.days_in_month())).map(|day| begins + day.min(last)));
        }
        let waits = (first..).zip(dates).map(|(born, date)| u16::try_from(date - born));
        Table { class, rules: *rules, first, waits: waits.collect::<Result<_, _>>().unwrap_or_default() }
    }

    /// The statutory retirement date of somebody born on this day.
    fn date(&self, born: i32) -> i32 {
        let place = born.checked_sub(self.first).and_then(|days| usize::try_from(days).ok());
        let wait = place.and_then(|days| self.waits.get(days));
        wait.map_or_else(|| self.reckon(born), |wait| born + i32::from(*wait))
    }

    fn reckon(&self, born: i32) -> i32 {
        day::number(statutory_retirement(day::of_number(born), self.class, &self.rules).date)
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Table) -> bool {
        self.class == other.class && self.rules == other.rules
    }
}

impl Eq for Table {}

impl Hash for Table {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.waits.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_birth_has_the_retirement_that_the_core_gives() {
        let rule = |base: &str, age: u8, step: u8, cap: u8| {
            format!(
                r#"{{"base_month":"{base}","old_age_years":{age},"step_months":{step},"cap_months":{cap}}}"#
            )
        };
        let (male, older, younger) =
            (rule("1965-01", 60, 4, 36), rule("1970-01", 55, 4, 36), rule("1975-01", 50, 2, 60));
        let rules = format!(r#"{{"male":{male},"female-55":{older},"female-50":{younger}}}"#);
        let rules: RetirementRules = serde_json::from_str(&rules).unwrap();
        for class in [RetirementClass::Male, RetirementClass::Female55, RetirementClass::Female50] {
            let table = Table::of(&rules, class);
            let (first, last) = (jiff::civil::date(1849, 6, 1), jiff::civil::date(2111, 6, 1));
            for born in day::number(first)..day::number(last) {
                assert_eq!(table.date(born), table.reckon(born), "{}", day::of_number(born));
            }
        }
    }
}
