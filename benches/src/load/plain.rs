//! The same cases once more as a plain program would keep them, for the pages' peer: no
//! ledger, no sealing, names in the clear.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow};
use leye_store::{AgencyRow, ApplicationRow, DutyRow};
use rusqlite::{Connection, params};

const TABLES: &str = "
    PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;
    CREATE TABLE org (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE staff (user TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL, number TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE cases (id TEXT PRIMARY KEY, person TEXT NOT NULL, station TEXT NOT NULL, agency TEXT NOT NULL,
        state TEXT NOT NULL, due_at TEXT, article TEXT NOT NULL, holder TEXT) WITHOUT ROWID;";
const INDEX: &str = "CREATE INDEX cases_work ON cases (agency, state, due_at, id); PRAGMA optimize;";

/// How many rows share a transaction.
const GROUP: u32 = 20_000;

/// One case with whose it is.
pub struct PlainCase {
    /// The case.
    pub row: ApplicationRow,
    /// What is owed.
    pub duty: Option<DutyRow>,
    /// Name.
    pub name: String,
    /// Identity number.
    pub number: String,
}

/// A thread that writes plain rows.
pub struct Plain {
    queue: SyncSender<PlainCase>,
    thread: JoinHandle<Result<()>>,
}

impl Plain {
    /// Begins a new file.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn begin(path: &Path, agencies: &[AgencyRow], users: &[(String, String)]) -> Result<Plain> {
        for end in ["", "-wal", "-shm"] {
            // Most often there is nothing to remove.
            let _ = std::fs::remove_file(format!("{}{end}", path.display()));
        }
        let connection = Connection::open(path)?;
        connection.execute_batch(TABLES)?;
        connection.execute_batch("BEGIN")?;
        for agency in agencies {
            connection.execute("INSERT INTO org VALUES (?, ?)", params![agency.code, agency.name_hant])?;
        }
        for (user, name) in users {
            connection.execute("INSERT INTO staff VALUES (?, ?)", params![user, name])?;
        }
        connection.execute_batch("COMMIT")?;
        let (queue, rows) = sync_channel(4096);
        let thread = thread::spawn(move || fill(&connection, &rows));
        Ok(Plain { queue, thread })
    }

    /// Where rows go in.
    pub fn queue(&self) -> SyncSender<PlainCase> {
        self.queue.clone()
    }

    /// Waits for the last row and makes the index.
    ///
    /// # Errors
    /// What the database says.
    pub fn end(self) -> Result<()> {
        drop(self.queue);
        self.thread.join().map_err(|_| anyhow!("the thread that writes plain rows has panicked"))?
    }
}

fn fill(connection: &Connection, rows: &Receiver<PlainCase>) -> Result<()> {
    connection.execute_batch("BEGIN")?;
    let mut count = 0;
    for case in rows {
        put(connection, &case)?;
        count += 1;
        if count % GROUP == 0 {
            connection.execute_batch("COMMIT; BEGIN")?;
        }
    }
    connection.execute_batch("COMMIT")?;
    connection.execute_batch(INDEX)?;
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

fn put(connection: &Connection, case: &PlainCase) -> Result<()> {
    let (row, duty) = (&case.row, case.duty.as_ref());
    connection.prepare_cached("INSERT OR IGNORE INTO person VALUES (?, ?, ?)")?.execute(params![
        row.person,
        case.name,
        case.number
    ])?;
    connection.prepare_cached("INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?.execute(params![
        row.id,
        row.person,
        row.station,
        row.at_agency,
        row.state,
        duty.and_then(|duty| duty.due_at).map(|at| at.to_string()),
        duty.map_or("", |duty| duty.article.as_str()),
        row.holder
    ])?;
    Ok(())
}
