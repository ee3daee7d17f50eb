//! `cargo xtask tidy`: the house rules that a program can check.
//!
//! Every check looks at the tree as text and adds [`Fault`]s; all of them are
//! printed at once, each with its file, its line and its remedy. The rules and
//! their reasons are in `STYLE.md`.

mod locales;
mod members;
mod rooms;
mod rust;
mod text;
mod tree;

use std::fmt;
use std::path::Path;

use anyhow::{Result, bail};

pub use tree::{File, Tree};

/// One breach of a house rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, from the root, with `/` between the rooms.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// What one look at the tree found.
#[derive(Debug, Default)]
pub struct Report {
    /// What must be mended.
    pub faults: Vec<Fault>,
    /// What should be looked at, and fails nothing.
    pub warnings: Vec<Fault>,
}

impl Report {
    fn fault(&mut self, path: &str, line: usize, what: impl Into<String>) {
        self.faults.push(Fault { path: path.into(), line, what: what.into() });
    }

    fn warn(&mut self, path: &str, line: usize, what: impl Into<String>) {
        self.warnings.push(Fault { path: path.into(), line, what: what.into() });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for warning in &self.warnings {
            writeln!(out, "warning: {warning}")?;
        }
        for fault in &self.faults {
            writeln!(out, "{fault}")?;
        }
        write!(out, "{} faults, {} warnings", self.faults.len(), self.warnings.len())
    }
}

/// Looks at everything under `root`.
///
/// # Errors
/// When a file cannot be read; breaches are in the report.
pub fn check(root: &Path) -> Result<Report> {
    Ok(inspect(&Tree::read(root)?))
}

/// Looks at a tree that is already read.
#[must_use]
pub fn inspect(tree: &Tree) -> Report {
    let mut report = Report::default();
    rooms::inspect(tree, &mut report);
    text::inspect(tree, &mut report);
    rust::inspect(tree, &mut report);
    members::inspect(tree, &mut report);
    locales::inspect(tree, &mut report);
    report.faults.sort();
    report.warnings.sort();
    report
}

/// Prints the report.
///
/// # Errors
/// When there is a fault.
pub fn run(root: &Path) -> Result<()> {
    let report = check(root)?;
    println!("{report}");
    match report.faults.len() {
        0 => Ok(()),
        count => bail!(
            "the tree has {count} breaches of the house rules: mend those named above (STYLE.md has the reasons)"
        ),
    }
}

/// What the checks find in a tree of these files: for the tests of each check.
#[cfg(test)]
fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let tree = Tree::of(files);
    inspect(&tree).faults.iter().map(ToString::to_string).collect()
}
