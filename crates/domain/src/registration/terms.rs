//! What the rules say about registration, as plain values made from a pack.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Who asks for a cancellation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asker {
    /// The person.
    Person,
    /// The station.
    Station,
    /// A comparison with other registers.
    Data,
}

impl Asker {
    /// Every one.
    pub const ALL: [Asker; 3] = [Asker::Person, Asker::Station, Asker::Data];

    /// The word used in storage, in packs and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Asker::Person => "person",
            Asker::Station => "station",
            Asker::Data => "data",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Asker> {
        Asker::ALL.into_iter().find(|asker| asker.as_str() == text)
    }
}

/// A ground on which a registration is cancelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroundRule {
    /// Its key in the pack.
    pub key: String,
    /// Who may ask for it.
    pub asked: BTreeSet<Asker>,
    /// It holds once nobody was in contact for the term of silence.
    pub silent: bool,
    /// Whoever uses it has to say what happened.
    pub explain: bool,
}

/// What `decide` needs to know of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrationTerms {
    /// The article, for duties and refusals.
    pub article: String,
    /// Keys of the reasons of joblessness.
    pub reasons: BTreeSet<String>,
    /// The grounds of cancellation.
    pub grounds: Vec<GroundRule>,
    /// After so many months without contact a registration may be cancelled.
    pub silence_months: u16,
    /// Youngest age in completed years (C1).
    pub youngest: i16,
}
