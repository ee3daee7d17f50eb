//! `leye calendar`: count a time limit day by day, and import a year.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{ArgGroup, Subcommand};
use jiff::civil::{Date, Time};
use leye_app::Rules;
use leye_app::calendar::{Imported, parse};
use leye_domain::calendar::{DayKind, SpecialDay};
use leye_domain::clock::{Budget, Clock, DayCount, WhyCounted};
use serde_json::{Value, json};

use crate::answer::{Outcome, Printer, complain, table};
use crate::rules::PackArgs;
use crate::storage::StorageArgs;

/// Commands on the statutory calendar.
#[derive(Debug, Subcommand)]
pub enum Calendar {
    /// Tells when a time limit ends, and why, day by day
    Due(Due),
    /// Adds a year's calendar, or replaces one, and counts open time limits anew
    Import {
        /// CSV with the columns date,kind,name,year; kind is holiday or workday
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        storage: StorageArgs,
        #[command(flatten)]
        pack: PackArgs,
    },
}

/// Which time limit.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("length").required(true).args(["working_days", "days"])))]
pub struct Due {
    /// The day on which it begins, which is not counted
    #[arg(long, value_name = "DATE")]
    from: Date,
    /// Its length in working days
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=3650))]
    working_days: Option<u16>,
    /// Its length in natural days
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=3650))]
    days: Option<u16>,
    /// An end on a rest day moves to the next working day
    #[arg(long, requires = "days", conflicts_with = "working_days")]
    roll: bool,
    #[command(flatten)]
    storage: StorageArgs,
    #[command(flatten)]
    pack: PackArgs,
}

impl Calendar {
    /// Counts or imports.
    ///
    /// # Errors
    /// A year without a calendar, a faulty file, storage that cannot be opened.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        match self {
            Calendar::Due(due) => due.run(printer).await,
            Calendar::Import { file, storage, pack } => {
                storage.must_exist().await?;
                let days = read(&file)?;
                let app = storage.open(pack.rules()?).await?;
                let source = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let imported = app.import_calendar(days, &source).await?;
                printer.print(&document(&imported), || summary(&imported))?;
                Ok(Outcome::Yes)
            }
        }
    }
}

impl Due {
    async fn run(self, printer: Printer) -> Result<Outcome> {
        let rules = self.pack.rules()?;
        let started = self.from.to_zoned(rules.zone().clone()).context("--from")?.timestamp();
        let budget = match (self.working_days, self.days) {
            (Some(amount), _) => Budget::working(amount),
            (None, amount) => Budget::natural(amount.unwrap_or_default(), self.roll),
        };
        let clock = Clock {
            limit: "due".to_owned(),
            article: String::new(),
            started,
            budget,
            close: Time::MAX,
            ledger: Vec::new(),
        };
        let zone = rules.zone().clone();
        let reading = clock.read(&calendar(&self.storage, rules).await?, &zone)?;
        let due = reading.due_day().context("the time limit stands still")?;
        let days: Vec<(Date, bool, String)> = reading.days.iter().map(explained).collect();
        let entry = |(date, counted, why): &(Date, bool, String)| json!({"date": date, "counted": counted, "why": why});
        let document = json!({ "due": due, "days": days.iter().map(entry).collect::<Vec<_>>() });
        printer.print(&document, || by_day(due, &days))?;
        Ok(Outcome::Yes)
    }
}

/// The pack's years, with those that were imported where there is storage.
async fn calendar(storage: &StorageArgs, rules: Rules) -> Result<leye_domain::calendar::Calendar> {
    if !storage.exists().await? {
        return Ok(rules.calendar());
    }
    Ok(storage.open(rules).await?.rules().calendar())
}

fn explained(day: &DayCount) -> (Date, bool, String) {
    let why = match &day.why {
        WhyCounted::FirstDay => "first day, not counted".to_owned(),
        WhyCounted::Natural => "natural day".to_owned(),
        WhyCounted::Calendar(kind) => kind_of_day(kind),
        WhyCounted::Suspended(_) => "suspended".to_owned(),
        WhyCounted::Rolled(kind) => format!("rolled: {}", kind_of_day(kind)),
        WhyCounted::RolledEnd(kind) => format!("end, rolled to this {}", kind_of_day(kind)),
    };
    (day.date, day.counted, why)
}

fn kind_of_day(kind: &DayKind) -> String {
    match kind {
        DayKind::Working => "working day".to_owned(),
        DayKind::MakeUp(name) => format!("make-up working day ({name})"),
        DayKind::Weekend => "weekend".to_owned(),
        DayKind::Holiday(name) => format!("holiday ({name})"),
    }
}

fn by_day(due: Date, days: &[(Date, bool, String)]) -> String {
    let mut count = 0;
    let row = |(date, counted, why): &(Date, bool, String)| {
        count += u32::from(*counted);
        let number = if *counted { count.to_string() } else { String::new() };
        [date.strftime("%F %a").to_string(), number, why.clone()]
    };
    let rows: Vec<_> = days.iter().map(row).collect();
    format!("due {due}\n\n{}", table(["date", "day", "why"], &rows))
}

/// Reads the file; every faulty line is named before it gives up.
fn read(file: &Path) -> Result<Vec<(i16, SpecialDay)>> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let Ok(text) = String::from_utf8(bytes) else {
        bail!("{}: the file is not UTF-8; save it as CSV in UTF-8", file.display());
    };
    parse(&text).map_err(|faults| {
        faults.iter().for_each(|fault| complain(&format_args!("{}: {fault}", file.display())));
        anyhow::anyhow!(
            "{}: nothing was imported; mend {} and import again",
            file.display(),
            lines(faults.len())
        )
    })
}

fn lines(count: usize) -> String {
    if count == 1 { "the line above".to_owned() } else { format!("the {count} lines above") }
}

fn document(imported: &Imported) -> Value {
    let years = imported.years.iter().map(|(year, days)| json!({ "year": year, "days": days }));
    json!({ "years": years.collect::<Vec<_>>(), "moved": imported.moved })
}

fn summary(imported: &Imported) -> String {
    let years = imported.years.iter().map(|(year, days)| format!("{year}: {days} days imported\n"));
    years.collect::<String>()
        + &format!("{} open time limits moved, each with its reason on record\n", imported.moved)
        + "a service that runs on this storage counts with it within a minute"
}
