//! Judges a chunk of whole households, all rows at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray};
use arrow::buffer::BooleanBuffer;

use super::choose::Chosen;
use super::chunk::Chunk;
use super::household::Homes;
use crate::engine::{CategoryRule, Engine};
use crate::error::{EngineError, EvaluateError, ScreenError};
use crate::truth::Truth;

/// The truth of everything in every chosen row.
pub(super) struct Judgement {
    pub conditions: Vec<Truth>,
    pub general: Truth,
    pub categories: Vec<Truth>,
}

/// Who would be eligible if the reachable facts were true.
pub(super) struct Reached {
    pub rows: BooleanBuffer,
    pub categories: Vec<Truth>,
}

impl Judgement {
    pub(super) fn of(engine: &Engine, chunk: &Chunk, chosen: &Chosen) -> Result<Judgement, ScreenError> {
        let batch = engine.batch(&chosen.facts, chosen.some.iter().cloned())?;
        let judge = |place: usize| match chosen.judged.get(&place) {
            Some(truth) => Ok(truth.clone()),
            None => engine.condition(place, &batch),
        };
        let conditions = (0..engine.conditions.len()).map(judge).collect::<Result<Vec<_>, _>>()?;
        let (general, categories) = combine(engine, &conditions, chosen.len());
        refuse_both(engine, chunk, chosen, &conditions)?;
        Ok(Judgement { conditions, general, categories })
    }

    /// Whether some category holds.
    pub(super) fn any_category(&self) -> Truth {
        any(&self.categories, self.general.yes.len())
    }

    /// The same with the reachable facts taken for true, in the row alone and not in the rest
    /// of its household.
    pub(super) fn reach(
        &self,
        engine: &Engine,
        chunk: &Chunk,
        homes: &Homes,
        chosen: &Chosen,
    ) -> Result<Reached, EngineError> {
        let changed = engine.reachable();
        let mut some = chosen.some.clone();
        let mut moved = BTreeSet::new();
        for (place, member) in engine.members.iter().enumerate() {
            if touches(&member.facts, &changed) {
                let batch = engine.fact_batch(&taken_for_true(&chunk.facts, &changed))?;
                let truth = homes.households.some_if(&homes.members[place], &engine.member(place, &batch)?);
                some[place] = chosen.narrow(&truth);
                moved.insert(place);
            }
        }
        let batch = engine.batch(&taken_for_true(&chosen.facts, &changed), some)?;
        let mut conditions = self.conditions.clone();
        for (place, condition) in engine.conditions.iter().enumerate() {
            if touches(&condition.facts, &changed) || touches(&condition.members, &moved) {
                conditions[place] = engine.condition(place, &batch)?;
            }
        }
        let rows = chosen.len();
        let (general, categories) = combine(engine, &conditions, rows);
        Ok(Reached { rows: &general.yes & &any(&categories, rows).yes, categories })
    }
}

fn touches(used: &[usize], changed: &BTreeSet<usize>) -> bool {
    used.iter().any(|at| changed.contains(at))
}

fn taken_for_true(facts: &[ArrayRef], changed: &BTreeSet<usize>) -> Vec<ArrayRef> {
    let rows = facts.first().map_or(0, |fact| fact.len());
    let yes: ArrayRef = Arc::new(BooleanArray::new(BooleanBuffer::new_set(rows), None));
    let fact = |(place, fact): (usize, &ArrayRef)| if changed.contains(&place) { &yes } else { fact }.clone();
    facts.iter().enumerate().map(fact).collect()
}

fn any(categories: &[Truth], rows: usize) -> Truth {
    categories.iter().fold(Truth::everywhere(rows, false), |any, truth| any.or(truth))
}

fn combine(engine: &Engine, conditions: &[Truth], rows: usize) -> (Truth, Vec<Truth>) {
    let all = |places: &[usize]| {
        let truths = places.iter().map(|place| &conditions[*place]);
        truths.fold(Truth::everywhere(rows, true), |all, truth| all.and(truth))
    };
    let category = |rule: &CategoryRule| {
        let mut holds = all(&rule.conditions);
        for exception in rule.exceptions.iter().filter(|exception| exception.includes) {
            holds = holds.or(&conditions[exception.condition]);
        }
        for exception in rule.exceptions.iter().filter(|exception| !exception.includes) {
            holds = holds.and(&conditions[exception.condition].not());
        }
        holds
    };
    (all(&engine.general), engine.categories.iter().map(category).collect())
}

/// Two exceptions of one category that hold in one row are an error of the rules.
fn refuse_both(
    engine: &Engine,
    chunk: &Chunk,
    chosen: &Chosen,
    conditions: &[Truth],
) -> Result<(), ScreenError> {
    for category in &engine.categories {
        let pairs = category.exceptions.iter().enumerate().flat_map(|(at, first)| {
            category.exceptions[at + 1..].iter().map(move |second| (first.condition, second.condition))
        });
        for (first, second) in pairs {
            let both = &conditions[first].yes & &conditions[second].yes;
            if let Some(row) = both.set_indices().next() {
                let error = EvaluateError::Exceptions {
                    category: category.code.to_string(),
                    first: engine.conditions[first].code.to_string(),
                    second: engine.conditions[second].code.to_string(),
                };
                let row = chunk.first_row + chosen.place(row) as u64 + 1;
                return Err(ScreenError::Exceptions { row, error });
            }
        }
    }
    Ok(())
}
