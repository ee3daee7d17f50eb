//! What is known of an applicant: what the identity card says, and what was asked.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leye_domain::applicant::Details;
use leye_domain::fact::{FactValue, Facts, KnownFacts};
use leye_domain::person::{ResidentNumber, RetirementClass, Sex};
use leye_domain::registration::Registration;
use leye_pack::{Fact, Pack};
use leye_rules::{Engine, FactProblem};

use crate::error::FieldFault;

const SEX: &str = "sex";
const BORN: &str = "born";
const CLASS: &str = "retirement_class";
const APPLIED: &str = "applied";
const REGISTERED: &str = "registered_unemployed";
const REGISTERED_SINCE: &str = "registered_unemployed_since";
const WORKED: &str = "worked_before";

/// The facts that the counter asks an applicant for. The others are read from the identity
/// number and the file, or are settled by the application itself.
pub fn asked_of_applicant(pack: &Pack) -> impl Iterator<Item = &Fact> {
    pack.facts.iter().filter(|fact| ![SEX, BORN, CLASS, APPLIED].contains(&fact.name.as_str()))
}

/// The facts that the counter asks for each member of the household: those that a rule looks
/// at in the household, without what the identity number says.
pub fn asked_of_member<'a>(pack: &'a Pack, engine: &Engine) -> Vec<&'a Fact> {
    let of_members = engine.facts_of_members();
    let asked = |fact: &&Fact| of_members.contains(&*fact.name) && ![SEX, BORN].contains(&fact.name.as_str());
    pack.facts.iter().filter(asked).collect()
}

/// What was asked, with what the identity numbers and the file say, which counts for more.
pub fn from_card(asked: KnownFacts, details: &Details) -> KnownFacts {
    let mut known = asked;
    let word = |text: &str| FactValue::Word(text.to_owned());
    say_number(&mut known.facts, &details.number);
    known.facts.insert(CLASS.to_owned(), word(details.retirement_class.code()));
    known.facts.insert(APPLIED.to_owned(), FactValue::Flag(true));
    known.household.resize(details.household.len(), Facts::new());
    for (member, relative) in known.household.iter_mut().zip(&details.household) {
        let sex = say_number(member, &relative.number);
        // A man has one class; a woman's depends on her post and has to be asked.
        if sex == Some(Sex::Male) {
            member.insert(CLASS.to_owned(), word(RetirementClass::Male.code()));
        }
    }
    known
}

/// With what the register of the unemployed says of the day, which counts for more than what was
/// said. Of a time that the register does not know it says nothing.
pub(crate) fn from_register(known: KnownFacts, register: Option<&Registration>, day: Date) -> KnownFacts {
    let mut known = known;
    for (name, value) in register_says(register, day) {
        match value {
            Some(value) => known.facts.insert(name.to_owned(), value),
            None => known.facts.remove(name),
        };
    }
    known
}

/// What the register says of a day, by fact; none where it says that there is nothing to know.
pub(super) fn register_says(
    register: Option<&Registration>,
    day: Date,
) -> Vec<(&'static str, Option<FactValue>)> {
    let Some(register) = register else { return Vec::new() };
    let mut says = Vec::new();
    if let Some(since) = register.on(day) {
        says.push((REGISTERED, Some(FactValue::Flag(since.is_some()))));
        says.push((REGISTERED_SINCE, since.map(FactValue::Day)));
    }
    if register.worked_until(day).is_some() {
        says.push((WORKED, Some(FactValue::Flag(true))));
    }
    says
}

fn say_number(facts: &mut Facts, number: &str) -> Option<Sex> {
    let number = ResidentNumber::from_stored(number).ok()?;
    let letter = match number.sex() {
        Sex::Male => "M",
        Sex::Female => "F",
    };
    facts.insert(SEX.to_owned(), FactValue::Word(letter.to_owned()));
    facts.insert(BORN.to_owned(), FactValue::Day(number.born()));
    Some(number.sex())
}

/// What the pack has as facts; what was said under an older pack stays in the case.
pub(super) fn understood(pack: &Pack, known: &KnownFacts) -> KnownFacts {
    let keep = |facts: &Facts| -> Facts {
        let has = |name: &String| pack.facts.iter().any(|fact| fact.name == *name);
        facts.iter().filter(|(name, _)| has(name)).map(|(n, v)| (n.clone(), v.clone())).collect()
    };
    KnownFacts { facts: keep(&known.facts), household: known.household.iter().map(keep).collect() }
}

/// What is known, from `{"facts": {…}, "household": [{…}]}`.
///
/// # Errors
/// The first fact that the pack does not know or that is of another kind.
pub fn read(pack: &Pack, document: &serde_json::Value) -> Result<KnownFacts, FieldFault> {
    leye_rules::read_person(pack, document).map_err(|fault| {
        let member = fault.member.map(|at| format!("relative_{}_", at + 1)).unwrap_or_default();
        FieldFault::new(&format!("{member}fact-{}", fault.fact), code(&fault.problem))
    })
}

/// Every fault of what was said, by field: `fact-NAME`, and `relative_2_fact-NAME` for the second
/// member of the household.
pub fn faults(engine: &Engine, known: &KnownFacts, today: Date) -> Vec<FieldFault> {
    let of = |facts: &Facts, before: String| -> Vec<FieldFault> {
        let fault = |(name, value): (&String, &FactValue)| {
            let field = format!("{before}fact-{name}");
            let problem = engine.check(&BTreeMap::from([(name.clone(), value.clone())]), &[]).err();
            if let Some(fault) = problem {
                return Some(FieldFault::new(&field, code(&fault.problem)));
            }
            let is_future = matches!(value, FactValue::Day(day) if *day > today);
            is_future.then(|| FieldFault::new(&field, "in-future"))
        };
        facts.iter().filter_map(fault).collect()
    };
    let members = (1..).zip(&known.household);
    let members = members.flat_map(|(at, facts): (usize, _)| of(facts, format!("relative_{at}_")));
    of(&known.facts, String::new()).into_iter().chain(members).collect()
}

fn code(problem: &FactProblem) -> &'static str {
    match problem {
        FactProblem::Unknown => "fact-unknown",
        FactProblem::OutOfRange { .. } => "fact-out-of-range",
        FactProblem::TooLongAgo { .. } => "fact-too-long-ago",
        _ => "fact-wrong-kind",
    }
}
