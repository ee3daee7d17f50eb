//! The small interface behind which a database stands. Everything above speaks in named
//! statements and values; only the module of a database knows its driver.
//!
//! A write is a [`Batch`]: a fixed list of steps that is done entirely or not at all. What
//! must hold for it to be done is part of the steps ([`Expect`]), so no code of ours runs
//! between the database's statements, on whichever database.

use std::path::Path;

use crate::{
    error::StoreError,
    value::{Row, Value},
};

mod sqlite;

pub(crate) use sqlite::{Engine, FILE, open_read_only};

/// A statement with its parameters.
pub(crate) struct Query {
    pub sql: &'static str,
    pub params: Vec<Value>,
}

/// What must hold for a batch to go on.
#[derive(Clone, Copy)]
pub(crate) enum Expect {
    /// Nothing.
    Anything,
    /// The statement changed exactly one row.
    Changed(Guard),
    /// The statement found a row.
    Found(Guard),
}

/// Which promise failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guard {
    /// A stream stands elsewhere than the commit saw: the commit's place in its batch.
    Version(usize),
    /// The request was answered before.
    Answered,
    /// The person has a key already.
    NewPerson,
    /// The person was erased.
    Erased,
    /// The record was changed by somebody else.
    Unchanged,
}

/// One statement of a batch.
pub(crate) struct Step {
    pub query: Query,
    pub expect: Expect,
}

/// The end of a stream after a batch, for heads.log.
pub(crate) struct HeadMark {
    pub county: String,
    pub stream: String,
    pub seq: i64,
    pub hash: String,
}

/// What is done entirely or not at all.
#[derive(Default)]
pub(crate) struct Batch {
    pub steps: Vec<Step>,
    pub heads: Vec<HeadMark>,
    /// Remove what was deleted from the write-ahead file too, before answering.
    pub scrub: bool,
}

impl Batch {
    pub(crate) fn step(&mut self, sql: &'static str, params: Vec<Value>) {
        self.expect(sql, params, Expect::Anything);
    }

    pub(crate) fn expect(&mut self, sql: &'static str, params: Vec<Value>, expect: Expect) {
        self.steps.push(Step { query: Query { sql, params }, expect });
    }
}

/// What came of a batch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Applied {
    /// For a batch with `scrub`: nothing deleted is left in the write-ahead file.
    pub scrubbed: bool,
}

/// Why a batch was not done.
#[derive(Clone, Debug)]
pub(crate) enum Failed {
    Guard(Guard),
    /// A key exists already.
    Duplicate,
    Store(StoreError),
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Failed {
        Failed::Store(error)
    }
}

/// One unchanging view of the whole storage, for walks that take long.
pub(crate) trait Snapshot {
    fn query(&mut self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError>;

    /// Checks what the database itself promises of its file. Names the first fault, as
    /// place and description.
    fn integrity(&mut self) -> Result<Option<(String, String)>, StoreError>;

    /// Writes the whole database as it is seen here to a new SQLite file, page by page, where
    /// the database is one; false where it is not. `told` hears of pages done and pages in all.
    fn pages(&mut self, into: &Path, told: &mut dyn FnMut(u64, u64)) -> Result<bool, StoreError>;

    /// Ends the view. An error if it may have changed while it was looked at.
    fn end(self: Box<Self>) -> Result<(), StoreError>;
}
