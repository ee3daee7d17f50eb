//! The rows of a chunk that stand in the result.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use arrow::array::{Array, ArrayRef, ListBuilder, RecordBatch, StringBuilder, UInt64Builder};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use super::choose::Chosen;
use super::chunk::Chunk;
use super::household::Homes;
use super::judge::{Judgement, Reached};
use crate::engine::{ConditionRule, Engine};
use crate::error::ScreenError;
use crate::truth::Truth;

/// The columns of a result file.
pub static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let list = |name| Field::new(name, DataType::new_list(DataType::Utf8, true), false);
    Arc::new(Schema::new(vec![
        Field::new("person_id", DataType::UInt64, false),
        Field::new("ruling", DataType::Utf8, false),
        list("categories"),
        list("unknown"),
        list("missing"),
    ]))
});

/// Judges whole households and lists who is found, in the order of the rows.
pub(super) fn find(engine: &Engine, chunk: &Chunk) -> Result<RecordBatch, ScreenError> {
    let homes = Homes::of(engine, chunk)?;
    let chosen = Chosen::of(engine, chunk, &homes)?;
    let judgement = Judgement::of(engine, chunk, &chosen)?;
    let ruling = judgement.general.and(&judgement.any_category());
    let reached = judgement.reach(engine, chunk, &homes, &chosen)?;
    let unknown = ruling.unknown();
    let potential = &ruling.no & &reached.rows;
    let listed = &(&ruling.yes | &unknown) | &potential;
    let mut list = List::new(engine, chunk, &homes, &chosen, &judgement, &reached);
    for row in listed.set_indices() {
        if potential.value(row) {
            list.potential(row);
        } else {
            list.standing(row, if unknown.value(row) { "unknown" } else { "eligible" });
        }
    }
    Ok(list.finish())
}

struct List<'a> {
    engine: &'a Engine,
    chunk: &'a Chunk,
    homes: &'a Homes,
    chosen: &'a Chosen,
    judgement: &'a Judgement,
    reached: &'a Reached,
    /// Facts by name.
    sorted: Vec<usize>,
    /// By member's predicate and first row of a household: the facts that leave it undecided.
    undecided: BTreeMap<(usize, usize), Vec<usize>>,
    person: UInt64Builder,
    ruling: StringBuilder,
    categories: ListBuilder<StringBuilder>,
    unknown: ListBuilder<StringBuilder>,
    missing: ListBuilder<StringBuilder>,
}

impl<'a> List<'a> {
    fn new(
        engine: &'a Engine,
        chunk: &'a Chunk,
        homes: &'a Homes,
        chosen: &'a Chosen,
        judgement: &'a Judgement,
        reached: &'a Reached,
    ) -> Self {
        let mut sorted: Vec<usize> = (0..engine.columns.len()).collect();
        sorted.sort_by_key(|fact| &engine.columns.get(*fact).name);
        List {
            engine,
            chunk,
            homes,
            chosen,
            judgement,
            reached,
            sorted,
            undecided: BTreeMap::new(),
            person: UInt64Builder::new(),
            ruling: StringBuilder::new(),
            categories: ListBuilder::new(StringBuilder::new()),
            unknown: ListBuilder::new(StringBuilder::new()),
            missing: ListBuilder::new(StringBuilder::new()),
        }
    }

    /// Somebody who would be eligible after applying and registering. What is undecided as
    /// things stand plays no part in that.
    fn potential(&mut self, row: usize) {
        self.begin(row, "potential");
        self.those(&self.reached.categories, row);
        self.unknown.append(true);
        self.missing.append(true);
    }

    /// Somebody who is eligible or unknown as things stand.
    fn standing(&mut self, row: usize, ruling: &str) {
        self.begin(row, ruling);
        let judgement = self.judgement;
        self.those(&judgement.categories, row);
        let engine = self.engine;
        let mut is_missing = vec![false; engine.columns.len()];
        for place in &engine.general {
            self.note(*place, row, &mut is_missing);
        }
        for (category, truth) in engine.categories.iter().zip(&judgement.categories) {
            if truth.get(row).is_some() {
                continue;
            }
            self.unknown.values().append_value(&category.code);
            let exceptions = category.exceptions.iter().map(|exception| exception.condition);
            for place in category.conditions.iter().copied().chain(exceptions) {
                self.note(place, row, &mut is_missing);
            }
        }
        self.unknown.append(true);
        for fact in self.sorted.iter().filter(|fact| is_missing[**fact]) {
            self.missing.values().append_value(&engine.columns.get(*fact).name);
        }
        self.missing.append(true);
    }

    fn begin(&mut self, row: usize, ruling: &str) {
        self.person.append_value(self.chunk.person.value(self.chosen.place(row)));
        self.ruling.append_value(ruling);
    }

    fn those(&mut self, categories: &[Truth], row: usize) {
        for (category, truth) in self.engine.categories.iter().zip(categories) {
            if truth.yes.value(row) {
                self.categories.values().append_value(&category.code);
            }
        }
        self.categories.append(true);
    }

    /// Notes the facts that leave a condition undecided, if it is.
    fn note(&mut self, place: usize, row: usize, is_missing: &mut [bool]) {
        if self.judgement.conditions[place].get(row).is_some() {
            return;
        }
        let rule: &ConditionRule = &self.engine.conditions[place];
        for fact in rule.facts.iter().filter(|fact| self.chosen.facts[**fact].is_null(row)) {
            is_missing[*fact] = true;
        }
        for member in &rule.members {
            if self.chosen.some[*member].get(row).is_none() {
                for fact in self.of_household(*member, self.chosen.place(row)) {
                    is_missing[*fact] = true;
                }
            }
        }
    }

    /// The facts that are not known of the members who leave the household of a row of the chunk
    /// undecided.
    fn of_household(&mut self, member: usize, row: usize) -> &[usize] {
        let household = self.homes.households.around(row);
        let (chunk, homes, engine) = (self.chunk, self.homes, self.engine);
        self.undecided.entry((member, household.start)).or_insert_with(|| {
            let members = household.filter(|row| homes.members[member].get(*row).is_none());
            let mut facts: Vec<usize> = members
                .flat_map(|row| {
                    let facts = engine.members[member].facts.iter();
                    facts.filter(move |fact| chunk.facts[**fact].is_null(row)).copied()
                })
                .collect();
            facts.sort_unstable();
            facts.dedup();
            facts
        })
    }

    fn finish(mut self) -> RecordBatch {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.person.finish()),
            Arc::new(self.ruling.finish()),
            Arc::new(self.categories.finish()),
            Arc::new(self.unknown.finish()),
            Arc::new(self.missing.finish()),
        ];
        RecordBatch::try_new(SCHEMA.clone(), columns).expect("the columns are those of the schema")
    }
}
