//! Facts: what is known of a person, by the names under which the predicates of a pack ask.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FactValue {
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A day.
    Day(Date),
    /// One of the words that the fact allows.
    Word(String),
}

/// Facts by name. One that is absent is not known, which is never the same as "no".
pub type Facts = BTreeMap<String, FactValue>;

/// What is known of a person and of the other members of the household.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownFacts {
    /// The person's facts.
    pub facts: Facts,
    /// The facts of each other member, in the order of the household.
    #[serde(default)]
    pub household: Vec<Facts>,
}
