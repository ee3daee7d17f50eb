//! `leye demo`: training storage full of synthetic cases.

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use leye_app::demo::{DemoOptions, DemoReport, SignInName, fill};
use leye_app::{App, AppError, Chance};
use serde_json::{Value, json};

use crate::answer::{Outcome, Printer, table};
use crate::rules::{PackArgs, today};
use crate::storage::StorageArgs;

/// Everybody's password in a demo. It protects nobody: the people do not exist.
const PASSWORD: &str = "leye-training";

/// What to fill.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// How many cases
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    cases: u32,
    /// The same seed gives the same people and cases
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    storage: StorageArgs,
    #[command(flatten)]
    pack: PackArgs,
}

impl Demo {
    /// Fills new storage.
    ///
    /// # Errors
    /// Storage that is not empty, or cannot be written.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        let data = self.storage.place();
        if self.storage.exists().await? {
            bail!(
                "{data} is not empty, and a demo is never mixed into other storage: name a new folder with --data, or an empty \
                 database with --database"
            );
        }
        let rules = self.pack.rules()?;
        let options = DemoOptions {
            cases: usize::try_from(self.cases)?,
            seed: self.seed,
            password: PASSWORD.to_owned(),
            until: today(&rules),
        };
        let app = self.storage.create(rules, Chance::from_seed(self.seed)).await?;
        let filled = fill_with_progress(&app, options).await;
        let report =
            filled.with_context(|| format!("{data} is filled in part: remove it before you try again"))?;
        printer.print(&document(&report), || text(&report, &data))?;
        Ok(Outcome::Yes)
    }
}

/// The bar goes to standard error, and only where that is a terminal.
async fn fill_with_progress(app: &App, options: DemoOptions) -> Result<DemoReport, AppError> {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("filling [{bar:40}] {pos} of {len} moves, {eta} left") {
        bar.set_style(style.progress_chars("=> "));
    }
    let moved = |done: usize, all: usize| {
        bar.set_length(u64::try_from(all).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    };
    let filled = fill(app, options, &moved).await;
    bar.finish_and_clear();
    filled
}

fn document(report: &DemoReport) -> Value {
    json!({
        "cases": report.cases,
        "counts": {
            "applications": report.counts,
            "people": { "registered": report.people },
            "staff": report.staff,
            "agencies": report.agencies,
        },
        "sign_in_names": report.sign_ins,
        "password": report.password,
    })
}

fn text(report: &DemoReport, data: &str) -> String {
    let row =
        |s: &SignInName| [s.name.clone(), s.role.clone(), s.agency_hant.clone(), s.display_name.clone()];
    let names: Vec<_> = report.sign_ins.iter().filter(|s| !s.alike).map(row).collect();
    let alike = report.sign_ins.iter().filter(|s| s.alike).count();
    let counts: Vec<_> =
        report.counts.iter().map(|(state, count)| [state.clone(), count.to_string()]).collect();
    format!(
        "{} cases of {} people\n\n{}\n{}\nand {alike} more in the other counties, such as clerk-230109-1; --json names them all\npassword of all: {}\nserve them with `leye serve --training --data {data}`\n",
        report.cases,
        report.people,
        table(["state", "cases"], &counts),
        table(["sign-in name", "role", "agency", "display name"], &names),
        report.password,
    )
}
