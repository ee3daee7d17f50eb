//! A predicate's text becomes an expression over the columns of the facts, or every fault in
//! it with its place.
//!
//! The language is the part of SQL that is needed and that has three values throughout:
//! `and`, `or`, `not`, comparisons, `between`, `in`, `+`, `-`, literals, `day`, `$name` and the
//! functions `age`, `birthday`, `next_day`, `years_before`, `months_before`, `retirement` and
//! `some_member`. `is null` and its
//! like are refused: they would make a plain no of what is not known.

mod call;
mod lower;
mod nearest;
mod operator;
mod parse;
mod term;

use std::collections::BTreeSet;
use std::sync::Arc;

use datafusion_expr::{Expr, ScalarUDF};
use jiff::civil::Date;
use leye_domain::person::RetirementRules;
use leye_pack::{Code, Diagnostic, Period, Predicate};

use crate::columns::Columns;

/// What `$name` stands for on the day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Given {
    /// A number.
    Amount(i64),
    /// There is such a value, and none is in force on the day.
    NotInForce(Period),
    /// There is no such value.
    Unknown,
}

/// What predicates are read against.
pub(crate) struct Ground<'a> {
    pub columns: &'a Columns,
    pub day: Date,
    pub age: Arc<ScalarUDF>,
    pub retirement: &'a RetirementRules,
}

/// The predicates inside `some_member`, each once.
#[derive(Debug, Default)]
pub(crate) struct Members(pub Vec<Inner>);

/// A predicate that is asked of every member of a household.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Inner {
    pub expr: Expr,
    /// Places of the facts that it uses.
    pub facts: BTreeSet<usize>,
}

/// A predicate that can be compiled.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    pub expr: Expr,
    /// Places of the facts of the person that it uses.
    pub facts: BTreeSet<usize>,
    /// Places in [`Members`] that it uses.
    pub members: BTreeSet<usize>,
}

/// Why a predicate cannot be compiled.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refused {
    /// It has faults.
    Faults(Vec<Diagnostic>),
    /// A value that it names is not in force on the day.
    NotInForce { name: String, period: Period },
}

/// The name of the column that holds whether some member of the household is so.
pub(crate) fn member_column(place: usize) -> String {
    format!("some_member({place})")
}

/// Reads a predicate.
pub(crate) fn read(
    predicate: &Predicate,
    ground: &Ground<'_>,
    given: &dyn Fn(&str) -> Given,
    members: &mut Members,
) -> Result<Read, Refused> {
    read_as(predicate, ground, given, members, |lowering, tree| lowering.condition(tree))
}

/// Reads an expression that gives a day.
pub(crate) fn read_day(
    expression: &Predicate,
    ground: &Ground<'_>,
    given: &dyn Fn(&str) -> Given,
) -> Result<Read, Refused> {
    let mut members = Members::default();
    read_as(expression, ground, given, &mut members, |lowering, tree| lowering.day(tree))
}

fn read_as(
    predicate: &Predicate,
    ground: &Ground<'_>,
    given: &dyn Fn(&str) -> Given,
    members: &mut Members,
    lower: impl FnOnce(&mut lower::Lowering<'_>, &sqlparser::ast::Expr) -> Option<Expr>,
) -> Result<Read, Refused> {
    let tree =
        parse::parse(&predicate.text).map_err(|fault| Refused::Faults(vec![diagnostic(predicate, fault)]))?;
    let mut lowering = lower::Lowering::new(&predicate.text, ground, given, members);
    let expr = lower(&mut lowering, &tree);
    let lower::Lowering { faults, not_in_force, facts, used, .. } = lowering;
    if !faults.is_empty() {
        return Err(Refused::Faults(faults.into_iter().map(|fault| diagnostic(predicate, fault)).collect()));
    }
    if let Some((name, period)) = not_in_force {
        return Err(Refused::NotInForce { name, period });
    }
    match expr {
        Some(expr) => Ok(Read { expr, facts, members: used }),
        None => Err(Refused::Faults(Vec::new())),
    }
}

/// A fault at a place of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    /// Bytes into the text.
    at: usize,
    code: Code,
    message: String,
    remedy: String,
}

fn diagnostic(predicate: &Predicate, fault: Fault) -> Diagnostic {
    predicate.fault(fault.at, fault.code, &fault.message, &fault.remedy)
}
