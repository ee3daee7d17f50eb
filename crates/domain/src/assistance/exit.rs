//! An exit that is under way: proposed with its evidence, open to objection, then dropped or
//! brought into effect. Nothing ends by itself.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::sealed::Sealed;

/// What the person answered before a revocation takes effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// When they were heard.
    pub on: Date,
    /// What they said.
    pub answer: Sealed<String>,
}

/// What the person said against the exit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExitObjection {
    /// When.
    pub on: Date,
    /// What.
    pub objection: Sealed<String>,
}

/// An exit that was proposed and is not settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExitProcedure {
    /// Its article: it may tell of health or hardship.
    pub article: Sealed<String>,
    /// The grounds that it would end.
    pub ends: Sealed<BTreeSet<String>>,
    /// What speaks for it.
    pub evidence: Sealed<String>,
    /// The person has to be heard first.
    pub hearing: bool,
    /// Sign-in name of who proposed it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Until when the person may object.
    pub objection_until: Timestamp,
    /// By when it is to be settled.
    pub settle_due: Timestamp,
    /// What the person answered, once heard.
    pub heard: Option<Hearing>,
    /// What the person said against it.
    pub objection: Option<ExitObjection>,
}
