//! Making and migrating the tables, and what the server must be like.

use super::{link::Link, locks};
use crate::{
    error::StoreError,
    keys::Keys,
    migrations::{self, MIGRATIONS},
    statements::reference,
    value::params,
};

const KEY_CHECK: &str = "master_key_check";

/// What the server is asked at the start.
const NATURE: &str = "SELECT current_setting('fsync'), pg_encoding_to_char(encoding), \
                      current_setting('full_page_writes') FROM pg_database WHERE datname = current_database()";

/// Whether the tables are there at all.
const ANY: &str = "SELECT 1 FROM pg_class WHERE relname = 'schema_migrations' AND pg_table_is_visible(oid)";

/// One text of SQL serves both databases; here text is compared byte by byte, as SQLite
/// does, whatever language the server speaks.
pub(super) fn in_bytes(text: &str) -> String {
    text.replace(" TEXT", " TEXT COLLATE \"C\"")
}

/// True if the database holds a storage.
pub(super) async fn is_there(link: &mut Link) -> Result<bool, StoreError> {
    Ok(!link.ask(ANY, vec![]).await?.is_empty())
}

/// Refuses a database that could not keep our text; warns of one that may lose what it
/// acknowledged.
pub(super) async fn check_nature(link: &mut Link) -> Result<(), StoreError> {
    let Some(mut row) = link.ask(NATURE, vec![]).await?.into_iter().next() else { return Ok(()) };
    let (fsync, encoding, pages) = (row.text()?, row.text()?, row.text()?);
    if encoding != "UTF8" {
        return Err(StoreError::Server(format!(
            "the database has the encoding {encoding}: make one with UTF8 \
             (createdb --encoding=UTF8 --template=template0 NAME)"
        )));
    }
    if fsync != "on" || pages != "on" {
        tracing::warn!(
            "the database server has fsync or full_page_writes off: a loss of power can lose or damage what was acknowledged"
        );
    }
    Ok(())
}

/// Brings the storage to the newest form and checks the master key; refuses a storage that
/// is newer than this program. Of several programs that start at once, one does it.
pub(super) async fn migrate(link: &mut Link, keys: &Keys) -> Result<(), StoreError> {
    link.run(&locks::begin_migration()).await?;
    match change(link, keys).await {
        Ok(()) => link.run("COMMIT").await,
        Err(error) => {
            // What made it fail is the error to tell.
            let _ = link.run("ROLLBACK").await;
            Err(error)
        }
    }
}

async fn change(link: &mut Link, keys: &Keys) -> Result<(), StoreError> {
    if !is_there(link).await? {
        link.run(&in_bytes(reference::MAKE_MIGRATIONS)).await?;
    }
    let known = migrations::newest();
    let found = match link.ask(reference::NEWEST_MIGRATION, vec![]).await?.first_mut() {
        Some(row) => row.int()?,
        None => 0,
    };
    if found > known {
        return Err(StoreError::NewerStorage { found, known });
    }
    for (number, name, text) in MIGRATIONS.iter().filter(|migration| migration.0 > found) {
        link.run(&in_bytes(text)).await?;
        link.ask(reference::NOTE_MIGRATION, params![*number, *name]).await?;
    }
    let ours = keys.check_value();
    link.ask(reference::ADD_SETTING, params![KEY_CHECK, ours.as_str()]).await?;
    let stored = link.ask(reference::SETTING, params![KEY_CHECK]).await?;
    let theirs = stored.into_iter().next().map(|mut row| row.text()).transpose()?;
    if theirs == Some(ours) { Ok(()) } else { Err(StoreError::WrongMasterKey) }
}
