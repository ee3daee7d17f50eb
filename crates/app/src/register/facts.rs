//! What the register knows of a determined person, as facts that exit articles ask for.

use leye_domain::applicant::{Applicant, Details};
use leye_domain::case::Case;
use leye_domain::fact::{Facts, KnownFacts};
use leye_pack::Pack;

use crate::ruling::from_card;

/// The facts of somebody: what their last case knows, with what the identity number and the file
/// say, which counts for more. What is not known is never taken for "no".
pub(super) fn person_of(pack: &Pack, details: &Details, case: Option<&Case>) -> KnownFacts {
    let known = from_card(case.map(Case::known).unwrap_or_default(), details);
    // What was said under an older pack stays in the case.
    let is_asked = |name: &String| pack.facts.iter().chain(&pack.register).any(|fact| fact.name == *name);
    let keep = |facts: Facts| facts.into_iter().filter(|(name, _)| is_asked(name)).collect();
    KnownFacts { facts: keep(known.facts), household: known.household.into_iter().map(keep).collect() }
}

/// The categories by which somebody is determined: those that a review found met in the cases
/// that were completed here, and that of a determination that was taken over.
pub(super) fn grounds_of(applicant: &Applicant, cases: &[Case]) -> Vec<String> {
    let taken = applicant.determination.iter().filter_map(|taken| taken.category.get()).cloned();
    let mut grounds: Vec<String> = taken.chain(cases.iter().flat_map(met)).collect();
    grounds.retain(|code| !code.is_empty());
    grounds.sort();
    grounds.dedup();
    grounds
}

/// Of the categories claimed those that were found met; all of them where no review says.
pub(crate) fn met(case: &Case) -> Vec<String> {
    let claimed = case.claimed.get().cloned().unwrap_or_default();
    let ticks = case.ticks.get().map(Vec::as_slice).unwrap_or_default();
    let is_met = |code: &&String| ticks.iter().any(|tick| tick.met && tick.condition == **code);
    let met: Vec<String> = claimed.iter().filter(is_met).cloned().collect();
    if met.is_empty() { claimed } else { met }
}
