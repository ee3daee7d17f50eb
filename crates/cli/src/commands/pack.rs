//! `leye pack check`: every fault of a policy pack at once.

use std::path::PathBuf;

use anyhow::Result;
use clap::Subcommand;
use leye_app::rules;
use leye_pack::Diagnostic;
use serde_json::json;

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
}

impl Pack {
    /// Checks the pack.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn run(self, printer: Printer) -> Result<Outcome> {
        let Pack::Check { folder } = self;
        let faults = rules::check(&rules::folder(&folder)?);
        let document = json!({ "valid": faults.is_empty(), "faults": faults });
        printer.print(&document, || match faults.len() {
            0 => format!("{}: no fault", folder.display()),
            1 => lines(&faults) + "1 fault",
            count => lines(&faults) + &format!("{count} faults"),
        })?;
        Ok(if faults.is_empty() { Outcome::Yes } else { Outcome::No })
    }
}

fn lines(faults: &[Diagnostic]) -> String {
    let line =
        |f: &Diagnostic| format!("{}:{}:{}: {}\n  {}\n", f.file, f.line, f.column, f.message, f.remedy);
    faults.iter().map(line).collect()
}
