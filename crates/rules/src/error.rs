//! Why a pack cannot rule, why facts cannot be judged, why a file cannot be screened.

use std::fmt;
use std::path::PathBuf;

use jiff::civil::Date;
use leye_pack::{Diagnostic, FactKind, Period};

/// A pack that cannot be compiled for a day.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EngineError {
    /// The pack, a category or a value is not in force on the day.
    #[error(
        "{what} is not in force on {on}: it is in force {}; choose another day or another pack",
        dates(period)
    )]
    NotInForce {
        /// `pack harbin`, `category C1.3`, `value minimum_age of C1`.
        what: String,
        /// The day that was asked for.
        on: Date,
        /// When it is in force.
        period: Period,
    },
    /// A predicate has faults; `leye pack check` lists them.
    #[error("{} [{} faults in all]; run `leye pack check`", .0.first().map(ToString::to_string).unwrap_or_default(), .0.len())]
    Faults(Vec<Diagnostic>),
    /// An expression that was read and could not be compiled or evaluated.
    #[error("{code}: {message}")]
    Expression {
        /// The condition.
        code: String,
        /// What the engine says.
        message: String,
    },
}

fn dates(period: &Period) -> String {
    match period.to {
        Some(to) => format!("from {} to {to}", period.from),
        None => format!("from {} on", period.from),
    }
}

/// What is wrong with a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum FactProblem {
    /// The pack has no such fact.
    Unknown,
    /// The value is not of the fact's kind.
    WrongKind(FactKind),
    /// A number outside of the fact's bounds.
    OutOfRange {
        /// The smallest.
        from: i64,
        /// The largest.
        to: i64,
    },
    /// A day that lies before anybody's birth.
    TooLongAgo {
        /// The first day that is believed.
        earliest: Date,
    },
    /// Facts have to be an object.
    NoObject,
    /// A household has to be a list.
    NoList,
}

impl fmt::Display for FactProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FactProblem::Unknown => f.write_str("the pack has no such fact; facts.toml lists them"),
            FactProblem::WrongKind(FactKind::Flag) => f.write_str("write true or false"),
            FactProblem::WrongKind(FactKind::Whole { from, to }) | FactProblem::OutOfRange { from, to } => {
                write!(f, "write a whole number from {from} to {to}")
            }
            FactProblem::WrongKind(FactKind::Day) => f.write_str("write a day such as 1974-03-02"),
            FactProblem::WrongKind(FactKind::Word(words)) => write!(f, "write one of: {}", words.join(", ")),
            FactProblem::TooLongAgo { earliest } => write!(f, "the day lies before {earliest}; correct it"),
            FactProblem::NoObject => f.write_str("write an object of facts"),
            FactProblem::NoList => f.write_str("write a list of the other members"),
        }
    }
}

/// A fact that cannot be judged. It names the fact and never repeats the value.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}{fact}: {problem}", member.map(|at| format!("household member {}, ", at + 1)).unwrap_or_default())]
pub struct FactFault {
    /// Which of the other members, from 0; none for the person.
    pub member: Option<usize>,
    /// Name of the fact.
    pub fact: String,
    /// What is wrong.
    pub problem: FactProblem,
}

impl FactFault {
    pub(crate) fn of_person(fact: &str, problem: FactProblem) -> FactFault {
        FactFault { member: None, fact: fact.to_owned(), problem }
    }
}

/// Facts for which there is no ruling.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EvaluateError {
    /// A fact that is not of the pack or not of its kind.
    #[error(transparent)]
    Fact(#[from] FactFault),
    /// The pack cannot rule on that day.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// Two exceptions of one category hold at once, and the rules do not say which goes first.
    #[error(
        "two exceptions of {category} hold at once: {first} and {second}; the rules do not say which goes first"
    )]
    Exceptions {
        /// The category.
        category: String,
        /// An exception that holds.
        first: String,
        /// Another one.
        second: String,
    },
}

/// A people file that cannot be screened. Nothing was left behind.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// A file that cannot be opened, read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// No Parquet, or not all of it.
    #[error("{}: this is not a whole Parquet file: {message}", path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What the reader says.
        message: String,
    },
    /// A column that a people file has is not there.
    #[error("the column `{column}` is missing: a people file has it, with null for what is not known")]
    MissingColumn {
        /// Its name.
        column: String,
    },
    /// A column of another type.
    #[error("the column `{column}` is of type {found}: write {expected}")]
    WrongType {
        /// Its name.
        column: String,
        /// What it should be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// A value that is not one of those allowed.
    #[error("row {row}, column `{column}`: {problem}")]
    Value {
        /// Counted from 1.
        row: u64,
        /// Its name.
        column: String,
        /// What is wrong.
        problem: FactProblem,
    },
    /// An id that is null.
    #[error("row {row}, column `{column}`: every row has one; fill it in")]
    MissingId {
        /// Counted from 1.
        row: u64,
        /// `person_id` or `household_id`.
        column: &'static str,
    },
    /// Households that do not stand together in order.
    #[error("row {row}: household {found} stands after household {before}; sort the file by household_id")]
    Unsorted {
        /// Counted from 1.
        row: u64,
        /// The household of the row.
        found: u64,
        /// The household of the row before.
        before: u64,
    },
    /// An id that two rows have.
    #[error("row {row}: person_id {id} stands in row {first} already; keep one of the two rows")]
    Duplicate {
        /// The later row, counted from 1.
        row: u64,
        /// The earlier row.
        first: u64,
        /// The id.
        id: u64,
    },
    /// Somebody of a result who does not stand in the people file behind those before.
    #[error(
        "row {row} of the result: person_id {id} does not stand in the people file, or not in this order; give \
         the people file that was screened"
    )]
    Stranger {
        /// Of the result, counted from 1.
        row: u64,
        /// Who.
        id: u64,
    },
    /// Two exceptions that hold at once.
    #[error("row {row}: {error}")]
    Exceptions {
        /// Counted from 1.
        row: u64,
        /// Which exceptions.
        error: EvaluateError,
    },
    /// The result would take the place of the people file.
    #[error("{}: the result would take the place of the people file; choose another name", path.display())]
    SameFile {
        /// The name.
        path: PathBuf,
    },
    /// Another file than the one that was cut into slices.
    #[error("{}: this is not the file that was cut into slices; screen again", path.display())]
    Changed {
        /// Which file.
        path: PathBuf,
    },
    /// The engine failed at a condition.
    #[error(transparent)]
    Engine(#[from] EngineError),
}
