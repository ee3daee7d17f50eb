//! `leye pack`: every fault of a policy pack at once, its worked examples, one person's
//! ruling by it, what changes from one pack to another, and for whom.

mod changes;
mod check;
mod examples;
mod explain;
mod rehearse;

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
    /// Tells what changes from one pack to another; exit code 1 if anything does
    Diff {
        /// Folder of a pack, or the name of one that is compiled in
        #[arg(value_name = "A")]
        before: PathBuf,
        /// Folder of a pack, or the name of one that is compiled in
        #[arg(value_name = "B")]
        after: PathBuf,
    },
    /// Tells who gains and who loses by a draft, where, and the cases that this makes
    Rehearse(rehearse::Rehearse),
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
            Pack::Diff { before, after } => changes::run(&before, &after, printer),
            Pack::Rehearse(rehearse) => rehearse.run(printer),
        }
    }
}
