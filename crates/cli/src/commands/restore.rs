//! `leye restore`: a storage of a backup, put in place only after all of it was checked.

use std::path::PathBuf;

use anyhow::Result;
use leye_store::{Restored, Target, TransferError, restore};
use serde_json::{Value, json};

use crate::answer::{Outcome, Printer, complain};
use crate::progress;
use crate::storage::StorageArgs;

/// What, and where to.
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    storage: StorageArgs,
}

impl Restore {
    /// Restores.
    ///
    /// # Errors
    /// A target that holds something, a disk that is full, a key that is not the storage's.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        let target = Target {
            dir: self.storage.data.clone(),
            database: self.storage.database()?,
            master_key: self.storage.key()?,
        };
        let (bar, told) = progress::bar();
        let restored = restore(&self.file, target, &told).await;
        bar.finish_and_clear();
        match restored {
            Ok(restored) => {
                printer.print(&self.document(&restored), || self.text(&restored))?;
                Ok(Outcome::Yes)
            }
            Err(error) if error.is_negative() => refuse(printer, &error),
            Err(error) => Err(error.into()),
        }
    }

    fn document(&self, restored: &Restored) -> Value {
        let report = &restored.report;
        json!({
            "restored": true,
            "place": self.storage.place(),
            "at": restored.manifest.at,
            "counts": restored.manifest.counts,
            "streams": report.streams,
            "events": report.events,
            "sealed": report.sealed,
            "witness_lines": report.witness_lines,
            "keyed": report.keyed,
        })
    }

    fn text(&self, restored: &Restored) -> String {
        let (report, data) = (&restored.report, self.storage.data.display());
        let seals = if report.keyed {
            format!("{} sealed values opened", report.sealed)
        } else {
            format!(
                "the master key was not given: seals and tags were NOT checked; put it into {data}/master.key, or \
                 name it with --master-key FILE, and run `leye verify --data {data}`"
            )
        };
        format!(
            "the storage as of {at}: {events} events of {streams} streams, each hash computed again\n{seals}\n\
             done: it is in {place}",
            place = self.storage.place(),
            at = restored.manifest.at,
            events = report.events,
            streams = report.streams,
        )
    }
}

/// The answer is no; nothing was put in place.
pub(super) fn refuse(printer: Printer, error: &TransferError) -> Result<Outcome> {
    if printer.json {
        printer.print(&json!({ "restored": false, "fault": error.to_string() }), String::new)?;
    }
    complain(error);
    Ok(Outcome::No)
}
