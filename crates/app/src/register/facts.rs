//! What the register knows of a determined person, as facts that exit articles ask for.

use leye_domain::applicant::{Applicant, Details};
use leye_domain::case::Case;
use leye_domain::person::Sex;
use leye_pack::{FactValue, Pack};
use leye_rules::{Facts, Person};

/// The facts of somebody: what the identity number says, and the class of the retirement age.
/// Nobody's other facts are known here; what is not known is never taken for "no".
pub(super) fn person_of(pack: &Pack, details: &Details, _case: Option<&Case>) -> Person {
    let mut facts = Facts::new();
    let sex = details.sex().map(|sex| if sex == Sex::Male { "M" } else { "F" });
    facts.extend(sex.map(|sex| ("sex".to_owned(), FactValue::Word(sex.to_owned()))));
    facts.extend(details.born().map(|born| ("born".to_owned(), FactValue::Day(born))));
    let class = FactValue::Word(details.retirement_class.code().to_owned());
    facts.insert("retirement_class".to_owned(), class);
    // A pack of somebody else may not ask for all of it.
    facts.retain(|name, _| pack.facts.iter().chain(&pack.register).any(|fact| fact.name == *name));
    Person { facts, household: Vec::new() }
}

/// The categories by which somebody is determined: those of the cases that were completed here,
/// and that of a determination that was taken over.
pub(super) fn grounds_of(applicant: &Applicant, cases: &[Case]) -> Vec<String> {
    let taken = applicant.determination.iter().filter_map(|taken| taken.category.get()).cloned();
    let claimed = cases.iter().filter_map(|case| case.claimed.get()).flatten().cloned();
    let mut grounds: Vec<String> = taken.chain(claimed).filter(|code| !code.is_empty()).collect();
    grounds.sort();
    grounds.dedup();
    grounds
}
