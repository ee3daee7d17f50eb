//! What a ruling can still be, and which answers could change it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leye_pack::FactValue;

use super::found::{Asked, Cell, Free};
use super::{Interview, Question, Told};
use crate::engine::CategoryRule;
use crate::error::EngineError;
use crate::evaluate::verdict;
use crate::facts::Facts;
use crate::ruling::Verdict;
use crate::truth;

/// What the answers so far come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// What the person is, as far as the answers settle it.
    pub verdict: Verdict,
    /// The general conditions, in the order of the rules.
    pub general: Vec<Prospect>,
    /// The categories, in the order of the rules.
    pub categories: Vec<CategoryProspect>,
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospect {
    /// Its code.
    pub condition: Arc<str>,
    /// The article that demands it.
    pub article: Arc<str>,
    /// What it is whatever the answers that are missing would be; none where they decide.
    pub holds: Option<bool>,
    /// What could still be asked and would settle it.
    pub open: BTreeSet<Question>,
    /// What would settle it, known to nobody or not asked yet.
    pub missing: BTreeSet<Question>,
}

/// A category.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryProspect {
    /// `C1.1` and so on.
    pub code: Arc<str>,
    /// As for a condition.
    pub holds: Option<bool>,
    /// Its conditions.
    pub conditions: Vec<Prospect>,
    /// Its exceptions.
    pub exceptions: Vec<Prospect>,
}

impl Outlook {
    /// The codes of the categories that hold.
    pub fn holding(&self) -> Vec<&str> {
        self.codes(Some(true))
    }

    /// The codes of the categories that are open.
    pub fn undecided(&self) -> Vec<&str> {
        self.codes(None)
    }

    fn codes(&self, holds: Option<bool>) -> Vec<&str> {
        self.categories.iter().filter(|one| one.holds == holds).map(|one| &*one.code).collect()
    }

    /// The conditions that can still change the answer, each with how much hangs on it: a
    /// general condition bears every category that is open, and the answer itself.
    pub(super) fn alive(&self) -> Vec<(&Prospect, usize)> {
        if self.verdict == Verdict::Ineligible {
            return Vec::new();
        }
        let open: Vec<&CategoryProspect> =
            self.categories.iter().filter(|category| category.holds.is_none()).collect();
        let general = self.general.iter().map(|prospect| (prospect, open.len() + 1));
        let own = open.iter().flat_map(|category| category.conditions.iter().chain(&category.exceptions));
        general.chain(own.map(|prospect| (prospect, 1))).filter(|(one, _)| one.holds.is_none()).collect()
    }

    /// The open conditions that an answer could settle: the category, where one asks it, and
    /// the condition.
    pub fn hanging_on(&self, question: &Question) -> Vec<(Option<Arc<str>>, Arc<str>)> {
        if self.verdict == Verdict::Ineligible {
            return Vec::new();
        }
        let general = self.general.iter().map(|one| (None, one));
        let open = self.categories.iter().filter(|category| category.holds.is_none());
        let own = open.flat_map(|category| {
            let all = category.conditions.iter().chain(&category.exceptions);
            all.map(|one| (Some(category.code.clone()), one))
        });
        let hanging = general.chain(own).filter(|(_, one)| one.open.contains(question));
        hanging.map(|(category, one)| (category, one.condition.clone())).collect()
    }

    /// What would settle what is open, in the conditions that can still change the answer.
    pub fn missing(&self) -> BTreeSet<Question> {
        self.alive().into_iter().flat_map(|(prospect, _)| prospect.missing.iter().cloned()).collect()
    }
}

/// A member's predicate over the household.
struct SomeMember {
    holds: Option<bool>,
    open: BTreeSet<Question>,
    missing: BTreeSet<Question>,
}

