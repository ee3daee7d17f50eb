//! Judges a chunk of whole households, all rows at once.

use arrow::array::{ArrayRef, BooleanArray};
use arrow::buffer::BooleanBuffer;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::chunk::Chunk;
use super::household::Households;
use crate::engine::{CategoryRule, Engine};
use crate::error::{EngineError, EvaluateError, ScreenError};
use crate::truth::Truth;

/// The truth of everything in every row.
pub(super) struct Judgement {
    pub households: Households,
    /// The members' predicates, of the member in the row.
    pub members: Vec<Truth>,
    /// Whether some member of the row's household is so.
    pub some: Vec<Truth>,
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
    pub(super) fn of(engine: &Engine, chunk: &Chunk) -> Result<Judgement, ScreenError> {
        let households = Households::of(chunk.household.values());
        let facts = engine.fact_batch(&chunk.facts)?;
        let members = (0..engine.members.len()).map(|place| engine.member(place, &facts));
        let members = members.collect::<Result<Vec<_>, _>>()?;
        let some: Vec<Truth> = members.iter().map(|truth| households.some(truth)).collect();
        let batch = engine.batch(&chunk.facts, some.iter().cloned())?;
        let conditions = (0..engine.conditions.len()).map(|place| engine.condition(place, &batch));
        let conditions = conditions.collect::<Result<Vec<_>, _>>()?;
        let rows = chunk.rows();
        let (general, categories) = combine(engine, &conditions, rows);
        refuse_both(engine, chunk, &conditions)?;
        Ok(Judgement { households, members, some, conditions, general, categories })
    }

    /// Whether some category holds.
    pub(super) fn any_category(&self, rows: usize) -> Truth {
        any(&self.categories, rows)
    }

    /// The same with the reachable facts taken for true, in the row alone and not in the rest
    /// of its household.
    pub(super) fn reach(&self, engine: &Engine, chunk: &Chunk) -> Result<Reached, EngineError> {
        let rows = chunk.rows();
        let changed = engine.reachable();
        let yes: ArrayRef = Arc::new(BooleanArray::new(BooleanBuffer::new_set(rows), None));
        let mut facts = chunk.facts.clone();
        for fact in &changed {
            facts[*fact] = yes.clone();
        }
        let batch = engine.fact_batch(&facts)?;
        let touches = |used: &[usize], changed: &BTreeSet<usize>| used.iter().any(|at| changed.contains(at));
        let mut moved = BTreeSet::new();
        let mut some = self.some.clone();
        for (place, member) in engine.members.iter().enumerate() {
            if touches(&member.facts, &changed) {
                some[place] = self.households.some_if(&self.members[place], &engine.member(place, &batch)?);
                moved.insert(place);
            }
        }
        let batch = engine.batch(&facts, some)?;
        let mut conditions = self.conditions.clone();
        for (place, condition) in engine.conditions.iter().enumerate() {
            if touches(&condition.facts, &changed) || touches(&condition.members, &moved) {
                conditions[place] = engine.condition(place, &batch)?;
            }
        }
        let (general, categories) = combine(engine, &conditions, rows);
        Ok(Reached { rows: &general.yes & &any(&categories, rows).yes, categories })
    }
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
fn refuse_both(engine: &Engine, chunk: &Chunk, conditions: &[Truth]) -> Result<(), ScreenError> {
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
                return Err(ScreenError::Exceptions { row: chunk.first_row + row as u64 + 1, error });
            }
        }
    }
    Ok(())
}
