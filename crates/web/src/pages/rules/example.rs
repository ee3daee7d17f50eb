//! Worked examples: who on which day, and what comes out.

use leye_pack::{Example, Known, Pack};

use crate::pages::check::value_words;
use crate::words::Words;

/// One example.
pub(super) struct ExampleLine {
    pub title: String,
    pub day: String,
    pub ruling: String,
    pub verdict: &'static str,
    pub categories: String,
    pub facts: Vec<String>,
    pub household: Vec<String>,
}

/// The examples that were written for an article: those of its file.
pub(super) fn of(words: Words, pack: &Pack, files: &[&str]) -> Vec<ExampleLine> {
    let named = |example: &&Example| {
        files
            .iter()
            .any(|name| example.file.strip_prefix("examples/") == Some(format!("{name}.toml").as_str()))
    };
    pack.examples.iter().filter(named).map(|example| line(words, pack, example)).collect()
}

fn line(words: Words, pack: &Pack, example: &Example) -> ExampleLine {
    let ruling = example.ruling.as_str();
    ExampleLine {
        title: example.title.clone(),
        day: words.date(example.on),
        ruling: words.t(&format!("rules-ruling-{ruling}")),
        verdict: match ruling {
            "eligible" => "yes",
            "ineligible" => "no",
            _ => "unknown",
        },
        categories: [&example.categories[..], &example.unknown[..]].concat().join(&words.t("check-comma")),
        facts: known(words, pack, &example.facts),
        household: example
            .household
            .iter()
            .map(|one| known(words, pack, one).join(&words.t("check-comma")))
            .collect(),
    }
}

fn known(words: Words, pack: &Pack, facts: &Known) -> Vec<String> {
    // In the order of the pack, as people are asked.
    let told = pack.facts.iter().filter_map(|fact| {
        let values = [
            ("fact", words.of_pack(&fact.titles).to_owned()),
            ("value", value_words(words, Some(fact), facts.get(&fact.name)?)),
        ];
        Some(words.with("check-assumed-one", &values))
    });
    told.collect()
}
