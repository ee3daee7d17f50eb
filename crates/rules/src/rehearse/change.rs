//! One person before and after.

use super::tally::Standing;

/// What was found of a person under one pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub standing: Standing,
    /// Codes, in the order of the rules.
    pub categories: Vec<String>,
}

/// A person under both packs.
#[derive(Debug)]
pub(super) struct Both<'a> {
    pub person: u64,
    pub agency: Option<&'a str>,
    pub before: &'a Found,
    pub after: &'a Found,
}

impl Both<'_> {
    pub(super) fn is_change(&self) -> bool {
        self.before != self.after
    }
}
