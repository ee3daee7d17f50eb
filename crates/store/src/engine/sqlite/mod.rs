//! SQLite: one thread that writes, several that read, write-ahead logging, full
//! synchronisation.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use tokio::sync::oneshot;

use super::{Applied, Batch, Failed, Query};
use crate::{
    error::StoreError,
    keys::Keys,
    value::{Row, Value},
};

mod connection;
mod readers;
mod snapshot;
mod witnessing;
mod writer;

pub(crate) use snapshot::open_read_only;

/// The database file within a storage folder.
pub(crate) const FILE: &str = "leye.db";

/// A storage on SQLite.
pub(crate) struct Engine {
    dir: PathBuf,
    // Readers end first, so that the writer is the last to close and can fold the
    // write-ahead file into the database.
    readers: readers::Readers,
    writer: writer::Writer,
}

impl Engine {
    /// Opens or makes the storage in `dir`, migrates it, and brings heads.log up to it.
    pub(crate) fn open(dir: &Path, keys: &Arc<Keys>) -> Result<Engine, StoreError> {
        let path = dir.join(FILE);
        let mut connection = connection::open_writer(&path)?;
        connection::migrate(&mut connection)?;
        connection::check_key(&connection, keys)?;
        let witness = witnessing::Witnessing::open(dir, keys.clone(), &connection)?;
        let writer = writer::Writer::start(connection, witness)?;
        let readers = readers::Readers::start(&path)?;
        Ok(Engine { dir: dir.to_owned(), readers, writer })
    }

    /// The storage folder.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The answer to one statement that reads.
    pub(crate) async fn query(&self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let mut answers = self.query_all(vec![Query { sql, params }]).await?;
        Ok(answers.pop().unwrap_or_default())
    }

    /// The answers to several statements that read, all as of one moment.
    pub(crate) async fn query_all(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        let watch = crate::observe::Stopwatch::start();
        let (sender, answer) = oneshot::channel();
        self.readers.submit(readers::Request { queries, answer: sender })?;
        let answer = answer.await.map_err(|_| StoreError::Closed)?;
        crate::observe::read(watch);
        answer
    }

    /// Does a batch, together with others that wait. Returns once it is on disk.
    pub(crate) async fn apply(&self, batch: Batch) -> Result<Applied, Failed> {
        let (sender, answer) = oneshot::channel();
        self.writer.submit(writer::Job { batch, answer: sender })?;
        answer.await.map_err(|_| Failed::Store(StoreError::Closed))?
    }
}
