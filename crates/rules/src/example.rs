//! The worked examples of a pack: what each expects, and what comes out.

use leye_pack::{Example, Pack};
use serde::Serialize;

use crate::engines::Engines;
use crate::error::EvaluateError;
use crate::ruling::Ruling;

/// An example that does not come out as it says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Failed {
    /// Its sentence.
    pub title: String,
    /// Its file in the pack.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// Why there is no ruling at all.
    pub error: Option<String>,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// `ruling`, `categories`, `unknown` or `missing`.
    pub what: &'static str,
    /// What the example says.
    pub expected: String,
    /// What the rules give.
    pub found: String,
}

/// Runs every example of a pack; those that do not come out are told, in the order of the
/// pack.
pub fn run_examples(pack: &Pack, engines: &Engines) -> Vec<Failed> {
    pack.examples.iter().filter_map(|example| run(example, engines)).collect()
}

fn run(example: &Example, engines: &Engines) -> Option<Failed> {
    let failed = |error, differences| Failed {
        title: example.title.clone(),
        file: example.file.clone(),
        line: example.line,
        error,
        differences,
    };
    match engines.evaluate(&example.facts, &example.household, example.on) {
        Err(error) => Some(failed(Some(told(&error)), Vec::new())),
        Ok(ruling) => {
            let differences = compare(example, &ruling);
            (!differences.is_empty()).then(|| failed(None, differences))
        }
    }
}

fn told(error: &EvaluateError) -> String {
    error.to_string()
}

fn compare(example: &Example, ruling: &Ruling) -> Vec<Difference> {
    let list = |names: &[&str]| names.join(", ");
    let given = |names: &[String]| names.join(", ");
    let pairs = [
        ("ruling", example.ruling.as_str().to_owned(), ruling.ruling.as_str().to_owned()),
        ("categories", given(&example.categories), list(&ruling.holding())),
        ("unknown", given(&example.unknown), list(&ruling.undecided())),
        ("missing", given(&example.missing), list(&ruling.missing())),
    ];
    let differing = pairs.into_iter().filter(|(_, expected, found)| expected != found);
    differing.map(|(what, expected, found)| Difference { what, expected, found }).collect()
}
