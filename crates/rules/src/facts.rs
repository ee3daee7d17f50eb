//! The facts of one person and their household, and how they are read from JSON.

use jiff::civil::Date;
use leye_pack::{Fact, FactKind, FactValue, Pack};
use serde_json::{Map, Value};

use crate::columns::code;
use crate::day;
use crate::error::{FactFault, FactProblem};

pub use leye_domain::fact::{Facts, KnownFacts as Person};

/// Nobody is older than this; a day that lies further back is a slip of the pen.
pub(crate) const OLDEST: i64 = 150;

/// Reads `{"facts": {…}, "household": [{…}]}`, or one object of facts with an optional
/// `household` in it. A fact that is `null` is not known.
///
/// # Errors
/// The first fact that the pack does not know or that has the wrong type.
pub fn read_person(pack: &Pack, document: &Value) -> Result<Person, FactFault> {
    let Value::Object(top) = document else {
        return Err(FactFault::of_person("facts", FactProblem::NoObject));
    };
    let household = match top.get("household") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(members)) => {
            let read =
                members.iter().enumerate().map(|(at, member)| read_facts(pack, member, Some(at), false));
            read.collect::<Result<_, _>>()?
        }
        Some(_) => return Err(FactFault::of_person("household", FactProblem::NoList)),
    };
    let facts = match top.get("facts") {
        Some(facts) => {
            if let Some(other) = top.keys().find(|key| !["facts", "household"].contains(&key.as_str())) {
                return Err(FactFault::of_person(other, FactProblem::Unknown));
            }
            read_facts(pack, facts, None, false)?
        }
        None => read_facts(pack, document, None, true)?,
    };
    Ok(Person { facts, household })
}

fn read_facts(pack: &Pack, value: &Value, member: Option<usize>, flat: bool) -> Result<Facts, FactFault> {
    let Value::Object(object) = value else {
        return Err(FactFault { member, fact: "facts".to_owned(), problem: FactProblem::NoObject });
    };
    let given = object.iter().filter(|(name, value)| !(value.is_null() || flat && *name == "household"));
    let read = given.map(|(name, value)| {
        let fault = |problem| FactFault { member, fact: name.clone(), problem };
        let fact =
            pack.facts.iter().find(|fact| fact.name == *name).ok_or_else(|| fault(FactProblem::Unknown))?;
        Ok((name.clone(), read_value(fact, value).map_err(fault)?))
    });
    let facts = read.collect::<Result<Facts, FactFault>>()?;
    unknown_nulls(pack, object, member, flat)?;
    Ok(facts)
}

/// A name that the pack does not know is a slip even where its value is `null`.
fn unknown_nulls(
    pack: &Pack,
    object: &Map<String, Value>,
    member: Option<usize>,
    flat: bool,
) -> Result<(), FactFault> {
    let mut names = object.keys().filter(|name| !(flat && *name == "household"));
    match names.find(|name| pack.facts.iter().all(|fact| fact.name != **name)) {
        Some(name) => Err(FactFault { member, fact: name.clone(), problem: FactProblem::Unknown }),
        None => Ok(()),
    }
}

fn read_value(fact: &Fact, value: &Value) -> Result<FactValue, FactProblem> {
    let wrong = || FactProblem::WrongKind(fact.kind.clone());
    match &fact.kind {
        FactKind::Flag => value.as_bool().map(FactValue::Flag).ok_or_else(wrong),
        FactKind::Whole { .. } => value.as_i64().map(FactValue::Whole).ok_or_else(wrong),
        FactKind::Day => {
            let date = value.as_str().and_then(|text| text.parse::<Date>().ok());
            date.map(FactValue::Day).ok_or_else(wrong)
        }
        FactKind::Word(_) => value.as_str().map(|word| FactValue::Word(word.to_owned())).ok_or_else(wrong),
    }
}

/// Whether the facts are of the pack, of their kinds and within their bounds.
pub(crate) fn check<'a>(
    facts: &Facts,
    kind: impl Fn(&str) -> Option<&'a FactKind>,
    on: Date,
) -> Result<(), (String, FactProblem)> {
    let earliest = day::years_before(on, OLDEST);
    for (name, value) in facts {
        let problem = match (kind(name), value) {
            (None, _) => FactProblem::Unknown,
            (Some(FactKind::Flag), FactValue::Flag(_)) => continue,
            (Some(FactKind::Whole { from, to }), FactValue::Whole(whole)) => {
                if (from..=to).contains(&whole) {
                    continue;
                }
                FactProblem::OutOfRange { from: *from, to: *to }
            }
            (Some(FactKind::Day), FactValue::Day(date)) => {
                if *date >= earliest {
                    continue;
                }
                FactProblem::TooLongAgo { earliest }
            }
            (Some(FactKind::Word(words)), FactValue::Word(word)) if code(words, word).is_some() => continue,
            (Some(kind), _) => FactProblem::WrongKind(kind.clone()),
        };
        return Err((name.clone(), problem));
    }
    Ok(())
}
