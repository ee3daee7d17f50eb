//! Every row of every table, in the order of the keys, with a digest of what went by.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::UNFINISHED;
use crate::{
    engine::Snapshot,
    error::StoreError,
    statements::transfer::{Kind, TABLES, Table},
    value::{Row, Value},
};

/// How many rows are read, and at most written, at once.
const PAGE: i64 = 2000;

/// What a table holds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct TableSum {
    /// Its name.
    pub table: &'static str,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 over all values of all rows, in the order of the key, in hexadecimal.
    pub digest: String,
}

/// Rows of one table, as stored.
pub(super) struct Page {
    pub table: &'static Table,
    pub rows: Vec<Vec<Value>>,
}

/// Hands every row of a storage to `hand`, a page at a time, and says what was there.
pub(super) fn walk(
    view: &mut dyn Snapshot,
    hand: &mut dyn FnMut(Page) -> Result<(), StoreError>,
) -> Result<Vec<TableSum>, StoreError> {
    TABLES.iter().map(|table| walk_table(view, table, hand)).collect()
}

fn walk_table(
    view: &mut dyn Snapshot,
    table: &'static Table,
    hand: &mut dyn FnMut(Page) -> Result<(), StoreError>,
) -> Result<TableSum, StoreError> {
    let mut digest = Sha256::new();
    let mut count = 0;
    let mut after: Vec<Value> = table.key.iter().map(|&kind| before_all(kind)).collect();
    loop {
        let mut params = after;
        params.push(PAGE.into());
        let mut rows: Vec<Vec<Value>> =
            view.query(table.page, params)?.into_iter().map(Row::into_values).collect();
        let Some(last) = rows.last() else { break };
        after = last[..table.key.len()].to_vec();
        rows.retain(|row| !is_mark(table, row));
        rows.iter().for_each(|row| add(&mut digest, row));
        count += u64::try_from(rows.len()).unwrap_or(u64::MAX);
        hand(Page { table, rows })?;
    }
    Ok(TableSum { table: table.name, rows: count, digest: HEXLOWER.encode(&digest.finalize()) })
}

fn before_all(kind: Kind) -> Value {
    match kind {
        Kind::Text => Value::Text(String::new()),
        Kind::Int => Value::Int(i64::MIN),
    }
}

/// The mark of a copy on its way is no content.
fn is_mark(table: &Table, row: &[Value]) -> bool {
    table.name == "settings" && row.first() == Some(&Value::from(UNFINISHED))
}

/// Kind, length and bytes of each value, so that no two rows look the same.
fn add(digest: &mut Sha256, row: &[Value]) {
    for value in row {
        let number;
        let (kind, bytes): (u8, &[u8]) = match value {
            Value::Null => (0, &[]),
            Value::Int(whole) => {
                number = whole.to_be_bytes();
                (1, &number)
            }
            Value::Text(text) => (2, text.as_bytes()),
            Value::Blob(bytes) => (3, bytes),
        };
        digest.update([kind]);
        digest.update((bytes.len() as u64).to_be_bytes());
        digest.update(bytes);
    }
}

/// How many rows each table holds.
pub(super) fn counts(view: &mut dyn Snapshot) -> Result<Vec<(&'static str, u64)>, StoreError> {
    TABLES.iter().map(|table| Ok((table.name, one(view.query(table.count, vec![])?)?))).collect()
}

/// The number in an answer of one row with one column.
pub(super) fn one(rows: Vec<Row>) -> Result<u64, StoreError> {
    let number = rows.into_iter().next().map_or(Ok(0), |mut row| row.int())?;
    Ok(u64::try_from(number).unwrap_or(0))
}
