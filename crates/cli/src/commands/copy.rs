//! `leye copy`: a whole storage into another place, proven equal at the end.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use leye_store::{Copied, Options, copy};
use serde_json::{Value, json};

use crate::answer::{Outcome, Printer, Usage, complain};
use crate::progress;
use crate::storage::{StorageArgs, is_address};

/// From where to where.
#[derive(Debug, clap::Args)]
pub struct Copy {
    /// The storage to copy: its folder, or the address of a PostgreSQL database, as
    /// postgres://USER@HOST:PORT/NAME. It may be served meanwhile
    #[arg(long, value_name = "PLACE")]
    from: Place,
    /// The place to copy it to: a folder that is new or empty, or the address of a database
    /// that is
    #[arg(long, value_name = "PLACE")]
    to: Place,
    /// Folder of the witness of the place that is a database
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// File that holds the master key of the storage, which is the copy's too. Without it the
    /// variable LEYE_MASTER_KEY is asked for the key itself, then the source's folder
    #[arg(long, value_name = "FILE")]
    master_key: Option<PathBuf>,
}

/// A folder, or an address, which may hold a password and is not shown.
#[derive(Clone)]
struct Place(String);

impl From<&str> for Place {
    fn from(text: &str) -> Place {
        Place(text.trim().to_owned())
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Place(…)")
    }
}

impl Copy {
    /// Copies.
    ///
    /// # Errors
    /// No storage or no key, a target that holds something, a disk that is full.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        let addresses = [&self.from, &self.to].into_iter().filter(|place| is_address(&place.0)).count();
        match (addresses, &self.data) {
            (2, _) => bail!(Usage("one of both places must be a folder: copy to a folder first".to_owned())),
            (0, Some(_)) => bail!(Usage("--data belongs to a place that is a database".to_owned())),
            _ => {}
        }
        let from = StorageArgs::at(&self.from.0, self.data.as_deref(), self.master_key.clone())?;
        let to = StorageArgs::at(&self.to.0, self.data.as_deref(), None)?;
        let source = from.source().await?;
        let Some(key) = source.master_key.clone() else {
            bail!("the master key of {} is missing: name it with --master-key FILE", from.place());
        };
        let target = Options { dir: to.data.clone(), database: to.database()?, master_key: key };
        let (bar, told) = progress::bar();
        let copied = copy(&source, target, &told).await;
        bar.finish_and_clear();
        match copied {
            Ok(copied) => {
                printer.print(&document(&copied), || text(&copied, &to.place()))?;
                Ok(Outcome::Yes)
            }
            Err(error) if error.is_negative() => {
                if printer.json {
                    printer.print(&json!({ "copied": false, "fault": error.to_string() }), String::new)?;
                }
                complain(&error);
                Ok(Outcome::No)
            }
            Err(error) => Err(error).with_context(|| format!("copying to {}", to.place())),
        }
    }
}

fn document(copied: &Copied) -> Value {
    json!({
        "copied": true,
        "rows": copied.rows(),
        "tables": copied.tables,
        "streams": copied.report.streams,
        "events": copied.report.events,
        "sealed": copied.report.sealed,
        "files": copied.report.files,
    })
}

fn text(copied: &Copied, to: &str) -> String {
    format!(
        "{rows} rows of {tables} tables copied, and equal in both places\n\
             {events} events of {streams} streams, each hash computed again; {sealed} sealed values and {files} files opened\n\
             the master key was not copied: {to} needs the same one\n\
             done: the copy is in {to}",
        rows = copied.rows(),
        tables = copied.tables.len(),
        events = copied.report.events,
        streams = copied.report.streams,
        sealed = copied.report.sealed,
        files = copied.report.files,
    )
}
