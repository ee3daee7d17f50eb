//! A server as the witness sees it.

use super::{link::Link, locks, trouble::failed, values::bound};
use crate::{
    engine::Reach,
    error::StoreError,
    value::{Row, Value},
    witness::Books,
};

/// A connection outside a transaction.
pub(super) struct Ledger<'a>(pub(super) &'a mut Link);

impl Books for Ledger<'_> {
    async fn ask(&mut self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        self.0.ask(sql, params).await
    }

    async fn begin(&mut self, county: &str) -> Result<(), StoreError> {
        self.0.run(&locks::begin(&Reach::County(county.to_owned()))).await
    }

    async fn put(&mut self, sql: &'static str, params: Vec<Value>) -> Result<(), StoreError> {
        let client = &self.0.client;
        let statement = client.prepare(sql).await.map_err(|e| failed(&e))?;
        client.execute(&statement, &bound(&statement, &params)).await.map(|_| ()).map_err(|e| failed(&e))
    }

    async fn end(&mut self, keep: bool) -> Result<(), StoreError> {
        self.0.run(if keep { "COMMIT" } else { "ROLLBACK" }).await
    }
}
