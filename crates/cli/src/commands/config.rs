//! `leye config`: what `leye serve` would run with, and where each value comes from.

use anyhow::Result;

use super::serve::Serve;
use crate::answer::{Outcome, Printer};
use crate::config::Effective;

/// The flags of `leye serve`.
#[derive(Debug, clap::Args)]
pub struct Config {
    #[command(flatten)]
    serve: Serve,
}

impl Config {
    /// Prints the settings. Nothing is opened.
    ///
    /// # Errors
    /// Settings that contradict each other.
    pub fn run(self, printer: Printer, effective: &Effective) -> Result<Outcome> {
        self.serve.check()?;
        printer.print(&effective.document(), || effective.table())?;
        Ok(Outcome::Yes)
    }
}
