//! PostgreSQL: pooled connections that read, a few tasks that write.

use std::{path::Path, sync::Arc};

use super::{Applied, Batch, Failed, Query};
use crate::{error::StoreError, keys::Keys, value::Row, witness};

mod address;
mod books;
mod desk;
mod link;
mod locks;
mod readers;
mod schema;
mod snapshot;
mod transaction;
mod trouble;
mod values;
mod writers;

pub use address::Database;
pub(crate) use snapshot::open_read_only;

/// A storage on PostgreSQL.
pub(crate) struct Engine {
    readers: readers::Readers,
    writers: writers::Writers,
}

impl Engine {
    /// Opens or makes the storage in a database, migrates it, and brings the witness in
    /// `dir` up to it.
    pub(crate) async fn open(dir: &Path, database: Database, keys: Arc<Keys>) -> Result<Engine, StoreError> {
        let server = Arc::new(link::Server::of(&database)?);
        let mut link = server.reach().await?;
        schema::check_nature(&mut link).await?;
        schema::migrate(&mut link, &keys).await?;
        let node = witness::our_node(dir)?;
        let mut files = witness::Witnesses::new(dir, &node, keys.clone());
        files.compare_all(&mut books::Ledger(&mut link)).await?;
        let writers = writers::Writers::start(&server, dir, &node, &keys);
        let readers = readers::Readers::new(server)?;
        Ok(Engine { readers, writers })
    }

    /// The answers to several statements that read, all as of one moment.
    pub(crate) async fn query_all(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        self.readers.query_all(queries).await
    }

    /// Does a batch, together with others that wait. Returns once it is on disk.
    pub(crate) async fn apply(&self, batch: Batch) -> Result<Applied, Failed> {
        self.writers.apply(batch).await
    }
}

impl Database {
    /// True if the database holds a storage.
    ///
    /// # Errors
    /// When it cannot be reached or read.
    pub async fn holds_storage(&self) -> Result<bool, StoreError> {
        let mut link = link::Server::of(self)?.reach().await?;
        schema::is_there(&mut link).await
    }
}
