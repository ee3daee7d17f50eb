//! The rules proper: proofs, facts, conditions, categories and examples, and what only
//! shows when all of them have been read.

use crate::category::{self, Category};
use crate::condition::{self, General};
use crate::dated::Period;
use crate::diagnostic::Code;
use crate::example::{self, Example, Judge};
use crate::exit::{self, Beside, Exits};
use crate::exit_example::{self, ExitExample};
use crate::fact::{self, Fact, Facts};
use crate::folder::Folder;
use crate::proof;
use crate::rule::{Named, Rule, Shared};

#[derive(Debug)]
pub(crate) struct Book {
    pub general: General,
    pub facts: Vec<Fact>,
    pub register: Vec<Fact>,
    pub shared: Vec<Rule>,
    pub categories: Vec<Category>,
    pub exits: Exits,
    pub examples: Vec<Example>,
    pub exit_examples: Vec<ExitExample>,
}

/// `period` is when the pack is in force; none where that could not be read.
pub(crate) fn read(folder: &Folder<'_>, period: Option<Period>) -> Option<Book> {
    let named = Named::default();
    let proofs = proof::read_all(folder);
    let facts = fact::read_all(folder, &proofs);
    let common = condition::read(folder, &proofs, &named);
    let categories = category::read_all(folder, &proofs, common.as_ref(), &named);
    let codes = category::codes(folder);
    let general = common.as_ref().map(|common| &common.values);
    let beside = Beside { proofs: &proofs, general, categories: &codes, named: &named };
    let exits = exit::read_all(folder, beside);
    let judge = Judge { facts: facts.as_ref(), categories: &codes, period };
    let examples = example::read_all(folder, judge);
    let exit_examples = exit_example::read_all(folder, judge, &exit::codes(folder));
    let (facts, common) = (facts?, common?);
    // A file that could not be read may be the one that names them.
    if !folder.faults.has_unread() {
        report_unused_facts(folder, &facts, &named);
        report_unused_conditions(folder, &common.shared);
    }
    let (register, facts) = facts.whole.into_iter().partition(|fact| fact.register);
    Some(Book {
        general: common.general?,
        facts,
        register,
        shared: common.shared.rules,
        categories,
        exits,
        examples,
        exit_examples,
    })
}

fn report_unused_facts(folder: &Folder<'_>, facts: &Facts, named: &Named) {
    for (name, place) in facts.places.iter().filter(|(name, _)| !named.has(name)) {
        let message = format!("no predicate asks for the fact `{name}`");
        let remedy = "take it out, or name it in a predicate";
        folder.faults.push(place.clone().fault(Code::UnusedFact, message, remedy));
    }
}

fn report_unused_conditions(folder: &Folder<'_>, shared: &Shared) {
    let used = shared.used.borrow();
    for (code, place) in shared.places.iter().filter(|(code, _)| !used.contains(code)) {
        let message = format!("no category uses the shared condition `{code}`");
        let remedy = "take it out, or name it in the `uses` of a category";
        folder.faults.push(place.clone().fault(Code::UnusedCondition, message, remedy));
    }
}
