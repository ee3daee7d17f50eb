//! `leye demo`: training storage full of synthetic cases.

use std::io::{self, IsTerminal};

use anyhow::{Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use leye_app::{App, Chance, demo};
use serde_json::json;

use crate::answer::{Outcome, Printer, table};
use crate::rules::{PackArgs, today};
use crate::storage::StorageArgs;

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
        let data = self.storage.data.display();
        if self.storage.exists() {
            bail!(
                "{data} is not empty: a demo is never mixed into other storage; name a new folder with --data"
            );
        }
        let rules = self.pack.rules()?;
        let until = today(&rules);
        let app = self.storage.create(rules, Chance::from_seed(self.seed)).await?;
        app.begin(true).await?;
        Ok(Outcome::Yes)
    }
}
