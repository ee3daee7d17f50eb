//! Opening connections, binding values, reading rows.

use std::{path::Path, time::Duration};

use rusqlite::{
    CachedStatement, Connection, ErrorCode, OpenFlags, TransactionBehavior,
    types::{ToSqlOutput, Value as Stored, ValueRef},
};

use crate::{
    error::{NOT_OURS, StoreError},
    keys::Keys,
    migrations::MIGRATIONS,
    observe::Stopwatch,
    statements::reference,
    value::{Row, Value},
};

/// How long a connection waits for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);

const COMMON: &str = "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;";

/// `secure_delete` overwrites what is deleted, so that a destroyed key is gone from the
/// file. The write-ahead file may grow to 128 MiB: in a large storage every act touches other
/// pages than the one before, and those touched again and again are folded in once.
const WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
                      PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 32000;";

pub(super) fn failed(error: &rusqlite::Error) -> StoreError {
    let hint = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => return StoreError::Full(error.to_string()),
        Some(ErrorCode::SystemIoFailure) if is_write(error) => return StoreError::Full(error.to_string()),
        Some(ErrorCode::DatabaseBusy) => " (another process holds the storage)",
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            " (run `leye verify`, restore from a backup)"
        }
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            return StoreError::Database(format!("{error}; {NOT_OURS}"));
        }
        _ => "",
    };
    StoreError::Database(format!("{error}{hint}"))
}

/// A quota or a limit on the size of files is told as a write that failed.
fn is_write(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE};
    let writes = [SQLITE_IOERR_WRITE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_SHMSIZE];
    error.sqlite_error().is_some_and(|told| writes.contains(&told.extended_code))
}

pub(super) fn open_writer(path: &Path) -> Result<Connection, StoreError> {
    make_private(path).map_err(|e| StoreError::io(path, &e))?;
    let connection = Connection::open(path).map_err(|e| failed(&e))?;
    prepare(&connection, &[COMMON, WRITER])?;
    Ok(connection)
}

/// A new database is for its owner alone, in whatever folder; SQLite gives the files beside
/// it the same mode.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

pub(super) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|e| failed(&e))?;
    prepare(&connection, &[COMMON, "PRAGMA cache_size = -32768;"])?;
    Ok(connection)
}

pub(super) fn prepare(connection: &Connection, settings: &[&str]) -> Result<(), StoreError> {
    connection.set_prepared_statement_cache_capacity(192);
    // Plans do not depend on the values that are bound. Without this SQLite plans a
    // statement anew whenever another agency or state is asked for.
    connection
        .set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(|e| failed(&e))?;
    connection.busy_timeout(PATIENCE).map_err(|e| failed(&e))?;
    let mut settings = settings.iter();
    settings.try_for_each(|text| patiently(|| connection.execute_batch(text)).map_err(|e| failed(&e)))
}

