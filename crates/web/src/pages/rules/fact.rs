//! Facts: what is asked, how, what settles it and who can confirm it.

use std::collections::BTreeSet;

use leye_pack::{Fact, FactKind, Pack};

use super::condition::names;
use super::parts::{Cite, cite};
use crate::pages::check::proof_title;
use crate::parts::Crumb;
use crate::words::Words;

/// One fact.
pub(super) struct FactLine {
    pub anchor: String,
    pub name: String,
    pub title: String,
    pub question: String,
    pub kind: String,
    pub proofs: String,
    pub authority: String,
    pub used: Vec<Crumb>,
    pub cite: Cite,
}

/// Every fact of the pack.
pub(super) fn all(words: Words, pack: &Pack) -> Vec<FactLine> {
    pack.facts.iter().map(|fact| line(words, pack, fact)).collect()
}

/// The facts that some predicates name.
pub(super) fn used<'a>(
    words: Words,
    pack: &Pack,
    predicates: impl Iterator<Item = &'a str>,
) -> Vec<FactLine> {
    let named: BTreeSet<&str> = predicates.flat_map(names).collect();
    pack.facts
        .iter()
        .filter(|fact| named.contains(fact.name.as_str()))
        .map(|fact| line(words, pack, fact))
        .collect()
}

fn line(words: Words, pack: &Pack, fact: &Fact) -> FactLine {
    let comma = words.t("check-comma");
    let proofs = fact.proofs.iter().filter_map(|key| proof_title(pack, key));
    FactLine {
        anchor: format!("fact-{}", fact.name),
        name: fact.name.clone(),
        title: words.of_pack(&fact.titles).to_owned(),
        question: words.of_pack(&fact.question).to_owned(),
        kind: kind(words, fact),
        proofs: proofs.map(|titles| words.of_pack(titles)).collect::<Vec<_>>().join(&comma),
        authority: words.of_pack(&fact.authority).to_owned(),
        used: users(pack, &fact.name),
        cite: cite(words, &fact.source, Some(fact.last_checked), fact.ours, fact.unverified),
    }
}

fn kind(words: Words, fact: &Fact) -> String {
    match &fact.kind {
        FactKind::Flag => words.t("rules-kind-flag"),
        FactKind::Day => words.t("rules-kind-day"),
        FactKind::Whole { from, to } => {
            words.with("rules-kind-whole", &[("from", from.to_string()), ("to", to.to_string())])
        }
        FactKind::Word(_) => {
            let titles: Vec<&str> = fact.words.iter().map(|word| words.of_pack(&word.titles)).collect();
            words.with("rules-kind-word", &[("words", titles.join(&words.t("check-comma")))])
        }
    }
}

/// The articles whose conditions ask for a fact.
fn users(pack: &Pack, fact: &str) -> Vec<Crumb> {
    let asks = |text: &str| names(text).contains(&fact);
    let head = &pack.general.article.article;
    let general = pack.general.conditions.iter().filter(|one| asks(&one.predicate.text));
    let general = general.map(|one| (head.clone(), one.code.clone()));
    let shared = pack.shared.iter().filter(|one| asks(&one.predicate.text));
    let shared = shared.map(|one| (head.clone(), one.code.clone()));
    let own = pack.categories.iter().flat_map(|category| {
        let rules = category.conditions.iter().chain(category.exceptions.iter().map(|one| &one.rule));
        rules.map(|rule| (category.code.clone(), rule))
    });
    let own =
        own.filter(|(_, rule)| asks(&rule.predicate.text)).map(|(code, rule)| (code, rule.code.clone()));
    let crumb = |(article, condition): (String, String)| Crumb {
        href: format!("/rules/{article}#condition-{condition}"),
        label: article,
    };
    let mut crumbs: Vec<Crumb> = general.chain(shared).chain(own).map(crumb).collect();
    crumbs.dedup_by(|a, b| a.label == b.label);
    crumbs
}
