//! `leye training year`: a simulated year that proves itself by an independent count.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use leye_app::Chance;
use leye_app::demo::year::{Difference, Lived, YearOptions, YearReport, live};
use serde_json::{Value, json};

use crate::answer::{FAILED, Outcome, Printer, complain, table, told};
use crate::rules::{PackArgs, today};
use crate::storage::StorageArgs;

/// Everybody's password there. It protects nobody: the people do not exist.
const PASSWORD: &str = "leye-training";
/// So many differences are shown as text; `--json` names more.
const SHOWN: usize = 40;

/// What to live through.
#[derive(Debug, clap::Subcommand)]
pub enum Training {
    /// Follow-up and assistance of a year, day by day: every list held against a count of its own
    Year(YearArgs),
}

/// How large the year is.
#[derive(Debug, clap::Args)]
pub struct YearArgs {
    /// How many stations of the real tree
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1_500))]
    stations: u32,
    /// How many people, all of them determined
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=200_000))]
    people: u32,
    /// How many days; the last is yesterday
    #[arg(long, value_name = "N", default_value_t = 365, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    days: u32,
    /// The same seed gives the same lives
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    storage: StorageArgs,
    #[command(flatten)]
    pack: PackArgs,
}

impl Training {
    /// Runs it.
    ///
    /// # Errors
    /// Storage that is not empty, or cannot be written; a year that was stopped.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        let Training::Year(year) = self;
        year.run(printer).await
    }
}

impl YearArgs {
    async fn run(self, printer: Printer) -> Result<Outcome> {
        let data = self.storage.place();
        if self.storage.exists().await? {
            bail!(
                "{data} is not empty, and a simulated year is never mixed into other storage: name a new folder with --data, \
                 or an empty database with --database"
            );
        }
        let rules = self.pack.rules()?;
        let options = YearOptions {
            stations: usize::try_from(self.stations)?,
            people: usize::try_from(self.people)?,
            days: usize::try_from(self.days)?,
            seed: self.seed,
            until: today(&rules),
            password: PASSWORD.to_owned(),
        };
        let days = options.days;
        let app = self.storage.create(rules, Chance::from_seed(self.seed)).await?;
        let (stop, bar) = (stop_on_interrupt(), bar(options.days));
        let began = bar.clone();
        let lived = move |one: Lived| show(&began, one);
        let done = live(&app, options, &stop, &lived).await.map_err(told);
        let seconds = bar.elapsed().as_secs();
        bar.finish_and_clear();
        let report =
            done.with_context(|| format!("{data} is filled in part: remove it before you try again"))?;
        printer.print(&document(&report, seconds)?, || text(&report, seconds, &data))?;
        if report.days < days {
            bail!("stopped after {} of {days} days: remove {data} before you try again", report.days);
        }
        Ok(if report.differing == 0 { Outcome::Yes } else { Outcome::No })
    }
}

/// The first Ctrl-C ends the year after the day at hand, a second one at once: what was written
/// is whole in either case.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            asked.store(true, Ordering::SeqCst);
            complain(&"stopping after this day; Ctrl-C once more stops at once");
        }
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(FAILED.into());
        }
    });
    stop
}

/// The bar goes to standard error, and only where that is a terminal.
fn bar(days: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(days).unwrap_or(u64::MAX));
    let form = "living [{bar:30}] day {pos} of {len}, {msg}, {elapsed}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(form) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message("making stations and people");
    bar.enable_steady_tick(Duration::from_secs(1));
    bar
}

fn show(bar: &ProgressBar, lived: Lived) {
    let seconds = bar.elapsed().as_secs().max(1);
    let found =
        if lived.differences == 0 { String::new() } else { format!(", {} differ", lived.differences) };
    bar.set_message(format!("{} deeds, {} a second{found}", lived.deeds, lived.deeds / seconds));
    bar.set_position(u64::try_from(lived.days).unwrap_or(u64::MAX));
}

fn document(report: &YearReport, seconds: u64) -> Result<Value> {
    let mut document = serde_json::to_value(report)?;
    if let Some(fields) = document.as_object_mut() {
        fields.insert("seconds".to_owned(), json!(seconds));
    }
    Ok(document)
}

fn text(report: &YearReport, seconds: u64, data: &str) -> String {
    let word = |kind| serde_json::to_value(kind).ok().and_then(|word| word.as_str().map(str::to_owned));
    let deeds = report.deeds.iter().map(|(kind, count)| [word(kind).unwrap_or_default(), count.to_string()]);
    let deeds: Vec<[String; 2]> = deeds.collect();
    let compared = report.compared.iter().map(|(list, rows)| [(*list).to_owned(), rows.to_string()]);
    let compared: Vec<[String; 2]> = compared.collect();
    let verdict = match report.differing {
        0 => {
            "every list says what the independent count says: nothing is missing, nothing twice\n".to_owned()
        }
        count => format!("{count} differences\n{}", differences(report)),
    };
    format!(
        "{} people at {} stations, {} of them assisted from the beginning, from {} to {}: {} days in {seconds} s\n\n{}\n{}\n\
         {} checks: {verdict}look at it with `leye serve --training --data {data}`, as clerk-230102-1 with the password {PASSWORD}\n",
        report.people,
        report.stations,
        report.assisted,
        report.from,
        report.to,
        report.days,
        table(["done", "times"], &deeds),
        table(["list", "rows compared"], &compared),
        report.checks,
    )
}

fn differences(report: &YearReport) -> String {
    let row = |one: &Difference| {
        let books = one.books.clone().unwrap_or_else(|| "-".to_owned());
        let listed = if one.service.is_empty() { "-".to_owned() } else { one.service.join(" | ") };
        [
            one.day.to_string(),
            one.list.to_owned(),
            one.agency.clone(),
            one.person.clone(),
            one.what.clone(),
            books,
            listed,
        ]
    };
    let rows: Vec<_> = report.differences.iter().take(SHOWN).map(row).collect();
    let heading = ["day", "list", "agency", "person", "what", "counted", "listed"];
    let more = report.differing.saturating_sub(rows.len());
    let more =
        if more == 0 { String::new() } else { format!("and {more} more; --json names the first 1000\n") };
    table(heading, &rows) + &more
}
