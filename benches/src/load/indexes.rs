//! Taking the secondary indexes away while a million cases go in, and making them again:
//! filled at the end they are sorted once instead of searched for every row.

use std::path::Path;

use anyhow::Result;
use rusqlite::Connection;

/// Kept all the while: the statement that drops a person's tokens looks here.
const NEEDED: &str = "person_tokens_by_person";

/// The texts that make the indexes anew.
pub struct Indexes(Vec<String>);

impl Indexes {
    /// Drops every secondary index but one.
    ///
    /// # Errors
    /// What the database says.
    pub fn take_away(database: &Path) -> Result<Indexes> {
        let connection = Connection::open(database)?;
        let found: Vec<(String, String)> = connection
            .prepare(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND name <> ?",
            )?
            .query_map([NEEDED], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (name, _) in &found {
            connection.execute_batch(&format!("DROP INDEX {name}"))?;
        }
        Ok(Indexes(found.into_iter().map(|(_, sql)| sql).collect()))
    }

    /// Makes them again.
    ///
    /// # Errors
    /// What the database says; two people with one number among it.
    pub fn make(self, database: &Path, told: impl Fn(&str)) -> Result<()> {
        let connection = Connection::open(database)?;
        connection
            .execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -524288; PRAGMA threads = 2;")?;
        for sql in self.0 {
            told(&sql);
            connection.execute_batch(&sql)?;
        }
        connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok(())
    }
}
