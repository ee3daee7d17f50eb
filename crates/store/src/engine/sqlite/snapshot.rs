//! One unchanging view of a whole database file, opened for reading only.

use std::path::{Path, PathBuf};

use rusqlite::{
    Connection, ErrorCode, OpenFlags,
    backup::{Backup, StepResult},
};

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

/// How many pages are copied between two reports.
const PAGES: std::ffi::c_int = 4096;

struct View {
    connection: Connection,
    /// A file that appears when somebody begins to write, where no lock holds the view.
    unlocked: Option<PathBuf>,
}

/// Opens the database in `dir` for reading, also where nothing can be written: a copied
/// folder is left exactly as it is.
pub(crate) fn open_read_only(dir: &Path) -> Result<Box<dyn Snapshot + Send>, StoreError> {
    let path = dir.join(FILE);
    std::fs::metadata(&path).map_err(|e| StoreError::io(&path, &e))?;
    let wal = dir.join(format!("{FILE}-wal"));
    let ahead = std::fs::metadata(&wal).ok().map(|found| found.len());
    // Without a write-ahead file nobody is writing, so that no lock is needed either. An
    // empty one may belong to a running service, or lie in a folder that cannot be written.
    let view = match ahead {
        None => view(&path, "immutable=1").map(|view| View { unlocked: Some(wal), ..view }),
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
    Ok(View { connection, unlocked: None })
}

/// What kept pages from being written. A disk may be full in ways that SQLite only knows as
/// an error of input and output, such as a quota.
fn unwritten(error: &rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::SystemIoFailure) => {
            StoreError::Database(format!("{error} (the disk is full or failing: make room, or take another)"))
        }
        _ => failed(error),
    }
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
        query(&self.connection, sql, &params)
    }

    fn integrity(&mut self) -> Result<Option<(String, String)>, StoreError> {
        let mut found = query(&self.connection, "PRAGMA integrity_check(1)", &[])?;
        let what = match found.first_mut() {
            Some(row) => row.text()?,
            None => return Ok(None),
        };
        if what == "ok" {
            return Ok(None);
        }
        Ok(Some((self.place(&what).unwrap_or_else(|| FILE.to_owned()), what)))
    }

    fn pages(&mut self, into: &Path, told: &mut dyn FnMut(u64, u64)) -> Result<bool, StoreError> {
        let mut copy = Connection::open(into).map_err(|e| failed(&e))?;
        // The file counts only once it is whole and was forced to disk by the caller.
        let quick = "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;";
        copy.execute_batch(quick).map_err(|e| failed(&e))?;
        // The open transaction of the source keeps every step on the same view.
        let backup = Backup::new(&self.connection, &mut copy).map_err(|e| failed(&e))?;
        loop {
            let step = backup.step(PAGES).map_err(|e| unwritten(&e))?;
            let progress = backup.progress();
            let all = u64::try_from(progress.pagecount).unwrap_or(0);
            told(all.saturating_sub(u64::try_from(progress.remaining).unwrap_or(0)), all);
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                // Nobody else has the new file, and the source is only read.
                _ => return Err(StoreError::Database("the file is locked by another process".into())),
            }
        }
        drop(backup);
        copy.close().map_err(|(_, e)| unwritten(&e)).map(|()| true)
    }

    fn end(self: Box<Self>) -> Result<(), StoreError> {
        let View { connection, unlocked } = *self;
        drop(connection);
        match unlocked {
            Some(wal) if wal.exists() => {
                Err(StoreError::Changed("the storage, which nobody was writing to at the beginning,".into()))
            }
            _ => Ok(()),
        }
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
        let mut row = query(&self.connection, sql, &[Value::Int(number)]).ok()?.into_iter().next()?;
        Some(format!("{}/{}/{}", row.text().ok()?, row.text().ok()?, row.int().ok()?))
    }
}
