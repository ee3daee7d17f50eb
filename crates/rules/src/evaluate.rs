//! One person's ruling, with the trace of every condition.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::ArrayRef;
use data_encoding::HEXLOWER;
use leye_pack::FactValue;
use sha2::{Digest, Sha256};

use crate::engine::{CategoryRule, ConditionRule, Engine};
use crate::error::{EvaluateError, FactFault};
use crate::facts::{self, Facts};
use crate::ruling::{Judged, JudgedCategory, JudgedException, Known, PackMark, Ruling, Used, Verdict};
use crate::truth::{self, Truth};

impl Engine {
    /// The ruling on a person; `household` are the other members. The whole trace comes with
    /// it. The order of the members is kept in the trace and counts into the hash.
    ///
    /// # Errors
    /// A fact that is not of the pack or not of its kind; two exceptions that hold at once.
    pub fn evaluate(&self, facts: &Facts, household: &[Facts]) -> Result<Ruling, EvaluateError> {
        self.check(facts, household)?;
        let people: Vec<&Facts> = std::iter::once(facts).chain(household).collect();
        let looked = self.look(&people)?;
        let general: Vec<Judged> = self.general.iter().map(|place| looked.judged(*place)).collect();
        let categories = self
            .categories
            .iter()
            .map(|category| looked.category(category))
            .collect::<Result<Vec<_>, _>>()?;
        let ruling = verdict(
            truth::all(general.iter().map(|judged| judged.holds)),
            truth::any(categories.iter().map(|category| category.holds)),
        );
        Ok(Ruling {
            ruling,
            on: self.on,
            pack: PackMark { id: self.id.clone(), hash: self.hash.clone() },
            facts_hash: facts_hash(facts, household),
            engine: Engine::name().to_owned(),
            general,
            categories,
        })
    }

    /// Whether facts can be judged.
    ///
    /// # Errors
    /// The first fact that is not of the pack, not of its kind or out of its bounds.
    pub fn check(&self, facts: &Facts, household: &[Facts]) -> Result<(), FactFault> {
        let kind = |name: &str| self.columns.place(name).map(|place| &self.columns.get(place).kind);
        let everybody = std::iter::once((None, facts))
            .chain(household.iter().enumerate().map(|(at, member)| (Some(at), member)));
        for (member, facts) in everybody {
            facts::check(facts, kind, self.on).map_err(|(fact, problem)| FactFault {
                member,
                fact,
                problem,
            })?;
        }
        Ok(())
    }

    /// Every condition of the engine, judged for a person.
    ///
    /// # Errors
    /// As [`Engine::evaluate`].
    pub(crate) fn judge_all(&self, facts: &Facts, household: &[Facts]) -> Result<Vec<Judged>, EvaluateError> {
        self.check(facts, household)?;
        let people: Vec<&Facts> = std::iter::once(facts).chain(household).collect();
        let looked = self.look(&people)?;
        Ok((0..self.conditions.len()).map(|place| looked.judged(place)).collect())
    }

    /// Evaluates everything: the members' predicates for all, the conditions for the person.
    fn look<'a>(&'a self, people: &'a [&'a Facts]) -> Result<Looked<'a>, EvaluateError> {
        let arrays: Vec<ArrayRef> = self.columns.arrays(people);
        let everybody = self.fact_batch(&arrays)?;
        let inner = (0..self.members.len()).map(|place| self.member(place, &everybody));
        let members = inner.collect::<Result<Vec<Truth>, _>>()?;
        let some = members.iter().map(|truth| truth::any((0..people.len()).map(|row| truth.get(row))));
        let some: Vec<Option<bool>> = some.collect();
        let person: Vec<ArrayRef> = arrays.iter().map(|array| array.slice(0, 1)).collect();
        let batch = self.batch(&person, some.iter().map(|value| one(*value)))?;
        let holds = (0..self.conditions.len()).map(|place| Ok(self.condition(place, &batch)?.get(0)));
        let holds = holds.collect::<Result<_, EvaluateError>>()?;
        Ok(Looked { engine: self, people, members, some, holds })
    }
}

pub(crate) fn verdict(general: Option<bool>, categories: Option<bool>) -> Verdict {
    match (general, categories) {
        (Some(false), _) | (_, Some(false)) => Verdict::Ineligible,
        (Some(true), Some(true)) => Verdict::Eligible,
        _ => Verdict::Unknown,
    }
}

fn one(value: Option<bool>) -> Truth {
    let row = arrow::array::BooleanArray::from(vec![value]);
    Truth::of(&row)
}

/// Everything that was found for one person.
struct Looked<'a> {
    engine: &'a Engine,
    /// The person first.
    people: &'a [&'a Facts],
    /// The members' predicates, a row a member.
    members: Vec<Truth>,
    /// Whether some member is so.
    some: Vec<Option<bool>>,
    holds: Vec<Option<bool>>,
}