/// Tries again while another connection is in the way. SQLite waits by itself, except where it
/// holds a lock that the other may be waiting for: to bring a new file to write-ahead logging,
/// several services that start at once each hold one.
fn patiently(mut act: impl FnMut() -> rusqlite::Result<()>) -> rusqlite::Result<()> {
    let waited = Stopwatch::start();
    loop {
        match act() {
            Err(error) if is_busy(&error) && waited.seconds() < PATIENCE.as_secs_f64() => {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
}

/// How many tables there are, and whether the list of migrations is one of them.
const WHOSE: &str = "SELECT COUNT(*), COUNT(*) FILTER (WHERE name = 'schema_migrations') FROM sqlite_schema";

/// Brings the storage to the newest form; refuses one that is newer than this program.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    // One statement, thus one moment: another service may be making the storage just now,
    // and a schema that this connection has read before would not show it.
    let (tables, ours): (i64, i64) =
        connection.query_row(WHOSE, [], |row| Ok((row.get(0)?, row.get(1)?))).map_err(|e| failed(&e))?;
    if tables > 0 && ours == 0 {
        return Err(StoreError::Database(
            "leye.db belongs to another program: take another folder, or restore a backup".into(),
        ));
    }
    connection.execute_batch(reference::MAKE_MIGRATIONS).map_err(|e| failed(&e))?;
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|e| failed(&e))?;
    let known = MIGRATIONS.last().map_or(0, |newest| newest.0);
    let found = match query(&transaction, reference::NEWEST_MIGRATION, &[])?.first_mut() {
        Some(row) => row.int()?,
        None => 0,
    };
    if found > known {
        return Err(StoreError::NewerStorage { found, known });
    }
    for (number, name, text) in MIGRATIONS.iter().filter(|migration| migration.0 > found) {
        transaction.execute_batch(text).map_err(|e| failed(&e))?;
        execute(&transaction, reference::NOTE_MIGRATION, &[Value::from(*number), Value::from(*name)])
            .map_err(|e| failed(&e))?;
    }
    transaction.commit().map_err(|e| failed(&e))
}

const KEY_CHECK: &str = "master_key_check";

/// Refuses any master key but the one that the storage was made with.
pub(super) fn check_key(connection: &Connection, keys: &Keys) -> Result<(), StoreError> {
    let ours = keys.check_value();
    execute(connection, reference::ADD_SETTING, &[KEY_CHECK.into(), ours.as_str().into()])
        .map_err(|e| failed(&e))?;
    let stored = query(connection, reference::SETTING, &[KEY_CHECK.into()])?;
    let theirs = stored.into_iter().next().map(|mut row| row.text()).transpose()?;
    if theirs == Some(ours) { Ok(()) } else { Err(StoreError::WrongMasterKey) }
}

fn bound<'c>(
    connection: &'c Connection,
    sql: &str,
    params: &[Value],
) -> rusqlite::Result<CachedStatement<'c>> {
    let mut statement = connection.prepare_cached(sql)?;
    for (index, value) in params.iter().enumerate() {
        let value = match value {
            Value::Null => ToSqlOutput::Owned(Stored::Null),
            Value::Int(number) => ToSqlOutput::Owned(Stored::Integer(*number)),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        };
        // SQLite numbers `$1`, `$2` by first appearance; a test holds every statement to
        // the order that makes these the same.
        statement.raw_bind_parameter(index + 1, value)?;
    }
    Ok(statement)
}

/// Runs a statement; gives how many rows it changed.
pub(super) fn execute(connection: &Connection, sql: &str, params: &[Value]) -> rusqlite::Result<usize> {
    bound(connection, sql, params)?.raw_execute()
}

/// True if the statement finds a row.
pub(super) fn finds(connection: &Connection, sql: &str, params: &[Value]) -> rusqlite::Result<bool> {
    Ok(bound(connection, sql, params)?.raw_query().next()?.is_some())
}

/// Every row that a statement finds.
pub(super) fn query(connection: &Connection, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
    rows(connection, sql, params).map_err(|e| failed(&e))
}

fn rows(connection: &Connection, sql: &str, params: &[Value]) -> rusqlite::Result<Vec<Row>> {
    let mut statement = bound(connection, sql, params)?;
    let columns = statement.column_count();
    let mut found = statement.raw_query();
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        // Not collected: an iterator of results does not tell how much room it needs.
        let mut values = Vec::with_capacity(columns);
        for column in 0..columns {
            values.push(read(row.get_ref(column)?)?);
        }
        rows.push(Row::new(values));
    }
    Ok(rows)
}

fn read(value: ValueRef<'_>) -> rusqlite::Result<Value> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        // No column holds fractions; one that does was changed from outside.
        ValueRef::Real(number) => Value::Blob(number.to_be_bytes().to_vec()),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => Value::Text(text.to_owned()),
            Err(_) => Value::Blob(text.to_vec()),
        },
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_storage_made_by_another_service_since_this_one_looked_is_ours() {
        let dir = std::env::temp_dir().join(format!("leye-migrate-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let path = dir.join("leye.db");
        let (mut slow, mut fast) = (open_writer(&path).unwrap(), open_writer(&path).unwrap());
        assert!(!slow.table_exists(None, "schema_migrations").unwrap());
        migrate(&mut fast).unwrap();
        migrate(&mut slow).unwrap();
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn a_database_of_another_program_is_left_alone() {
        let mut other = Connection::open_in_memory().unwrap();
        other.execute_batch("CREATE TABLE theirs (a)").unwrap();
        let refused = migrate(&mut other).unwrap_err().to_string();
        assert!(refused.contains("another program"), "{refused}");
        assert!(!other.table_exists(None, "schema_migrations").unwrap());
    }
}
