//! `leye copy`: a whole storage into another place, proven equal at the end.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use leye_store::{Copied, Options, Source, copy};
use serde_json::{Value, json};

use crate::answer::{Outcome, Printer, complain};
use crate::progress;
use crate::storage::StorageArgs;

/// From where to where.
#[derive(Debug, clap::Args)]
pub struct Copy {
    /// The storage to copy: its folder. It may be served meanwhile
    #[arg(long, value_name = "PLACE")]
    from: PathBuf,
    /// The place to copy it to: a folder that is new or empty
    #[arg(long, value_name = "PLACE")]
    to: PathBuf,
    /// File that holds the master key of the storage, which is the copy's too. Without it the
    /// variable LEYE_MASTER_KEY is asked for the key itself, then the source's folder
    #[arg(long, value_name = "FILE")]
    master_key: Option<PathBuf>,
}

impl Copy {
    /// Copies.
    ///
    /// # Errors
    /// No storage or no key, a target that holds something, a disk that is full.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        let storage = StorageArgs::at(self.from.clone(), self.master_key.clone());
        storage.must_exist()?;
        let Some(key) = storage.key()? else {
            bail!("the master key of {} is missing: name it with --master-key FILE", self.from.display());
        };
        let source = Source { dir: self.from.clone(), master_key: Some(key.clone()) };
        let (bar, told) = progress::bar();
        let copied = copy(&source, Options { dir: self.to.clone(), master_key: key }, &told).await;
        bar.finish_and_clear();
        match copied {
            Ok(copied) => {
                printer.print(&self.document(&copied), || self.text(&copied))?;
                Ok(Outcome::Yes)
            }
            Err(error) if error.is_negative() => {
                if printer.json {
                    printer.print(&json!({ "copied": false, "fault": error.to_string() }), String::new)?;
                }
                complain(&error);
                Ok(Outcome::No)
            }
            Err(error) => Err(error).with_context(|| format!("copying to {}", self.to.display())),
        }
    }

    fn document(&self, copied: &Copied) -> Value {
        json!({
            "copied": true,
            "rows": copied.rows(),
            "tables": copied.tables,
            "streams": copied.report.streams,
            "events": copied.report.events,
            "sealed": copied.report.sealed,
        })
    }

    fn text(&self, copied: &Copied) -> String {
        format!(
            "{rows} rows of {tables} tables copied, and equal in both places\n\
             {events} events of {streams} streams, each hash computed again; {sealed} sealed values opened\n\
             the master key was not copied: {to} needs the same one\n\
             done: the copy is in {to}",
            rows = copied.rows(),
            tables = copied.tables.len(),
            events = copied.report.events,
            streams = copied.report.streams,
            sealed = copied.report.sealed,
            to = self.to.display(),
        )
    }
}
