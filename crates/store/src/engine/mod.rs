//! The small interface behind which a database stands. Everything above speaks in named
//! statements and values; only the module of a database knows its driver.
//!
//! A write is a [`Batch`]: a fixed list of steps that is done entirely or not at all. What
//! must hold for it to be done is part of the steps ([`Expect`]), so no code of ours runs
//! between the database's statements, on whichever database.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    error::StoreError,
    keys::Keys,
    observe::{self, Stopwatch},
    value::{Row, Value},
};

mod postgres;
mod sqlite;

pub use postgres::Database;
pub(crate) use sqlite::FILE;

/// Where a storage lies.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The folder: of the database file too, unless there is a server.
    pub dir: PathBuf,
    pub database: Option<Database>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.database {
            Some(database) => database.fmt(f),
            None => self.dir.display().fmt(f),
        }
    }
}

/// An open storage on either database.
pub(crate) enum Engine {
    Sqlite(sqlite::Engine),
    Postgres(postgres::Engine),
}

impl Engine {
    /// Opens or makes the storage, migrates it, and brings the witness up to it.
    pub(crate) async fn open(place: Place, keys: Arc<Keys>) -> Result<Engine, StoreError> {
        match place.database {
            Some(database) => Ok(Engine::Postgres(postgres::Engine::open(&place.dir, database, keys).await?)),
            None => {
                let opened = tokio::task::spawn_blocking(move || sqlite::Engine::open(&place.dir, &keys));
                Ok(Engine::Sqlite(opened.await.map_err(|_| StoreError::Closed)??))
            }
        }
    }

    /// The answer to one statement that reads.
    pub(crate) async fn query(&self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let mut answers = self.query_all(vec![Query { sql, params }]).await?;
        Ok(answers.pop().unwrap_or_default())
    }

    /// The answers to several statements that read, all as of one moment.
    pub(crate) async fn query_all(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        let watch = Stopwatch::start();
        let answers = match self {
            Engine::Sqlite(engine) => engine.query_all(queries).await,
            Engine::Postgres(engine) => engine.query_all(queries).await,
        };
        observe::read(watch);
        answers
    }

    /// Does a batch, together with others that wait. Returns once it is on disk.
    pub(crate) async fn apply(&self, batch: Batch) -> Result<Applied, Failed> {
        match self {
            Engine::Sqlite(engine) => engine.apply(batch).await,
            Engine::Postgres(engine) => engine.apply(batch).await,
        }
    }
}

/// One unchanging view of a storage that need not be open; changes nothing in it. To be
/// called, and used, where waiting blocks nobody (`spawn_blocking`).
pub(crate) fn open_snapshot(place: &Place) -> Result<Box<dyn Snapshot + Send>, StoreError> {
    match &place.database {
        Some(database) => postgres::open_read_only(database),
        None => sqlite::open_read_only(&place.dir),
    }
}

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

/// The end of a stream after a batch, for the witness.
pub(crate) struct HeadMark {
    pub county: String,
    pub stream: String,
    pub seq: i64,
    pub hash: String,
}

/// Which rows a batch touches; batches that may touch the same rows never run at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Reach {
    /// Rows of one county.
    County(String),
    /// Reference tables, or a sweep on which no decision rests.
    Reference,
    /// Anything: nobody else writes meanwhile.
    #[default]
    Everything,
}

/// What is done entirely or not at all.
#[derive(Default)]
pub(crate) struct Batch {
    pub reach: Reach,
    pub steps: Vec<Step>,
    pub heads: Vec<HeadMark>,
    /// Remove what was deleted from the write-ahead file too, before answering.
    pub scrub: bool,
}

impl Batch {
    pub(crate) fn of(reach: Reach) -> Batch {
        Batch { reach, ..Batch::default() }
    }

    pub(crate) fn of_county(county: &str) -> Batch {
        Batch::of(Reach::County(county.to_owned()))
    }

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
