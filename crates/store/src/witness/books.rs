//! What the witness asks of a database, whichever it is.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use crate::{
    error::StoreError,
    value::{Row, Value},
};

/// A database as the witness sees it.
pub(crate) trait Books: Send {
    /// The answer to a statement that reads.
    fn ask(
        &mut self,
        sql: &'static str,
        params: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<Row>, StoreError>> + Send;

    /// Begins a transaction in which nobody else writes ends of the county's streams.
    fn begin(&mut self, county: &str) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// A statement that changes something, within the transaction.
    fn put(
        &mut self,
        sql: &'static str,
        params: Vec<Value>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Ends the transaction: keeps what was put, or drops it.
    fn end(&mut self, keep: bool) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The result of a future that never waits: SQLite has answered when it returns.
pub(crate) fn at_once<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => unreachable!("SQLite answers before it returns"),
    }
}
