//! SQLite as the witness sees it.

use rusqlite::Connection;

use super::connection::{execute, failed, query};
use crate::{
    error::StoreError,
    value::{Row, Value},
    witness::Books,
};

/// The writing connection, outside a transaction.
pub(super) struct Ledger<'a>(pub(super) &'a mut Connection);

impl Ledger<'_> {
    fn run(&self, sql: &'static str) -> Result<(), StoreError> {
        execute(self.0, sql, &[]).map(|_| ()).map_err(|e| failed(&e))
    }
}

impl Books for Ledger<'_> {
    async fn ask(&mut self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        query(self.0, sql, &params)
    }

    async fn begin(&mut self, _county: &str) -> Result<(), StoreError> {
        self.run("BEGIN IMMEDIATE")
    }

    async fn put(&mut self, sql: &'static str, params: Vec<Value>) -> Result<(), StoreError> {
        execute(self.0, sql, &params).map(|_| ()).map_err(|e| failed(&e))
    }

    async fn end(&mut self, keep: bool) -> Result<(), StoreError> {
        if keep {
            return self.run("COMMIT");
        }
        if self.0.is_autocommit() { Ok(()) } else { self.run("ROLLBACK") }
    }
}
