//! One unchanging view of a whole database file, opened for reading only.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{
    FILE,
    connection::{failed, prepare, query},
};
use crate::{
    engine::Snapshot,
    error::StoreError,
    statements::events,
    value::{Row, Value},
};

struct View(Connection);

/// Opens the database in `dir` for reading, also where nothing can be written: a copied
/// folder is left exactly as it is.
pub(crate) fn open_read_only(dir: &Path) -> Result<Box<dyn Snapshot + Send>, StoreError> {
    let path = dir.join(FILE);
    std::fs::metadata(&path).map_err(|e| StoreError::io(&path, &e))?;
    let ahead = std::fs::metadata(dir.join(format!("{FILE}-wal"))).ok().map(|found| found.len());
    // Without a write-ahead file nobody is writing, so that no lock is needed either. An
    // empty one may belong to a running service, or lie in a folder that cannot be written.
    let view = match ahead {
        None => view(&path, "immutable=1"),
        Some(0) => view(&path, "mode=ro").or_else(|_| view(&path, "immutable=1")),
        Some(_) => view(&path, "mode=ro"),
    };
    Ok(Box::new(view?))
}

fn view(path: &Path, mode: &str) -> Result<View, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(address(path, mode)?, flags).map_err(|e| failed(&e))?;
    prepare(&connection, &["PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF; BEGIN;"])?;
    // The first read fixes the view.
    query(&connection, events::COUNT_HEADS, &[])?;
    Ok(View(connection))
}

fn address(path: &Path, mode: &str) -> Result<String, StoreError> {
    let path = std::path::absolute(path).map_err(|e| StoreError::io(path, &e))?;
    let path = path
        .to_str()
        .ok_or_else(|| StoreError::Invalid("a storage folder whose name is not UTF-8".into()))?;
    let escaped = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    Ok(format!("file:{escaped}?{mode}"))
}

impl Snapshot for View {
    fn query(&mut self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        query(&self.0, sql, &params)
    }

    fn integrity(&mut self) -> Result<Option<(String, String)>, StoreError> {
        let mut found = query(&self.0, "PRAGMA integrity_check(1)", &[])?;
        let what = match found.first_mut() {
            Some(row) => row.text()?,
            None => return Ok(None),
        };
        if what == "ok" {
            return Ok(None);
        }
        Ok(Some((self.place(&what).unwrap_or_else(|| FILE.to_owned()), what)))
    }
}

impl View {
    /// Which event a message about an index of `events` speaks of.
    fn place(&self, message: &str) -> Option<String> {
        if !message.contains("events") {
            return None;
        }
        let number: i64 = message.strip_prefix("row ")?.split(' ').next()?.parse().ok()?;
        let sql = "SELECT county, stream, seq FROM events NOT INDEXED WHERE rowid = $1";
        let mut row = query(&self.0, sql, &[Value::Int(number)]).ok()?.into_iter().next()?;
        Some(format!("{}/{}/{}", row.text().ok()?, row.text().ok()?, row.int().ok()?))
    }
}
