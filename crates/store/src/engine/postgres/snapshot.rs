//! One unchanging view of a whole database.

use std::path::Path;

use tokio::runtime::Handle;

use super::{
    Database,
    link::{Link, Server},
    schema,
};
use crate::{
    engine::Snapshot,
    error::StoreError,
    statements::events,
    value::{Row, Value},
};

struct View {
    runtime: Handle,
    link: Link,
}

/// A walk may take long, and its reader may be slow.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0; \
                     SET LOCAL idle_in_transaction_session_timeout = 0";

/// Looks at a database without changing anything in it.
pub(crate) fn open_read_only(database: &Database) -> Result<Box<dyn Snapshot + Send>, StoreError> {
    let runtime = Handle::try_current()
        .map_err(|_| StoreError::Server("a database on a server is read within a Tokio runtime".into()))?;
    let link = runtime.block_on(async {
        let mut link = Server::of(database)?.reach().await?;
        if !schema::is_there(&mut link).await? {
            return Err(StoreError::Server(format!(
                "there is no storage in {database}: make it by starting the service on it"
            )));
        }
        link.run(BEGIN).await?;
        // The first read fixes the view.
        link.ask(events::COUNT_HEADS, vec![]).await?;
        Ok(link)
    })?;
    Ok(Box::new(View { runtime, link }))
}

impl Snapshot for View {
    fn query(&mut self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        self.runtime.block_on(self.link.ask(sql, params))
    }

    /// The server keeps checksums of its own pages and answers with an error where one is
    /// wrong; there is nothing to ask it for.
    fn integrity(&mut self) -> Result<Option<(String, String)>, StoreError> {
        Ok(None)
    }

    /// There are no pages of SQLite here.
    fn pages(&mut self, _into: &Path, _told: &mut dyn FnMut(u64, u64)) -> Result<bool, StoreError> {
        Ok(false)
    }

    fn end(self: Box<Self>) -> Result<(), StoreError> {
        Ok(())
    }
}
