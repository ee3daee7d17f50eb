//! What a pack says of assistance, as plain values.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::policy::Limit;

/// How often somebody is contacted at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "unit", content = "amount", rename_all = "snake_case")]
pub enum Rhythm {
    /// Once in so many days.
    Days(u16),
    /// Once in so many months.
    Months(u16),
}

impl Rhythm {
    /// The last day on which the next contact is in time.
    pub fn after(self, day: Date) -> Date {
        let span = match self {
            Rhythm::Days(days) => Span::new().days(days),
            Rhythm::Months(months) => Span::new().months(months),
        };
        day.checked_add(span).unwrap_or(Date::MAX)
    }
}

/// A class of assistance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassRule {
    /// Its code.
    pub code: String,
    /// How often its people are contacted.
    pub rhythm: Rhythm,
}

/// A service that everybody is to have so many times at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRule {
    /// Its key.
    pub kind: String,
    /// How often at least.
    pub floor: u16,
    /// Every post that is offered counts as one.
    pub counts_offers: bool,
}

/// An article that may end assistance, or one ground of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExitRule {
    /// Its code.
    pub article: String,
    /// The grounds that it ends; none where it ends all of them.
    pub grounds: BTreeSet<String>,
    /// The person is heard before it takes effect: a revocation for false statements.
    pub hearing: bool,
}

/// How many refused offers let a station propose the exit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusalRule {
    /// So many.
    pub most: u16,
    /// Within so many months.
    pub months: u16,
    /// The article that it then may propose.
    pub article: String,
}

impl RefusalRule {
    /// The day after which a refusal counts, seen from `today`.
    pub fn window(&self, today: Date) -> Date {
        today.checked_sub(Span::new().months(self.months)).unwrap_or(Date::MIN)
    }
}

/// What `decide` needs to know of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssistanceRules {
    /// The time limits by key: `name_helper`, `set_class`, `sign_agreement`, `take_over`,
    /// `objection`, `settle_exit`.
    pub limits: BTreeMap<String, Limit>,
    /// The classes, the most urgent first.
    pub classes: Vec<ClassRule>,
    /// The floor of services.
    pub services: Vec<ServiceRule>,
    /// The articles of exit.
    pub exits: Vec<ExitRule>,
    /// When refused offers let an exit be proposed.
    pub refusals: Option<RefusalRule>,
}

impl AssistanceRules {
    /// The class of this code.
    pub fn class(&self, code: &str) -> Option<&ClassRule> {
        self.classes.iter().find(|class| class.code == code)
    }

    /// The article of exit of this code.
    pub fn exit(&self, article: &str) -> Option<&ExitRule> {
        self.exits.iter().find(|exit| exit.article == article)
    }
}
