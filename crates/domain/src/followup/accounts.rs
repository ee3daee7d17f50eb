//! The accounts of person, family and employer side by side, and where they contradict each
//! other (B4.1): one says employed, another says gone.

use std::collections::BTreeMap;

use super::FollowUp;
use super::rules::{FollowUpRules, Target};
use super::visit::Answer;

/// What the targets of one month say about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The month.
    pub month: u16,
    /// What it is about, as the pack names it.
    pub about: String,
    /// Who says what.
    pub said: BTreeMap<Target, Answer>,
}

impl Account {
    /// Whether one says yes and another no. Who does not know contradicts nobody.
    pub fn contradicts(&self) -> bool {
        let says = |answer: &Answer| self.said.values().any(|said| said == answer);
        says(&Answer::Yes) && says(&Answer::No)
    }
}

impl FollowUp {
    /// What the reports that hold say about each thing that more than one target is asked, by
    /// month.
    pub fn accounts(&self, rules: &FollowUpRules) -> Vec<Account> {
        let mut accounts: BTreeMap<(u16, usize), Account> = BTreeMap::new();
        let mut names: Vec<&str> = Vec::new();
        for question in &rules.questions {
            let Some(about) = question.account.as_deref() else { continue };
            let place = names.iter().position(|name| *name == about).unwrap_or_else(|| {
                names.push(about);
                names.len() - 1
            });
            for visit in self.visits.values().filter(|visit| visit.target() == question.target) {
                let answer = visit.report.as_ref().and_then(|kept| kept.report.answer(&question.code));
                let Some(answer) = answer else { continue };
                let month = visit.planned.slot.month;
                let account = accounts.entry((month, place)).or_insert_with(|| Account {
                    month,
                    about: about.to_owned(),
                    said: BTreeMap::new(),
                });
                account.said.insert(question.target, answer.clone());
            }
        }
        accounts.into_values().collect()
    }

    /// The accounts that contradict each other.
    pub fn contradictions(&self, rules: &FollowUpRules) -> Vec<Account> {
        self.accounts(rules).into_iter().filter(Account::contradicts).collect()
    }
}
