//! What is still missing: the proofs of the general conditions and of the claimed categories,
//! beside the photos and scans that are there.

use std::collections::{BTreeMap, BTreeSet};

use leye_domain::paper::Papers;
use leye_pack::{Pack, Proof};

/// A proof, or several of which one is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedProof {
    /// They stand for one another.
    pub proofs: Vec<Proof>,
    /// Needed only if there is one.
    pub optional: bool,
    /// The photos and scans that are one of them, by number.
    pub scans: Vec<u32>,
}

/// Every proof of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checklist(pub Vec<CheckedProof>);

impl Checklist {
    /// The list for a case in which these categories are claimed.
    pub fn of(pack: &Pack, claimed: &[String], papers: &Papers) -> Checklist {
        let general = pack.general.conditions.iter().map(|condition| &condition.proofs);
        let categories = pack.categories.iter().filter(|category| claimed.contains(&category.code));
        let mut seen = BTreeSet::new();
        let mut list = Vec::new();
        for proofs in general.chain(categories.map(|category| &category.proofs)) {
            let mut groups: BTreeMap<&str, Vec<Proof>> = BTreeMap::new();
            for proof in proofs {
                match &proof.any_of {
                    Some(group) => groups.entry(group).or_default().push(proof.clone()),
                    None if seen.insert(proof.key.as_str()) => {
                        list.push(checked(vec![proof.clone()], !proof.required, papers));
                    }
                    None => {}
                }
            }
            list.extend(groups.into_values().map(|proofs| checked(proofs, false, papers)));
        }
        Checklist(list)
    }

    /// What is needed and not there.
    pub fn missing(&self) -> impl Iterator<Item = &CheckedProof> {
        self.0.iter().filter(|one| !one.optional && one.scans.is_empty())
    }
}

fn checked(proofs: Vec<Proof>, optional: bool, papers: &Papers) -> CheckedProof {
    let is_one = |key: &String| proofs.iter().any(|proof| proof.key == *key);
    let scans = papers
        .kept()
        .filter(|(_, scan)| scan.facts.proves.get().is_some_and(|proves| proves.iter().any(is_one)))
        .map(|(number, _)| number)
        .collect();
    CheckedProof { proofs, optional, scans }
}
