//! The papers of a case: what was handed in as a photo or scan, where each original is, and what
//! was issued (C1, C3.4). They have a stream of their own beside the case, so that a photo or a
//! hand-over never stands in the way of an act that somebody else is about to do.

mod decide;
mod event;
mod original;

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::id::{CaseId, PapersId};
use crate::sealed::Sealed;

pub use decide::{PaperAct, PaperRefusal, decide};
pub use event::{IssuedFacts, PaperEvent, ScanFacts, Signature, Source};
pub use original::{Keeper, Lost, OnTheWay, Original};

/// The most photos and scans of one case: more is a mistake, or somebody filling the disk.
pub const MOST_SCANS: u32 = 200;

/// A photo or scan that somebody handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    /// What it is.
    pub facts: ScanFacts,
    /// Sign-in name of who kept it, or `public`.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Set aside, with the reason: it was the wrong one.
    pub set_aside: Option<Sealed<String>>,
}

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
    /// Photos and scans by number, counted from 1.
    pub scans: BTreeMap<u32, Scan>,
    /// Originals by number, counted from 1.
    pub originals: BTreeMap<u32, Original>,
    /// What was issued, by the code printed on it.
    pub issued: BTreeMap<String, Issued>,
}

impl Papers {
    /// Of a case without any.
    pub fn new(case: CaseId) -> Papers {
        let (scans, originals, issued) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Papers { case, version: 0, scans, originals, issued }
    }

    /// Their id.
    pub fn id(&self) -> PapersId {
        PapersId::of(&self.case)
    }

    /// Photos and scans that count, which is all but those set aside.
    pub fn kept(&self) -> impl Iterator<Item = (u32, &Scan)> {
        self.scans.iter().filter(|(_, scan)| scan.set_aside.is_none()).map(|(number, scan)| (*number, scan))
    }

    /// Originals that the person does not have back.
    pub fn out(&self) -> impl Iterator<Item = (u32, &Original)> {
        self.originals
            .iter()
            .filter(|(_, one)| one.keeper != Keeper::Resident)
            .map(|(number, one)| (*number, one))
    }
}
