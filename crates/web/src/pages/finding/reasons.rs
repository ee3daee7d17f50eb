//! Articles, grounds and facts of a finding, in the reader's words.

use std::collections::BTreeMap;

use leye_app::App;
use leye_pack::{Fact as PackFact, FactKind};
use serde_json::Value;

use crate::parts::Fact;
use crate::words::Words;

/// The title of an exit article; its code where the pack has it no more.
pub(crate) fn title(app: &App, words: Words, code: &str) -> String {
    app.exit_article(code)
        .map_or_else(|| code.to_owned(), |exit| exit.titles.get(words.lang.as_str()).to_owned())
}

/// A category, with its code.
pub(crate) fn category(app: &App, words: Words, code: &str) -> String {
    let pack = &app.rules().pack();
    let found = pack.categories.iter().find(|category| category.code == code);
    let title = found.map(|category| category.titles.get(words.lang.as_str()));
    title.map_or_else(|| code.to_owned(), |title| format!("{code} {title}"))
}

/// What ends: the status, or some grounds.
pub(super) fn ends(words: Words, grounds: &[String]) -> String {
    if grounds.is_empty() {
        return words.t("finding-ends-status");
    }
    words.with("finding-ends-grounds", &[("grounds", grounds.join(words.t("list-comma").as_str()))])
}

/// What is to be asked for.
pub(super) fn ask(app: &App, words: Words, names: &[String]) -> String {
    if names.is_empty() {
        return words.t("finding-ask-apply");
    }
    let titles: Vec<String> = names.iter().map(|name| fact_title(app, words, name)).collect();
    words.with("finding-ask", &[("facts", titles.join(words.t("list-comma").as_str()))])
}

/// The question for a fact, as a resident is asked it.
pub(super) fn question(app: &App, words: Words, name: &str) -> String {
    let found = known(app, name, |fact| fact.question.get(words.lang.as_str()).to_owned());
    found.unwrap_or_else(|| name.to_owned())
}

/// The facts that settled a reason.
pub(super) fn facts(app: &App, words: Words, used: &BTreeMap<String, String>) -> Vec<Fact> {
    let fact = |(name, value): (&String, &String)| {
        let value: Value = serde_json::from_str(value).unwrap_or_default();
        if name == "household" {
            let members = value.as_array().into_iter().flatten().filter_map(Value::as_object);
            let told = members.map(|member| {
                let facts = member.iter().map(|(name, value)| told(app, words, name, value));
                facts.collect::<Vec<_>>().join(words.t("list-comma").as_str())
            });
            let lines: Vec<String> = told.filter(|line| !line.is_empty()).collect();
            return Fact { key: words.t("finding-household"), value: lines.join(" · "), ..Fact::default() };
        }
        Fact { key: fact_title(app, words, name), value: shown(app, words, name, &value), ..Fact::default() }
    };
    used.iter().map(fact).collect()
}

fn told(app: &App, words: Words, name: &str, value: &Value) -> String {
    words.with(
        "finding-fact",
        &[("fact", fact_title(app, words, name)), ("value", shown(app, words, name, value))],
    )
}

fn fact_title(app: &App, words: Words, name: &str) -> String {
    let found = known(app, name, |fact| fact.titles.get(words.lang.as_str()).to_owned());
    found.unwrap_or_else(|| name.to_owned())
}

fn shown(app: &App, words: Words, name: &str, value: &Value) -> String {
    match value {
        Value::Bool(flag) => words.t(if *flag { "finding-yes" } else { "finding-no" }),
        Value::String(text) => {
            let word = known(app, name, |fact| {
                let found = fact.words.iter().find(|word| word.value == *text);
                found.map(|word| word.titles.get(words.lang.as_str()).to_owned())
            });
            let is_day = known(app, name, |fact| fact.kind == FactKind::Day) == Some(true);
            let day = text.parse().ok().filter(|_| is_day).map(|day| words.date(day));
            word.flatten().or(day).unwrap_or_else(|| text.clone())
        }
        other => other.to_string(),
    }
}

fn known<T>(app: &App, name: &str, take: impl FnOnce(&PackFact) -> T) -> Option<T> {
    let pack = &app.rules().pack();
    pack.facts.iter().chain(&pack.register).find(|fact| fact.name == name).map(take)
}
