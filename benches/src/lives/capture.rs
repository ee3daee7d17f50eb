//! What one life writes, row by row and act by act: what the plain peer writes too.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use rusqlite::{Connection, types::Value};

/// One row written or removed.
#[derive(Clone, Debug)]
pub struct Op {
    /// Which table, as a place in [`Tape::tables`].
    pub table: usize,
    /// What.
    pub kind: OpKind,
    /// All columns; of a removed row the key only.
    pub values: Vec<Value>,
}

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // they say it
pub enum OpKind {
    Insert,
    Update,
    Delete,
}

/// A table with its columns.
#[derive(Clone, Debug)]
pub struct Table {
    /// Name.
    pub name: String,
    /// Columns in order.
    pub columns: Vec<String>,
    /// Which of them are the key.
    pub key: Vec<usize>,
}

/// The rows of one life.
#[derive(Clone, Debug)]
pub struct Tape {
    /// The tables that were written.
    pub tables: Vec<Table>,
    /// The rows of each act.
    pub acts: Vec<Vec<Op>>,
}

/// The tables of a determination; settings and sessions are not written by an act.
const TABLES: [&str; 9] = [
    "person_keys",
    "people",
    "person_tokens",
    "events",
    "heads",
    "applications",
    "duties",
    "outbox",
    "audit",
];

type Rows = Vec<BTreeMap<i64, Vec<Value>>>;

/// Looks at a small storage before and after every act.
pub struct Recorder {
    connection: Connection,
    tape: Tape,
    before: Rows,
}

impl Recorder {
    /// Begins with what is there.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn begin(database: &Path) -> Result<Recorder> {
        let connection = Connection::open(database).context("the storage whose rows are recorded")?;
        let tables = TABLES.iter().map(|name| table(&connection, name)).collect::<Result<Vec<_>>>()?;
        let tape = Tape { tables, acts: Vec::new() };
        let before = rows(&connection, &tape)?;
        Ok(Recorder { connection, tape, before })
    }

    /// An act was done.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn note(&mut self) -> Result<()> {
        let after = rows(&self.connection, &self.tape)?;
        let mut ops = Vec::new();
        for (table, (before, after)) in self.before.iter().zip(&after).enumerate() {
            let key = &self.tape.tables[table].key;
            let only_key = |row: &Vec<Value>| key.iter().map(|&at| row[at].clone()).collect();
            for (_, row) in before.iter().filter(|(id, _)| !after.contains_key(id)) {
                ops.push(Op { table, kind: OpKind::Delete, values: only_key(row) });
            }
            for (id, row) in after {
                let kind = match before.get(id) {
                    None => OpKind::Insert,
                    Some(old) if old != row => OpKind::Update,
                    Some(_) => continue,
                };
                ops.push(Op { table, kind, values: row.clone() });
            }
        }
        self.tape.acts.push(ops);
        self.before = after;
        Ok(())
    }

    /// What was recorded.
    pub fn end(self) -> Tape {
        self.tape
    }
}

fn table(connection: &Connection, name: &str) -> Result<Table> {
    let columns: Vec<(String, i64)> = connection
        .prepare(&format!("PRAGMA table_info({name})"))?
        .query_map([], |row| Ok((row.get(1)?, row.get(5)?)))?
        .collect::<Result<_, _>>()?;
    let key = columns.iter().enumerate().filter(|(_, (_, key))| *key > 0).map(|(at, _)| at).collect();
    Ok(Table { name: name.to_owned(), columns: columns.into_iter().map(|(column, _)| column).collect(), key })
}

fn rows(connection: &Connection, tape: &Tape) -> Result<Rows> {
    tape.tables
        .iter()
        .map(|table| {
            let sql = format!("SELECT rowid, {} FROM {}", table.columns.join(", "), table.name);
            let mut statement = connection.prepare(&sql)?;
            let read = |row: &rusqlite::Row<'_>| {
                let values =
                    (1..=table.columns.len()).map(|at| row.get(at)).collect::<Result<Vec<Value>, _>>()?;
                Ok((row.get(0)?, values))
            };
            Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
        })
        .collect()
}
