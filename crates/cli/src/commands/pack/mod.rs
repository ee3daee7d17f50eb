//! `leye pack`: every fault of a policy pack at once, its worked examples, and one person's
//! ruling by it.

mod check;
mod examples;
mod explain;

use std::path::PathBuf;

use anyhow::Result;
use clap::Subcommand;

use crate::answer::{Outcome, Printer};

/// Commands on packs.
#[derive(Debug, Subcommand)]
pub enum Pack {
    /// Lists every fault with file, line, column and remedy; exit code 1 if there is one
    Check {
        /// Folder of the pack
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Runs the worked examples of a pack; exit code 1 if one does not come out
    Test {
        /// Folder of the pack
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Explains one person's ruling: every condition, the facts it used, what is missing
    Explain(explain::Explain),
}

impl Pack {
    /// Runs the command.
    ///
    /// # Errors
    /// A folder or file that cannot be read, a pack with faults, a day on which the pack is
    /// not in force.
    pub fn run(self, printer: Printer) -> Result<Outcome> {
        match self {
            Pack::Check { folder } => check::run(&folder, printer),
            Pack::Test { folder } => examples::run(&folder, printer),
            Pack::Explain(explain) => explain.run(printer),
        }
    }
}
