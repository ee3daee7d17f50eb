//! Rulings: the predicates of a policy pack, judged for one person at the counter and for a
//! whole city overnight by the same compiled expressions of Apache `DataFusion`.
//!
//! An [`Engine`] is a pack on one day: every predicate is read as SQL, checked against the
//! facts and compiled once. [`Engine::evaluate`] gives one person's [`Ruling`] with all of its
//! trace; [`screen`] judges a people file of any size; [`check`] finds what is wrong with the
//! predicates of a pack. [`ExitEngine`] asks the exit articles of somebody who is determined, and
//! never the conditions of entry. [`Interview`] finds the questions that can still change
//! somebody's answer. [`Engines`] keeps the engines of the days that are asked for.
//!
//! Logic has three values throughout (Kleene): a fact that is not known makes a condition
//! unknown wherever the known facts do not settle it. Of a row that is not known nothing is
//! assumed.
//!
//! No other room knows `DataFusion`.

mod ask;
mod check;
mod columns;
mod day;
mod engine;
mod engines;
mod error;
mod evaluate;
mod example;
mod exits;
mod facts;
mod functions;
mod predicate;
mod rehearse;
mod ruling;
mod samples;
mod screen;
mod truth;

pub use ask::{
    AnswerFault, CategoryProspect, Course, Given, Interview, MOST_OTHERS, Outlook, Prospect, Question,
};
pub use check::check;
pub use engine::Engine;
pub use engines::Engines;
pub use error::{EngineError, EvaluateError, FactFault, FactProblem, ScreenError};
pub use example::{Difference, Failed, run_examples};
pub use exits::{ExitEngine, ExitRuling, JudgedExit, KnownEnd};
pub use facts::{Facts, Person, read_person};
pub use rehearse::{
    AgencyEffect, CategoryEffect, LevelWork, Rehearsed, Standing, StepWork, Transition, rehearse,
};
pub use ruling::{Judged, JudgedCategory, JudgedException, Known, PackMark, Ruling, Used, Verdict};
pub use screen::{
    Cut, FoundPerson, Output, RESULT_COLUMNS, Screened, Slice, cut, read_found, screen, screen_slice,
};
