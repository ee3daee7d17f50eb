//! `leye outreach`: hands whom a screening found to the stations.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use leye_app::App;
use leye_app::outreach::{OutreachRow, OutreachTaken};
use leye_domain::agency::AgencyCode;
use leye_domain::outreach::Prospect;
use leye_rules::{FoundPerson, ScreenError, read_found};
use serde::Serialize;
use serde_json::json;
use tokio::sync::mpsc;

use crate::answer::{Outcome, Printer};
use crate::progress;
use crate::rules::PackArgs;
use crate::storage::StorageArgs;

/// Rows that wait between the reader and the storage.
const AHEAD: usize = 4_096;
/// Bad rows that are shown; the file beside has all of them.
const SHOWN: usize = 20;

/// Which list, and whose stations.
#[derive(Debug, clap::Args)]
pub struct Outreach {
    /// The result file of `leye screen` (Parquet)
    #[arg(value_name = "FOUND.parquet")]
    found: PathBuf,
    /// The people file that was screened (Parquet): its column `agency` names the stations
    #[arg(long, value_name = "PEOPLE.parquet")]
    people: PathBuf,
    /// Also list whom the screening could not decide about, with the facts to ask for
    #[arg(long)]
    unknown: bool,
    /// Check everything and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write the good rows and put the bad ones into FOUND.parquet.bad.csv, with the reasons
    #[arg(long)]
    skip_bad: bool,
    #[command(flatten)]
    storage: StorageArgs,
    #[command(flatten)]
    pack: PackArgs,
}

/// A row that no station can be found for.
#[derive(Clone, Debug, Serialize)]
struct BadRow {
    /// Row of the people file, from 1.
    row: u64,
    person_id: u64,
    agency: String,
    problem: &'static str,
}

impl Outreach {
    /// Takes the list over.
    ///
    /// # Errors
    /// Files or storage that cannot be read. Nothing is written where a row is bad, unless
    /// `--skip-bad` is given.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        let app = self.storage.open(self.pack.rules()?).await?;
        let (rows, bad) = self.judge(&app)?;
        let bad_file = if bad.is_empty() || self.dry_run { None } else { self.write_bad(&bad)? };
        let is_written = !self.dry_run && (bad.is_empty() || self.skip_bad);
        let taken = if is_written { self.write(&app, rows).await? } else { OutreachTaken::default() };
        let document = json!({
            "rows": rows, "written": is_written, "taken": taken,
            "bad": bad.len(), "bad_rows": bad.iter().take(SHOWN).collect::<Vec<_>>(),
            "bad_file": bad_file,
        });
        printer.print(&document, || text(rows, is_written, &taken, &bad, bad_file.as_deref()))?;
        Ok(if bad.is_empty() { Outcome::Yes } else { Outcome::No })
    }

    /// How many rows there are, and those that no station can be found for.
    fn judge(&self, app: &App) -> Result<(u64, Vec<BadRow>)> {
        let (mut rows, mut bad) = (0, Vec::new());
        let bar = progress::people_doing("checking");
        let mut progress = |done, all| {
            bar.set_length(all);
            bar.set_position(done);
        };
        let mut take = |person: FoundPerson| -> Result<(), ScreenError> {
            if self.is_listed(&person) {
                rows += 1;
                bad.extend(station(app, &person).err());
            }
            Ok(())
        };
        read_found(&self.found, &self.people, &mut progress, &mut take)?;
        bar.finish_and_clear();
        Ok((rows, bad))
    }

    fn is_listed(&self, person: &FoundPerson) -> bool {
        person.ruling == "potential" || self.unknown && person.ruling == "unknown"
    }

    /// Reads again, on a thread of its own, and writes what comes.
    async fn write(&self, app: &App, rows: u64) -> Result<OutreachTaken> {
        let (sender, mut receiver) = mpsc::channel::<FoundPerson>(AHEAD);
        let (found, people, unknown) = (self.found.clone(), self.people.clone(), self.unknown);
        let reading = tokio::task::spawn_blocking(move || {
            let mut take = |person: FoundPerson| -> Result<(), ScreenError> {
                if person.ruling == "potential" || unknown && person.ruling == "unknown" {
                    // Nobody listens any more after an error.
                    let _ = sender.blocking_send(person);
                }
                Ok(())
            };
            read_found(&found, &people, &mut |_, _| {}, &mut take)
        });
        let bar = progress::people_doing("writing");
        bar.set_length(rows);
        let mut taking = app.take_outreach();
        while let Some(person) = receiver.recv().await {
            if let Ok(station) = station(app, &person) {
                let FoundPerson { person, categories, missing, .. } = person;
                let prospect = Prospect { person, categories, ask: missing };
                taking.take(OutreachRow { station, prospect }).await?;
                bar.inc(1);
            }
        }
        reading.await.context("reading the list")??;
        let taken = taking.finish().await?;
        bar.finish_and_clear();
        Ok(taken)
    }

    fn write_bad(&self, bad: &[BadRow]) -> Result<Option<PathBuf>> {
        if !self.skip_bad {
            return Ok(None);
        }
        let mut name = self.found.clone().into_os_string();
        name.push(".bad.csv");
        let path = PathBuf::from(name);
        let lines = bad.iter().map(|one| {
            let agency = one.agency.replace('"', "\"\"");
            format!("{},{},\"{agency}\",{}\n", one.row, one.person_id, one.problem)
        });
        let text: String =
            std::iter::once("row,person_id,agency,problem\n".to_owned()).chain(lines).collect();
        fs::write(&path, text).with_context(|| path.display().to_string())?;
        Ok(Some(path))
    }
}

fn station(app: &App, person: &FoundPerson) -> Result<AgencyCode, BadRow> {
    let code = person.agency.as_deref().unwrap_or_default();
    let problem = if code.is_empty() {
        "names no station"
    } else {
        match app.station(code) {
            Some(station) => return Ok(station),
            None => "there is no such open station; see `leye agency list`",
        }
    };
    Err(BadRow { row: person.row, person_id: person.person, agency: code.to_owned(), problem })
}

fn text(
    rows: u64,
    is_written: bool,
    taken: &OutreachTaken,
    bad: &[BadRow],
    bad_file: Option<&Path>,
) -> String {
    let line = |one: &BadRow| format!("row {}, agency `{}`: {}\n", one.row, one.agency, one.problem);
    let mut text: String = bad.iter().take(SHOWN).map(line).collect();
    if bad.len() > SHOWN {
        text += &format!("… and {} more\n", bad.len() - SHOWN);
    }
    if let Some(file) = bad_file {
        text += &format!("bad rows: {}\n", file.display());
    }
    if !is_written {
        let why = if bad.is_empty() { "" } else { "; correct the people file, or give --skip-bad" };
        return format!(
            "{text}{rows} people to reach out to, {} bad rows: nothing was written{why}",
            bad.len()
        );
    }
    let OutreachTaken { added, changed, unchanged, reached, stations } = taken;
    format!(
        "{text}{rows} people to reach out to at {stations} stations: {added} added, {changed} changed, {unchanged} as \
         they were, {reached} reached before"
    )
}
