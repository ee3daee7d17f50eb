//! The rules in force, as plain values made from a policy pack. No number of a rule
//! stands in Rust: each comes in through here.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::calendar::Calendar;
use crate::clock::Budget;

/// A time limit of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// How much time.
    pub budget: Budget,
    /// The article that sets it.
    pub article: String,
}

/// What may be granted beyond a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtensionRule {
    /// The most days, in the unit of the limit, that one extension may grant.
    pub most: u16,
    /// How often one clock may be extended.
    pub times: usize,
}

/// A paper that settles a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Its key in the pack.
    pub key: String,
    /// Whether the condition cannot be ticked as met without it.
    pub required: bool,
    /// Proofs of one group stand for one another: one of them is needed, and any is enough.
    pub any_of: Option<String>,
}

/// A condition that a reviewer ticks: one of the general ones, or a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// `working-age`, …, or `C1.1` to `C1.10`.
    pub code: String,
    /// The article.
    pub article: String,
    /// What proves it.
    pub proofs: Vec<Proof>,
}

/// Everything `decide` needs to know of the rules.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Id of the pack.
    pub id: String,
    /// Hash of the pack, written into every event.
    pub hash: String,
    /// The time limits by key: `received`, `initial_review`, …
    pub limits: BTreeMap<String, Limit>,
    /// What the head of an agency may grant.
    pub extension: ExtensionRule,
    /// Conditions that hold for everybody (C1).
    pub general: Vec<Condition>,
    /// The ten categories (C1.1 to C1.10).
    pub categories: Vec<Condition>,
    /// Keys of the remedies that a refusal names.
    pub remedies: Vec<String>,
    /// Youngest age in completed years at which one may apply (C1).
    pub youngest: i16,
    /// The statutory calendar, with provisional years allowed.
    pub calendar: Calendar,
    /// The time zone in which days begin and end.
    pub zone: TimeZone,
}

impl Policy {
    /// The general condition or category with this code.
    pub fn condition(&self, code: &str) -> Option<&Condition> {
        self.general.iter().chain(&self.categories).find(|c| c.code == code)
    }
}
