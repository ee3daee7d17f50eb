//! The papers of a case that were issued. They have a stream of their own beside the case, so
//! that a paper that is printed never stands in the way of an act that somebody else is about
//! to do.

mod decide;
mod event;

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::id::{CaseId, PapersId};
use crate::sealed::Sealed;

pub use decide::{PaperAct, PaperRefusal, decide};
pub use event::{IssuedFacts, PaperEvent};

/// A paper that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// What it is.
    pub facts: IssuedFacts,
    /// Sign-in name of who issued it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// When it was withdrawn, and why.
    pub withdrawn: Option<(Timestamp, Sealed<String>)>,
}

/// All papers of a case, as their events made them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Papers {
    /// The case.
    pub case: CaseId,
    /// Number of events so far.
    pub version: i64,
    /// By the code printed on it.
    pub issued: BTreeMap<String, Issued>,
}

impl Papers {
    /// Of a case without any.
    pub fn new(case: CaseId) -> Papers {
        Papers { case, version: 0, issued: BTreeMap::new() }
    }

    /// Their id.
    pub fn id(&self) -> PapersId {
        PapersId::of(&self.case)
    }
}
