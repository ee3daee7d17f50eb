//! Rulings: the predicates of a policy pack, judged for one person at the counter and for a
//! whole city overnight by the same compiled expressions of Apache `DataFusion`.
//!
//! An [`Engine`] is a pack on one day: every predicate is read as SQL, checked against the
//! facts and compiled once. [`Engine::evaluate`] gives one person's [`Ruling`] with all of its
//! trace; [`screen`] judges a people file of any size; [`check`] finds what is wrong with the
//! predicates of a pack. [`Engines`] keeps the engines of the days that are asked for.
//!
//! Logic has three values throughout (Kleene): a fact that is not known makes a condition
//! unknown wherever the known facts do not settle it. Of a row that is not known nothing is
//! assumed.
//!
//! No other room knows `DataFusion`.

mod check;
mod columns;
mod day;
mod engine;
mod engines;
mod error;
mod evaluate;
mod example;
mod facts;
mod functions;
mod predicate;
mod ruling;
mod screen;
mod truth;

pub use check::check;
pub use engine::Engine;
pub use engines::Engines;
pub use error::{EngineError, EvaluateError, FactFault, FactProblem, ScreenError};
pub use example::{Difference, Failed, run_examples};
pub use facts::{Facts, Person, read_person};
pub use ruling::{Judged, JudgedCategory, JudgedException, Known, PackMark, Ruling, Used, Verdict};
pub use screen::{Cut, Output, RESULT_COLUMNS, Screened, Slice, cut, screen, screen_slice};
