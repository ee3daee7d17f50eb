//! `leye backup`: the whole storage in one file, while it is served.

use std::path::PathBuf;

use anyhow::Result;
use leye_app::TimeSource;
use leye_store::{BackedUp, TransferError, backup};
use serde_json::{Value, json};

use crate::answer::{Outcome, Printer};
use crate::progress;
use crate::storage::StorageArgs;

/// Where to.
#[derive(Debug, clap::Args)]
pub struct Backup {
    /// The file to write; it appears only when it is whole
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replaces the file if it exists
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    storage: StorageArgs,
}

impl Backup {
    /// Backs up.
    ///
    /// # Errors
    /// A file that exists, no storage, a disk that is full.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        let source = self.storage.source().await?;
        let (bar, told) = progress::bar();
        let made = backup(&source, &self.file, self.force, TimeSource::system(), &told).await;
        bar.finish_and_clear();
        match made {
            Ok(made) => printer.print(&self.document(&made), || self.text(&made))?,
            Err(error @ TransferError::NotEmpty { .. }) if !self.force => {
                return Err(anyhow::Error::from(error).context("--force would replace it"));
            }
            Err(error) => return Err(error.into()),
        }
        Ok(Outcome::Yes)
    }

    fn document(&self, made: &BackedUp) -> Value {
        json!({
            "file": self.file.display().to_string(),
            "bytes": made.bytes,
            "at": made.manifest.at,
            "counts": made.manifest.counts,
            "members": made.manifest.members,
            "files": made.manifest.files,
        })
    }

    fn text(&self, made: &BackedUp) -> String {
        let count = |table: &str| made.manifest.counts.get(table).copied().unwrap_or(0);
        format!(
            "{file}: {events} events, {cases} cases, {people} people, {files} files, as of {at}; {bytes} bytes\n\
             the master key is not in it: keep a copy of that elsewhere, or nobody can read what is sealed",
            file = self.file.display(),
            events = count("events"),
            cases = count("applications"),
            people = count("people"),
            files = made.manifest.files,
            at = made.manifest.at,
            bytes = made.bytes,
        )
    }
}
