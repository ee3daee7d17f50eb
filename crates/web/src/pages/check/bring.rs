//! What to bring: the proofs of the conditions that hold and of what is still to be known.

use std::collections::{BTreeMap, BTreeSet};

use leye_app::check::{Outlook, Question};
use leye_pack::{Pack, Proof, Words as Texts};

use crate::words::Words;

/// One line of the list: a proof, or several of which one is enough.
pub(super) struct Line {
    pub proofs: Vec<Paper>,
    /// Needed only if there is one.
    pub optional: bool,
}

/// A proof with who issues it.
pub(super) struct Paper {
    pub title: String,
    pub authority: String,
}

/// A fact that is not known, with what would settle it.
pub(super) struct Missing {
    pub title: String,
    pub proofs: Vec<String>,
    pub authority: String,
}

/// Proofs for the general conditions and the categories that hold or are open, each once.
pub(super) fn list(words: Words, pack: &Pack, outlook: &Outlook) -> Vec<Line> {
    let general = pack.general.conditions.iter().flat_map(|condition| &condition.proofs);
    let named: BTreeSet<&str> = outlook.holding().into_iter().collect();
    let categories = pack.categories.iter().filter(|category| named.contains(category.code.as_str()));
    let mut lines = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let all = general
        .chain(categories.clone().flat_map(|category| category.proofs.iter().filter(|p| p.any_of.is_none())));
    for proof in all {
        if seen.insert(&proof.key) {
            let optional = !proof.required && proof.any_of.is_none();
            lines.push(Line { proofs: vec![paper(words, pack, proof)], optional });
        }
    }
    for category in categories {
        let mut groups: BTreeMap<&str, Vec<Paper>> = BTreeMap::new();
        for proof in &category.proofs {
            if let Some(group) = &proof.any_of {
                groups.entry(group).or_default().push(paper(words, pack, proof));
            }
        }
        lines.extend(groups.into_values().map(|proofs| Line { proofs, optional: false }));
    }
    lines
}

fn paper(words: Words, pack: &Pack, proof: &Proof) -> Paper {
    Paper { title: words.of_pack(&proof.titles).to_owned(), authority: issuer(words, pack, &proof.key) }
}

/// Who issues a proof: who can confirm the first fact that it settles before all others.
fn issuer(words: Words, pack: &Pack, key: &str) -> String {
    let first = pack.facts.iter().find(|fact| fact.proofs.first().is_some_and(|first| first == key));
    let any = pack.facts.iter().find(|fact| fact.proofs.iter().any(|proof| proof == key));
    first.or(any).map(|fact| words.of_pack(&fact.authority).to_owned()).unwrap_or_default()
}

/// What is not known and would decide.
pub(super) fn missing(words: Words, pack: &Pack, outlook: &Outlook) -> Vec<Missing> {
    let mut names = BTreeSet::new();
    let mut others = false;
    for question in outlook.missing() {
        match question {
            Question::Fact(name) => {
                names.insert(name);
            }
            // Of the others one line is enough: who they are and whether they work.
            Question::Others | Question::Member(..) => others = true,
        }
    }
    let facts = pack.facts.iter().filter(|fact| names.contains(&fact.name));
    let own = facts.map(|fact| Missing {
        title: words.of_pack(&fact.titles).to_owned(),
        proofs: titles(words, pack, &fact.proofs),
        authority: words.of_pack(&fact.authority).to_owned(),
    });
    let household = others.then(|| Missing {
        title: words.t("check-missing-household"),
        proofs: titles(words, pack, &["household_register".to_owned(), "family_certificates".to_owned()]),
        authority: words.t("check-missing-household-authority"),
    });
    own.chain(household).collect()
}

fn titles(words: Words, pack: &Pack, keys: &[String]) -> Vec<String> {
    keys.iter()
        .filter_map(|key| proof_title(pack, key))
        .map(|titles| words.of_pack(titles).to_owned())
        .collect()
}

/// The title of a proof, from wherever the pack asks for it.
pub(crate) fn proof_title<'a>(pack: &'a Pack, key: &str) -> Option<&'a Texts> {
    let general = pack.general.conditions.iter().flat_map(|condition| &condition.proofs);
    let all = general.chain(pack.categories.iter().flat_map(|category| &category.proofs));
    all.into_iter().find(|proof| proof.key == key).map(|proof| &proof.titles)
}