/// Finds the outlook of one set of answers.
pub(super) struct Finder<'a> {
    interview: &'a Interview<'a>,
    told: &'a Told,
    /// By place of the member's predicate; each is found once and only where it is asked for.
    some: BTreeMap<usize, SomeMember>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(interview: &'a Interview<'a>, told: &'a Told) -> Self {
        Finder { interview, told, some: BTreeMap::new() }
    }

    pub(super) fn outlook(mut self) -> Result<Outlook, EngineError> {
        let engine = self.interview.engine;
        let mut found: Vec<Option<Prospect>> = vec![None; engine.conditions.len()];
        let general = engine.general.iter().map(|place| self.prospect(&mut found, *place));
        let general = general.collect::<Result<Vec<_>, _>>()?;
        let categories = engine.categories.iter().map(|category| self.category(&mut found, category));
        let categories = categories.collect::<Result<Vec<_>, _>>()?;
        let verdict = verdict(
            truth::all(general.iter().map(|prospect| prospect.holds)),
            truth::any(categories.iter().map(|category| category.holds)),
        );
        Ok(Outlook { verdict, general, categories })
    }

    fn category(
        &mut self,
        found: &mut [Option<Prospect>],
        category: &CategoryRule,
    ) -> Result<CategoryProspect, EngineError> {
        let conditions = category.conditions.iter().map(|place| self.prospect(found, *place));
        let conditions = conditions.collect::<Result<Vec<_>, _>>()?;
        let places = category.exceptions.iter().map(|exception| exception.condition);
        let exceptions = places.map(|place| self.prospect(found, place)).collect::<Result<Vec<_>, _>>()?;
        let some = |includes: bool| {
            let fitting = category.exceptions.iter().zip(&exceptions);
            truth::any(fitting.filter(|(rule, _)| rule.includes == includes).map(|(_, one)| one.holds))
        };
        let base = truth::all(conditions.iter().map(|prospect| prospect.holds));
        let holds = truth::all([truth::any([base, some(true)]), some(false).map(|excluded| !excluded)]);
        Ok(CategoryProspect { code: category.code.clone(), holds, conditions, exceptions })
    }

    /// Several categories share a condition; it is judged once.
    fn prospect(&mut self, found: &mut [Option<Prospect>], place: usize) -> Result<Prospect, EngineError> {
        if let Some(known) = &found[place] {
            return Ok(known.clone());
        }
        let prospect = self.judge(place)?;
        found[place] = Some(prospect.clone());
        Ok(prospect)
    }

    fn judge(&mut self, place: usize) -> Result<Prospect, EngineError> {
        let rule = &self.interview.engine.conditions[place];
        let first = self.interview.engine.columns.len();
        let mut cells = self.cells(None, &self.told.own, &rule.facts);
        for member in &rule.members {
            if !self.some.contains_key(member) {
                let found = self.some(*member)?;
                self.some.insert(*member, found);
            }
            let some = &self.some[member];
            let free = Cell::Free { open: !some.open.is_empty(), words: Vec::new() };
            let cell = some.holds.map_or(free, |holds| Cell::Known(FactValue::Flag(holds)));
            cells.push((first + member, cell));
        }
        let found = self.interview.found(Asked::Condition(place), cells)?;
        let (mut open, mut missing) = (BTreeSet::new(), BTreeSet::new());
        for (column, free) in &found.free {
            if let Some(some) = column.checked_sub(first).and_then(|member| self.some.get(&member)) {
                open.extend(some.open.iter().filter(|_| free.matters).cloned());
                missing.extend(some.missing.iter().filter(|_| free.would_matter).cloned());
            } else {
                self.add(None, *column, *free, &mut open, &mut missing);
            }
        }
        let (condition, article) = (rule.code.clone(), rule.article.clone());
        Ok(Prospect { condition, article, holds: found.settled, open, missing })
    }

    /// Whether some member is so: the person, and each of the others as far as they are known.
    fn some(&self, place: usize) -> Result<SomeMember, EngineError> {
        let rule = &self.interview.engine.members[place];
        let everybody = std::iter::once((None, &self.told.own))
            .chain(self.told.members.iter().enumerate().map(|(at, facts)| (Some(at), facts)));
        let (mut holds, mut open, mut missing) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        for (member, facts) in everybody {
            let cells = self.cells(member, facts, &rule.facts);
            let found = self.interview.found(Asked::Member(place), cells)?;
            holds.push(found.settled);
            for (column, free) in &found.free {
                self.add(member, *column, *free, &mut open, &mut missing);
            }
        }
        if self.told.others.is_none_or(|others| others.is_none()) {
            // Others may live there, of whom nothing is known.
            holds.push(None);
            missing.insert(Question::Others);
            if self.told.others.is_none() {
                open.insert(Question::Others);
            }
        }
        Ok(SomeMember { holds: truth::any(holds), open, missing })
    }

    /// What is known of the facts of a predicate.
    fn cells(&self, member: Option<usize>, facts: &Facts, places: &[usize]) -> Vec<(usize, Cell)> {
        let columns = &self.interview.engine.columns;
        let cell = |place: &usize| {
            let name = &*columns.get(*place).name;
            let cell = facts.get(name).map_or_else(
                || Cell::Free {
                    open: !self.told.unknown.contains(&question(member, name)),
                    words: self.interview.possible(name, facts),
                },
                |value| Cell::Known(value.clone()),
            );
            (*place, cell)
        };
        places.iter().map(cell).collect()
    }

    fn add(
        &self,
        member: Option<usize>,
        column: usize,
        free: Free,
        open: &mut BTreeSet<Question>,
        missing: &mut BTreeSet<Question>,
    ) {
        let question = question(member, &self.interview.engine.columns.get(column).name);
        if free.would_matter {
            missing.insert(question.clone());
        }
        if free.matters {
            open.insert(question);
        }
    }
}

fn question(member: Option<usize>, name: &str) -> Question {
    match member {
        Some(at) => Question::Member(at, name.to_owned()),
        None => Question::Fact(name.to_owned()),
    }
}
