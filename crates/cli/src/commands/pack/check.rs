//! `leye pack check`: every fault of a policy pack at once.

use std::path::Path;

use anyhow::Result;
use leye_app::rules;
use leye_pack::Diagnostic;
use serde_json::json;

use crate::answer::{Outcome, Printer};

pub(super) fn run(folder: &Path, printer: Printer) -> Result<Outcome> {
    let (_, faults) = rules::inspect(&rules::folder(folder)?);
    let document = json!({ "valid": faults.is_empty(), "faults": faults });
    printer.print(&document, || match faults.len() {
        0 => format!("{}: no fault", folder.display()),
        1 => lines(&faults) + "1 fault",
        count => lines(&faults) + &format!("{count} faults"),
    })?;
    Ok(if faults.is_empty() { Outcome::Yes } else { Outcome::No })
}

fn lines(faults: &[Diagnostic]) -> String {
    let line =
        |f: &Diagnostic| format!("{}:{}:{}: {}\n  {}\n", f.file, f.line, f.column, f.message, f.remedy);
    faults.iter().map(line).collect()
}
