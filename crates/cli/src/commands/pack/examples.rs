//! `leye pack test`: the worked examples of a pack.

use std::path::Path;

use anyhow::Result;
use leye_app::{Rules, rules};
use leye_rules::{Failed, run_examples};
use serde_json::json;

use crate::answer::{Outcome, Printer};

pub(super) fn run(folder: &Path, printer: Printer) -> Result<Outcome> {
    let rules = Rules::new(&rules::folder(folder)?)?;
    let pack = &rules.pack();
    let failed = run_examples(pack, &rules.engines());
    let count = pack.examples.len() + pack.exit_examples.len();
    let document = json!({ "pack": pack.id, "examples": count, "failed": failed });
    printer.print(&document, || {
        let told: String = failed.iter().map(lines).collect();
        format!("{told}{count} examples, {} failed", failed.len())
    })?;
    Ok(if failed.is_empty() { Outcome::Yes } else { Outcome::No })
}

fn lines(failed: &Failed) -> String {
    let head = format!("{}:{}: {}\n", failed.file, failed.line, failed.title);
    let error = failed.error.iter().map(|error| format!("  {error}\n"));
    let differences = failed.differences.iter().map(|one| {
        let (expected, found) = (empty(&one.expected), empty(&one.found));
        format!("  {}: expected {expected}, found {found}\n", one.what)
    });
    std::iter::once(head).chain(error).chain(differences).collect()
}

fn empty(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}
