//! SQLite: one thread that writes, several that read, write-ahead logging, full
//! synchronisation.

use std::{path::Path, sync::Arc};

use tokio::sync::oneshot;

use super::{Applied, Batch, Failed, Query};
use crate::{error::StoreError, keys::Keys, value::Row, witness};

mod books;
mod connection;
mod readers;
mod snapshot;
mod upgrade;
mod writer;

pub(crate) use snapshot::open_read_only;

/// The database file within a storage folder.
pub(crate) const FILE: &str = "leye.db";

/// A storage on SQLite.
pub(crate) struct Engine {
    // Readers end first, so that the writer is the last to close and can fold the
    // write-ahead file into the database.
    readers: readers::Readers,
    writer: writer::Writer,
}

impl Engine {
    /// Opens or makes the storage in `dir`, migrates it, and brings the witness up to it.
    pub(crate) fn open(dir: &Path, keys: &Arc<Keys>) -> Result<Engine, StoreError> {
        let path = dir.join(FILE);
        let mut connection = connection::open_writer(&path)?;
        connection::migrate(&mut connection)?;
        connection::check_key(&connection, keys)?;
        witness::make_folder(dir)?;
        upgrade::close_old_witness(dir, &mut connection, keys)?;
        let mut files = witness::Witnesses::new(dir, witness::LOCAL, keys.clone());
        witness::at_once(files.compare_all(&mut books::Ledger(&mut connection)))?;
        let writer = writer::Writer::start(connection, files)?;
        let readers = readers::Readers::start(&path)?;
        Ok(Engine { readers, writer })
    }

    /// The answers to several statements that read, all as of one moment.
    pub(crate) async fn query_all(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        let (sender, answer) = oneshot::channel();
        self.readers.submit(readers::Request { queries, answer: sender })?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Does a batch, together with others that wait. Returns once it is on disk.
    pub(crate) async fn apply(&self, batch: Batch) -> Result<Applied, Failed> {
        let (sender, answer) = oneshot::channel();
        self.writer.submit(writer::Job { batch, answer: sender })?;
        answer.await.map_err(|_| Failed::Store(StoreError::Closed))?
    }
}
