//! What was found of one predicate with what is known of its facts; found once, because from
//! one question to the next most predicates stay as they were.

use std::rc::Rc;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, BooleanArray, Date32Array, UInt8Array};
use arrow::datatypes::Date32Type;
use leye_pack::{FactKind, FactValue};

use super::table::{Axis, table};
use super::{Interview, possible};
use crate::columns::code;
use crate::day;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::samples::{self, Named};

/// Which predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asked {
    Condition(usize),
    Member(usize),
}

/// What is known of one column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Known(FactValue),
    Free {
        /// It can still be asked for.
        open: bool,
        /// The words that it may be, where it is a word.
        words: Vec<String>,
    },
}

/// What somebody's answer could do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Free {
    pub matters: bool,
    pub would_matter: bool,
}

/// What was found.
#[derive(Debug)]
pub(super) struct Found {
    pub settled: Option<bool>,
    /// By column.
    pub free: Vec<(usize, Free)>,
}

/// What has been found, by what it was found from.
pub(super) type Kept = std::collections::BTreeMap<(Asked, Vec<(usize, Cell)>), Rc<Found>>;

impl Interview<'_> {
    pub(super) fn found(&self, asked: Asked, cells: Vec<(usize, Cell)>) -> Result<Rc<Found>, EngineError> {
        let key = (asked, cells);
        if let Some(found) = self.kept.borrow().get(&key) {
            return Ok(found.clone());
        }
        let found = Rc::new(self.find(asked, &key.1)?);
        self.kept.borrow_mut().insert(key, found.clone());
        Ok(found)
    }

    fn find(&self, asked: Asked, cells: &[(usize, Cell)]) -> Result<Found, EngineError> {
        let engine = self.engine;
        let (expr, named, schema) = match asked {
            Asked::Condition(place) => {
                let rule = &engine.conditions[place];
                (&rule.expr, &rule.named, &engine.schema)
            }
            Asked::Member(place) => {
                let rule = &engine.members[place];
                (&rule.expr, &rule.named, &engine.facts)
            }
        };
        let (mut known, mut axes) = (Vec::new(), Vec::new());
        for (column, cell) in cells {
            match cell {
                Cell::Known(value) => known.push((*column, self.known(*column, value))),
                Cell::Free { open, words } => {
                    let values = self.samples(*column, words, named);
                    axes.push(Axis { column: *column, values, open: *open });
                }
            }
        }
        let table = table(expr, schema, &known, &axes)?;
        let free = axes.iter().enumerate().map(|(at, axis)| {
            (axis.column, Free { matters: table.matters(at), would_matter: table.would_matter(at) })
        });
        Ok(Found { settled: table.settled(), free: free.collect() })
    }

    fn known(&self, column: usize, value: &FactValue) -> ArrayRef {
        let columns = &self.engine.columns;
        if column < columns.len() {
            let facts = Facts::from([(columns.get(column).name.to_string(), value.clone())]);
            return columns.array(column, &facts);
        }
        Arc::new(BooleanArray::from(vec![*value == FactValue::Flag(true)]))
    }

    /// The values that stand for all that a column may be.
    fn samples(&self, at: usize, words: &[String], named: &Named) -> ArrayRef {
        let columns = &self.engine.columns;
        if at >= columns.len() {
            return Arc::new(BooleanArray::from(vec![true, false]));
        }
        let column = columns.get(at);
        let values = samples::values(column, named, self.engine.on);
        match &column.kind {
            FactKind::Word(all) => {
                Arc::new(words.iter().filter_map(|word| code(all, word)).collect::<UInt8Array>())
            }
            FactKind::Day if self.fact(&column.name).is_some_and(|fact| fact.past) => {
                let today = day::number(self.engine.on);
                let days = values.as_primitive::<Date32Type>().values().iter().copied();
                Arc::new(Date32Array::from_iter_values(days.filter(|day| *day <= today)))
            }
            _ => values,
        }
    }

    /// The words that a fact may be beside the others; none where it is no word.
    pub(super) fn possible(&self, name: &str, facts: &Facts) -> Vec<String> {
        let Some(fact) = self.fact(name) else { return Vec::new() };
        let words = possible(fact, |name| super::word(facts, name));
        words.into_iter().map(|word| word.value.clone()).collect()
    }
}
