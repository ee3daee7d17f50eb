//! From form 1, which had one witness file for all counties.

use std::{path::Path, sync::Arc};

use rusqlite::Connection;

use super::{
    connection::{execute, failed, query},
    snapshot::open_read_only,
};
use crate::{
    error::StoreError,
    keys::Keys,
    statements::events,
    value::params,
    verify::{OldLog, check_old_log},
    witness::{OLD, OLD_FILE, Tip, file_of},
};

/// Closes the one file of form 1: holds it against the events, notes where it ends and
/// keeps it beside its successors. One that does not agree stays where it is, as evidence.
pub(super) fn close_old_witness(
    dir: &Path,
    connection: &mut Connection,
    keys: &Arc<Keys>,
) -> Result<(), StoreError> {
    let old = dir.join(OLD_FILE);
    if !old.exists() {
        return Ok(());
    }
    let stored = query(connection, events::WITNESS, &["".into(), OLD.into()])?;
    let stored = Tip::read(stored.into_iter().next())?;
    let end = match check_old_log(open_read_only(dir)?.as_mut(), dir, &stored, keys)? {
        OldLog::Sound(end) => end,
        OldLog::Faulty(fault) => {
            tracing::error!(place = %fault.place, what = %fault.what, "heads.log does not agree with the events; run `leye verify`");
            return Ok(());
        }
    };
    let params = params!["", OLD, end.line, end.bytes, end.mac.as_str(), stored.mac.as_str()];
    execute(connection, events::SET_WITNESS, &params).map_err(|e| failed(&e))?;
    let failed = |e: std::io::Error| StoreError::io(&old, &e);
    let file = std::fs::OpenOptions::new().write(true).open(&old).map_err(failed)?;
    file.set_len(u64::try_from(end.bytes).unwrap_or(0)).and_then(|()| file.sync_all()).map_err(failed)?;
    std::fs::rename(&old, dir.join(file_of(OLD))).map_err(failed)?;
    tracing::info!(lines = end.line, "heads.log is closed; each county has a witness file of its own now");
    Ok(())
}
