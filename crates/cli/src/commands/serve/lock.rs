//! One service a storage folder: two would each settle what ran out, and each with a
//! clock of its own in training.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

/// Lies in the storage folder; the system lets go of the lock when the process ends, however
/// it ends.
const FILE: &str = "serve.lock";

/// Held to the end of the process: longer than the storage is open.
static HELD: OnceLock<File> = OnceLock::new();

/// Takes the folder for this process.
///
/// # Errors
/// Another service has it; a folder that cannot be written.
pub fn take(data: &Path) -> Result<()> {
    let path = data.join(FILE);
    let opened = File::options().read(true).write(true).create(true).truncate(false).open(&path);
    let mut file = opened.with_context(|| path.display().to_string())?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Who holds it is a help, and not always there.
            let _ = file.read_to_string(&mut holder);
            bail!(
                "another `leye serve` (process {}) runs on {}: stop that one, or name another folder with --data DIR",
                holder.trim(),
                data.display(),
            );
        }
        Err(TryLockError::Error(error)) => return Err(error).with_context(|| path.display().to_string()),
    }
    // The number only helps to find the process: a full disk is no reason not to start.
    let _ =
        file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "{}", std::process::id()));
    // A process serves once, so nothing is held yet.
    let _ = HELD.set(file);
    Ok(())
}