impl Looked<'_> {
    fn judged(&self, place: usize) -> Judged {
        let rule = &self.engine.conditions[place];
        let holds = self.holds[place];
        Judged {
            condition: rule.code.clone(),
            holds,
            article: rule.article.clone(),
            used: self.used(rule),
            missing: if holds.is_none() { self.missing(rule).into_iter().collect() } else { Vec::new() },
        }
    }

    fn category(&self, category: &CategoryRule) -> Result<JudgedCategory, EvaluateError> {
        let conditions: Vec<Judged> = category.conditions.iter().map(|place| self.judged(*place)).collect();
        let judged = |exception: &crate::engine::ExceptionRule| JudgedException {
            effect: if exception.includes { "included" } else { "excluded" },
            judged: self.judged(exception.condition),
        };
        let exceptions: Vec<JudgedException> = category.exceptions.iter().map(judged).collect();
        let mut firing = exceptions.iter().filter(|one| one.judged.holds == Some(true));
        if let (Some(first), Some(second)) = (firing.next(), firing.next()) {
            return Err(EvaluateError::Exceptions {
                category: category.code.to_string(),
                first: first.judged.condition.to_string(),
                second: second.judged.condition.to_string(),
            });
        }
        let base = truth::all(conditions.iter().map(|judged| judged.holds));
        let some = |effect| {
            truth::any(exceptions.iter().filter(|one| one.effect == effect).map(|one| one.judged.holds))
        };
        let excluded = some("excluded").map(|excluded| !excluded);
        let holds = truth::all([truth::any([base, some("included")]), excluded]);
        let all = || conditions.iter().chain(exceptions.iter().map(|one| &one.judged));
        let missing: BTreeSet<Arc<str>> = if holds.is_none() {
            all().flat_map(|judged| judged.missing.iter().cloned()).collect()
        } else {
            BTreeSet::new()
        };
        Ok(JudgedCategory {
            code: category.code.clone(),
            holds,
            article: category.article.clone(),
            missing: missing.into_iter().collect(),
            conditions,
            exceptions,
        })
    }

    fn name(&self, fact: usize) -> &Arc<str> {
        &self.engine.columns.get(fact).name
    }

    fn value(&self, person: usize, fact: usize) -> Option<&FactValue> {
        self.people[person].get(&**self.name(fact))
    }

    fn used(&self, rule: &ConditionRule) -> Used {
        let known = |person: usize, facts: &mut dyn Iterator<Item = usize>| -> Used {
            facts
                .filter_map(|fact| Some((self.name(fact).clone(), Known::from(self.value(person, fact)?))))
                .collect()
        };
        let mut used = known(0, &mut rule.facts.iter().copied());
        if !rule.members.is_empty() {
            let facts: BTreeSet<usize> =
                rule.members.iter().flat_map(|member| &self.engine.members[*member].facts).copied().collect();
            let household = (0..self.people.len()).map(|person| known(person, &mut facts.iter().copied()));
            used.insert("household".into(), Known::Household(household.collect()));
        }
        used
    }

    /// The facts that are not known: the person's own, and where the household is undecided
    /// those of the members who leave it undecided.
    fn missing(&self, rule: &ConditionRule) -> BTreeSet<Arc<str>> {
        let own = rule.facts.iter().filter(|fact| self.value(0, **fact).is_none());
        let mut names: BTreeSet<Arc<str>> = own.map(|fact| self.name(*fact).clone()).collect();
        for member in rule.members.iter().filter(|member| self.some[**member].is_none()) {
            for person in (0..self.people.len()).filter(|row| self.members[*member].get(*row).is_none()) {
                let facts = self.engine.members[*member].facts.iter();
                let absent = facts.filter(|fact| self.value(person, **fact).is_none());
                names.extend(absent.map(|fact| self.name(*fact).clone()));
            }
        }
        names
    }
}

/// SHA-256 of `{"facts":{…},"household":[{…}]}` without blanks, names sorted, facts that are
/// not known left out.
fn facts_hash(facts: &Facts, household: &[Facts]) -> String {
    #[derive(serde::Serialize)]
    struct Frozen {
        facts: Used,
        household: Vec<Used>,
    }
    let known = |facts: &Facts| -> Used {
        facts.iter().map(|(name, value)| (name.as_str().into(), Known::from(value))).collect()
    };
    let frozen = Frozen { facts: known(facts), household: household.iter().map(known).collect() };
    let text = serde_json::to_vec(&frozen).expect("facts have no map with keys that are no text");
    HEXLOWER.encode(&Sha256::digest(text))
}
