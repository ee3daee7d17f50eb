//! How a command answers: text or one JSON document on standard output, errors with what
//! to do next on standard error, and the exit codes of the contract.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use leye_app::AppError;
use serde::Serialize;

/// What a command that could do its work found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or the answer is yes: exit code 0.
    Yes,
    /// A check failed: exit code 1.
    No,
}

/// Wrong usage that only shows after the arguments were parsed: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// Could not do it.
pub const FAILED: u8 = 3;
/// Wrong usage.
const MISUSED: u8 = 2;
/// A check failed.
const NEGATIVE: u8 = 1;

/// Prints the error, if there is one, and gives the exit code.
pub fn finish(answer: Result<Outcome>) -> ExitCode {
    match answer {
        Ok(Outcome::Yes) => ExitCode::SUCCESS,
        Ok(Outcome::No) => ExitCode::from(NEGATIVE),
        Err(error) => {
            complain(&format_args!("{error:#}"));
            ExitCode::from(if error.is::<Usage>() { MISUSED } else { FAILED })
        }
    }
}

/// Says something on standard error. Nothing is left to do when even that fails.
pub fn complain(what: &dyn Display) {
    let _ = writeln!(io::stderr(), "leye: {what}");
}

/// Prints answers in the form that was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Printer {
    /// One JSON document instead of text.
    pub json: bool,
}

impl Printer {
    /// Prints the document with `--json`, else the text.
    ///
    /// # Errors
    /// Standard output that cannot be written. A reader that has gone, as `head` does, is
    /// no error.
    pub fn print(self, document: &impl Serialize, text: impl FnOnce() -> String) -> Result<()> {
        let answer = if self.json { serde_json::to_string(document)? } else { text() };
        let mut out = io::stdout().lock();
        match writeln!(out, "{}", answer.trim_end()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("standard output"),
            _ => Ok(()),
        }
    }
}

/// Columns of text, each as wide as its widest cell; a heading first.
pub fn table<const N: usize>(heading: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = heading.map(width);
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(cell));
        }
    }
    let line = |cells: [&str; N]| {
        let padded =
            cells.iter().zip(widths).map(|(cell, to)| format!("{cell}{}", " ".repeat(to - width(cell))));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let body = rows.iter().map(|row| line(std::array::from_fn(|at| row[at].as_str())));
    std::iter::once(line(heading)).chain(body).collect()
}

/// How many columns of a terminal a text takes: Han characters and their signs take two.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}') {
                2
            } else {
                1
            }
        })
        .sum()
}

/// An error of a use case in the words of the command line.
pub fn told(error: AppError) -> anyhow::Error {
    match error {
        AppError::Invalid(faults) => {
            let faults = faults.iter().map(|f| format!("{}: {}", f.field.replace('_', "-"), said(&f.code)));
            anyhow::anyhow!("{}", faults.collect::<Vec<_>>().join("; "))
        }
        other => other.into(),
    }
}

/// What a fault's code means here; a code without words of its own speaks for itself.
fn said(code: &str) -> String {
    match code {
        "name-taken" => "it is taken; choose another, or see `leye user list`".to_owned(),
        "unknown-agency" => "there is no such open agency; see `leye agency list`".to_owned(),
        "too-short" => {
            format!("it is too short; take at least {} characters", leye_app::session::SHORTEST_PASSWORD)
        }
        "too-long" => "it is too long; take a shorter one".to_owned(),
        other => other.replace('-', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_under_han_characters() {
        let text = table(["name", "code"], &[["道里區".into(), "1".into()], ["a".into(), "2".into()]]);
        assert_eq!(text, "name    code\n道里區  1\na       2\n");
    }
}
