//! The worked examples of a pack: what each expects, and what comes out.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leye_pack::{Example, ExitExample, Pack};
use serde::Serialize;

use crate::engines::Engines;
use crate::error::{EngineError, EvaluateError};
use crate::exits::{ExitEngine, ExitRuling};
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
    /// `ruling`, `categories`, `unknown` or `missing`; of an exit `ends`, `articles`, `unknown`,
    /// `lost` or `later`.
    pub what: &'static str,
    /// What the example says.
    pub expected: String,
    /// What the rules give.
    pub found: String,
}

/// Runs every example of a pack; those that do not come out are told, in the order of the
/// pack.
pub fn run_examples(pack: &Pack, engines: &Engines) -> Vec<Failed> {
    let entry = pack.examples.iter().filter_map(|example| run(example, engines));
    let mut days = BTreeMap::new();
    let exits = pack.exit_examples.iter().filter_map(|example| run_exit(pack, example, &mut days));
    entry.chain(exits).collect()
}

/// `days` keeps the engine of each day.
fn run_exit(
    pack: &Pack,
    example: &ExitExample,
    days: &mut BTreeMap<Date, Result<ExitEngine, EngineError>>,
) -> Option<Failed> {
    let failed = |error, differences| Failed {
        title: example.title.clone(),
        file: example.file.clone(),
        line: example.line,
        error,
        differences,
    };
    let engine = match days.entry(example.on).or_insert_with(|| ExitEngine::new(pack, example.on)) {
        Ok(engine) => engine,
        Err(error) => return Some(failed(Some(error.to_string()), Vec::new())),
    };
    match engine.judge(&example.facts, &example.household, &example.grounds) {
        Err(error) => Some(failed(Some(told(&error)), Vec::new())),
        Ok(ruling) => {
            let differences = compare_exit(example, &ruling);
            (!differences.is_empty()).then(|| failed(None, differences))
        }
    }
}

fn compare_exit(example: &ExitExample, ruling: &ExitRuling) -> Vec<Difference> {
    let word = |ends: Option<bool>| match ends {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    };
    let those = |applies: Option<bool>| {
        let codes = ruling.articles.iter().filter(|exit| exit.applies == applies);
        codes.map(|exit| exit.article.to_string()).collect::<Vec<_>>().join(", ")
    };
    let mut pairs = vec![
        ("ends", word(example.ends).to_owned(), word(ruling.ends).to_owned()),
        ("articles", example.articles.join(", "), those(Some(true))),
        ("unknown", example.unknown.join(", "), those(None)),
        ("lost", example.lost.join(", "), ruling.lost.join(", ")),
    ];
    if let Some(later) = &example.later {
        let found: Vec<String> =
            ruling.later.iter().map(|end| format!("{} {}", end.on, end.article)).collect();
        pairs.push(("later", later.join(", "), found.join(", ")));
    }
    differing(pairs)
}

fn differing(pairs: impl IntoIterator<Item = (&'static str, String, String)>) -> Vec<Difference> {
    let differing = pairs.into_iter().filter(|(_, expected, found)| expected != found);
    differing.map(|(what, expected, found)| Difference { what, expected, found }).collect()
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
    differing(pairs)
}
