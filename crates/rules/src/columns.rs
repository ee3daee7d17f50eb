//! The facts of a pack as columns: what kind each has and how a value is held.
//!
//! A flag is a boolean, a whole number an `i64`, a day the days since 1970, and a word its
//! place in the list of the words that the fact allows.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Date32Array, Int64Array, UInt8Array};
use arrow::datatypes::{DataType, Field};
use leye_pack::{Fact, FactKind, FactValue, Pack};

use crate::day;
use crate::facts::Facts;

/// One fact.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub name: Arc<str>,
    pub kind: FactKind,
}

/// All facts, in the order of the pack.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    all: Vec<Column>,
    places: BTreeMap<Arc<str>, usize>,
}

impl Columns {
    pub(crate) fn of(facts: &[Fact]) -> Columns {
        let all: Vec<Column> = facts
            .iter()
            .map(|fact| Column { name: fact.name.as_str().into(), kind: fact.kind.clone() })
            .collect();
        let places = all.iter().enumerate().map(|(at, column)| (column.name.clone(), at)).collect();
        Columns { all, places }
    }

    /// The facts with those that only the register knows.
    pub(crate) fn of_all(pack: &Pack) -> Columns {
        let all: Vec<Fact> = pack.facts.iter().chain(&pack.register).cloned().collect();
        Columns::of(&all)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Column> {
        self.all.iter()
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, at: usize) -> &Column {
        &self.all[at]
    }

    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The fields of a batch that holds the facts.
    pub(crate) fn fields(&self) -> impl Iterator<Item = Field> {
        self.all.iter().map(|column| Field::new(&*column.name, data_type(&column.kind), true))
    }

    /// One fact of one person, as a column of one row.
    pub(crate) fn array(&self, at: usize, facts: &Facts) -> ArrayRef {
        array(&self.all[at], &[facts])
    }

    /// The facts of some people, one a row. Every value has been checked against its kind.
    pub(crate) fn arrays(&self, people: &[&Facts]) -> Vec<ArrayRef> {
        self.all.iter().map(|column| array(column, people)).collect()
    }
}

/// How a column of this kind is held.
pub(crate) fn data_type(kind: &FactKind) -> DataType {
    match kind {
        FactKind::Flag => DataType::Boolean,
        FactKind::Whole { .. } => DataType::Int64,
        FactKind::Day => DataType::Date32,
        FactKind::Word(_) => DataType::UInt8,
    }
}

/// The code of a word.
pub(crate) fn code(words: &[String], word: &str) -> Option<u8> {
    u8::try_from(words.iter().position(|known| known == word)?).ok()
}

fn array(column: &Column, people: &[&Facts]) -> ArrayRef {
    let values = people.iter().map(|facts| facts.get(&*column.name));
    match &column.kind {
        FactKind::Flag => Arc::new(
            values
                .map(|value| if let Some(FactValue::Flag(flag)) = value { Some(*flag) } else { None })
                .collect::<BooleanArray>(),
        ),
        FactKind::Whole { .. } => Arc::new(
            values
                .map(|value| if let Some(FactValue::Whole(whole)) = value { Some(*whole) } else { None })
                .collect::<Int64Array>(),
        ),
        FactKind::Day => Arc::new(
            values
                .map(
                    |value| {
                        if let Some(FactValue::Day(date)) = value { Some(day::number(*date)) } else { None }
                    },
                )
                .collect::<Date32Array>(),
        ),
        FactKind::Word(words) => Arc::new(
            values
                .map(|value| if let Some(FactValue::Word(word)) = value { code(words, word) } else { None })
                .collect::<UInt8Array>(),
        ),
    }
}
