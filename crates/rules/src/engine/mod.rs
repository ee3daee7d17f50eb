//! A pack on one day: every predicate compiled once, general conditions and categories as
//! lists of them.

mod births;
mod build;

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray};
use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;
use datafusion_physical_expr::PhysicalExpr;
use jiff::civil::Date;
use leye_pack::Pack;

use crate::columns::Columns;
use crate::error::EngineError;
use crate::samples::Named;
use crate::truth::Truth;

pub(crate) use build::{Compiler, given};

/// The facts that [`screen`](crate::screen) takes for true to find whom to reach out to: with
/// them alone these people would be eligible.
const REACHABLE: [&str; 2] = ["applied", "registered_unemployed"];

/// A pack on one day, ready to rule.
#[derive(Debug)]
pub struct Engine {
    pub(crate) id: Arc<str>,
    pub(crate) hash: Arc<str>,
    pub(crate) on: Date,
    pub(crate) columns: Columns,
    /// The facts alone.
    pub(crate) facts: SchemaRef,
    /// The facts, and a column for each of `members`.
    pub(crate) schema: SchemaRef,
    pub(crate) members: Vec<MemberRule>,
    /// Every condition and exception, each once.
    pub(crate) conditions: Vec<ConditionRule>,
    /// Places of the general conditions.
    pub(crate) general: Vec<usize>,
    pub(crate) categories: Vec<CategoryRule>,
}

/// A predicate that is asked of every member of a household.
#[derive(Debug)]
pub(crate) struct MemberRule {
    pub expr: Arc<dyn PhysicalExpr>,
    /// What it compares with.
    pub named: Named,
    /// Places of the facts that it uses.
    pub facts: Vec<usize>,
}

/// A compiled condition.
#[derive(Debug)]
pub(crate) struct ConditionRule {
    pub code: Arc<str>,
    pub article: Arc<str>,
    pub expr: Arc<dyn PhysicalExpr>,
    /// What it compares with.
    pub named: Named,
    /// Places of the facts of the person that it uses.
    pub facts: Vec<usize>,
    /// Places of the members' predicates that it uses.
    pub members: Vec<usize>,
}

/// A category: its conditions, those it shares with others first.
#[derive(Debug)]
pub(crate) struct CategoryRule {
    pub code: Arc<str>,
    pub article: Arc<str>,
    pub conditions: Vec<usize>,
    pub exceptions: Vec<ExceptionRule>,
}

/// A condition under which the category holds, or does not, whatever its conditions say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExceptionRule {
    pub condition: usize,
    pub includes: bool,
}

impl Engine {
    /// Compiles the predicates of a pack for a day.
    ///
    /// # Errors
    /// A pack, category or value that is not in force on the day, with its dates; a predicate
    /// with faults.
    pub fn new(pack: &Pack, on: Date) -> Result<Engine, EngineError> {
        build::engine(pack, on)
    }

    /// Compiles the exit articles of a pack for a day, as conditions alone.
    pub(crate) fn of_exits(pack: &Pack, on: Date) -> Result<Engine, EngineError> {
        build::exits(pack, on)
    }

    /// The day.
    pub fn on(&self) -> Date {
        self.on
    }

    /// The name of the pack, such as `harbin`.
    pub fn pack_id(&self) -> &str {
        &self.id
    }

    /// What rules, for the trace.
    pub fn name() -> &'static str {
        concat!("leye ", env!("CARGO_PKG_VERSION"), ", datafusion 55.2")
    }

    /// The codes of the categories, in the order of the rules.
    pub fn categories(&self) -> impl Iterator<Item = &str> {
        self.categories.iter().map(|category| &*category.code)
    }

    /// The names of the facts that a rule looks at in the other members of a household.
    pub fn facts_of_members(&self) -> BTreeSet<&str> {
        let places = self.members.iter().flat_map(|member| &member.facts);
        places.map(|place| &*self.columns.get(*place).name).collect()
    }

    /// The truth of a member's predicate in every row of a batch of facts.
    pub(crate) fn member(&self, place: usize, facts: &RecordBatch) -> Result<Truth, EngineError> {
        judge(&self.members[place].expr, facts, "some_member")
    }

    /// The truth of a condition in every row of a batch of facts with the members' columns.
    pub(crate) fn condition(&self, place: usize, batch: &RecordBatch) -> Result<Truth, EngineError> {
        let condition = &self.conditions[place];
        judge(&condition.expr, batch, &condition.code)
    }

    /// A batch of facts with the columns of the members' predicates.
    pub(crate) fn batch(
        &self,
        facts: &[ArrayRef],
        members: impl IntoIterator<Item = Truth>,
    ) -> Result<RecordBatch, EngineError> {
        let members = members.into_iter().map(|truth| Arc::new(truth.into_array()) as ArrayRef);
        let columns: Vec<ArrayRef> = facts.iter().cloned().chain(members).collect();
        RecordBatch::try_new(self.schema.clone(), columns).map_err(|error| failed("facts", &error))
    }

    /// A batch of facts alone.
    pub(crate) fn fact_batch(&self, facts: &[ArrayRef]) -> Result<RecordBatch, EngineError> {
        RecordBatch::try_new(self.facts.clone(), facts.to_vec()).map_err(|error| failed("facts", &error))
    }

    /// Whether a condition may change with the reachable facts.
    pub(crate) fn is_reachable(&self, place: usize) -> bool {
        let changed = self.reachable();
        let rule = &self.conditions[place];
        let of_members = rule.members.iter().flat_map(|member| &self.members[*member].facts);
        rule.facts.iter().chain(of_members).any(|fact| changed.contains(fact))
    }

    /// Whether some category has exceptions that could hold together.
    pub(crate) fn has_rivals(&self) -> bool {
        self.categories.iter().any(|category| category.exceptions.len() > 1)
    }

    /// Places of the facts that are taken for true to find whom to reach out to.
    pub(crate) fn reachable(&self) -> BTreeSet<usize> {
        REACHABLE.iter().filter_map(|name| self.columns.place(name)).collect()
    }
}

fn judge(expr: &Arc<dyn PhysicalExpr>, batch: &RecordBatch, code: &str) -> Result<Truth, EngineError> {
    let rows = batch.num_rows();
    let value = expr.evaluate(batch).and_then(|value| value.into_array(rows));
    let array = value.map_err(|error| failed(code, &error))?;
    match array.as_any().downcast_ref::<BooleanArray>() {
        Some(flags) => Ok(Truth::of(flags)),
        // `NULL` without a type: nothing is known.
        None => {
            let none = BooleanArray::new_null(array.len());
            Ok(Truth::of(&none))
        }
    }
}

fn failed(code: &str, error: &dyn std::fmt::Display) -> EngineError {
    EngineError::Expression { code: code.to_owned(), message: error.to_string() }
}
