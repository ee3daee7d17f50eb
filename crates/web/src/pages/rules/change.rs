//! What a later pack makes of an article: conditions, values and proofs that came, went or
//! read otherwise.

use std::collections::BTreeMap;

use leye_app::rules::Relative;
use leye_pack::{Category, Pack, Rule, Values};

use super::parts::{amount, period};
use crate::words::Words;

/// A pack that came later, or before.
pub(super) struct Change {
    pub title: String,
    pub period: String,
    pub is_later: bool,
    /// What differs in this article; empty where the file is replaced by an equal one.
    pub lines: Vec<String>,
}

/// An article as far as it can change: what there is by code, with what it says.
#[derive(Default)]
struct Contents {
    conditions: BTreeMap<String, (String, String)>,
    values: BTreeMap<String, String>,
    proofs: BTreeMap<String, String>,
}

/// The changes of an article, by pack.
pub(super) fn of(words: Words, ours: &Pack, relatives: &[Relative], code: &str) -> Vec<Change> {
    let change = |relative: &Relative| {
        let theirs = &relative.pack;
        let (before, after) = if relative.is_later { (ours, &**theirs) } else { (&**theirs, ours) };
        let lines = differences(words, &contents(words, before, code), &contents(words, after, code));
        Change {
            title: words.of_pack(&theirs.titles).to_owned(),
            period: period(words, after.period),
            is_later: relative.is_later,
            lines,
        }
    };
    relatives.iter().map(change).filter(|change| !change.lines.is_empty()).collect()
}

/// The articles that a relative touches, by code.
pub(super) fn touched(words: Words, ours: &Pack, relative: &Relative) -> Vec<String> {
    let categories = ours.categories.iter().chain(&relative.pack.categories).map(|one| one.code.clone());
    let mut codes: Vec<String> =
        std::iter::once(ours.general.article.article.clone()).chain(categories).collect();
    let mut seen = std::collections::BTreeSet::new();
    codes.retain(|code| {
        seen.insert(code.clone())
            && !differences(words, &contents(words, ours, code), &contents(words, &relative.pack, code))
                .is_empty()
    });
    codes
}

fn contents(words: Words, pack: &Pack, code: &str) -> Contents {
    if pack.general.article.article == code {
        return general(words, pack);
    }
    pack.categories.iter().find(|one| one.code == code).map(|one| category(words, one)).unwrap_or_default()
}

fn general(words: Words, pack: &Pack) -> Contents {
    let title = |titles: &leye_pack::Words| words.of_pack(titles).to_owned();
    let own = pack.general.conditions.iter();
    let own = own.map(|one| (one.code.clone(), (title(&one.titles), flat(&one.predicate.text))));
    let proofs = pack.general.conditions.iter().flat_map(|one| &one.proofs);
    Contents {
        conditions: own.chain(pack.shared.iter().map(|rule| rule_of(words, rule))).collect(),
        values: values(words, &pack.general.values),
        proofs: proofs.map(|proof| (proof.key.clone(), title(&proof.titles))).collect(),
    }
}

fn category(words: Words, category: &Category) -> Contents {
    let rules = category.conditions.iter().chain(category.exceptions.iter().map(|one| &one.rule));
    let proofs = category.proofs.iter();
    Contents {
        conditions: rules.map(|rule| rule_of(words, rule)).collect(),
        values: values(words, &category.values),
        proofs: proofs.map(|proof| (proof.key.clone(), words.of_pack(&proof.titles).to_owned())).collect(),
    }
}

fn rule_of(words: Words, rule: &Rule) -> (String, (String, String)) {
    (rule.code.clone(), (words.of_pack(&rule.titles).to_owned(), flat(&rule.predicate.text)))
}

fn values(words: Words, values: &Values) -> BTreeMap<String, String> {
    let newest =
        values.iter().map(|(name, timeline)| (name.to_owned(), amount(words, timeline.newest().value)));
    newest.collect()
}

/// A predicate without its line breaks.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn differences(words: Words, before: &Contents, after: &Contents) -> Vec<String> {
    let mut lines = Vec::new();
    let tell = |key: &str, values: &[(&str, String)]| words.with(key, values);
    for (code, (title, text)) in &after.conditions {
        match before.conditions.get(code) {
            None => lines.push(tell("rules-change-condition-new", &[("title", title.clone())])),
            Some((_, old)) if old != text => {
                let values = [("title", title.clone()), ("old", old.clone()), ("new", text.clone())];
                lines.push(tell("rules-change-condition", &values));
            }
            Some(_) => {}
        }
    }
    let gone = before.conditions.iter().filter(|(code, _)| !after.conditions.contains_key(*code));
    lines
        .extend(gone.map(|(_, (title, _))| tell("rules-change-condition-gone", &[("title", title.clone())])));
    for (name, value) in &after.values {
        let old = before.values.get(name);
        if old != Some(value) {
            let key = if old.is_some() { "rules-change-value" } else { "rules-change-value-new" };
            let old = old.cloned().unwrap_or_default();
            lines.push(tell(key, &[("name", format!("${name}")), ("old", old), ("new", value.clone())]));
        }
    }
    let came = after.proofs.iter().filter(|(key, _)| !before.proofs.contains_key(*key));
    lines.extend(came.map(|(_, title)| tell("rules-change-proof-new", &[("title", title.clone())])));
    let went = before.proofs.iter().filter(|(key, _)| !after.proofs.contains_key(*key));
    lines.extend(went.map(|(_, title)| tell("rules-change-proof-gone", &[("title", title.clone())])));
    lines
}
