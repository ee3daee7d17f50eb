//! What may be done to papers, and by which agency.

mod original;
mod scan;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::Serialize;

use super::{IssuedFacts, MOST_SCANS, PaperEvent, Papers, ScanFacts};
use crate::agency::AgencyCode;

/// The longest text that somebody writes here, in characters.
const LONGEST: usize = 200;

/// What somebody wants.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum PaperAct {
    KeepScan(ScanFacts),
    SortScan { scan: u32, title: String, proves: BTreeSet<String> },
    SetScanAside { scan: u32, reason: String },
    TakeOriginal { title: String, due: Timestamp },
    SendOriginal { original: u32, to: AgencyCode, due: Timestamp },
    AcknowledgeOriginal { original: u32, due: Timestamp },
    GiveOriginalBack { original: u32, signed_by: String },
    ReportLost { original: u32, note: String },
    ReportFound { original: u32, due: Timestamp },
    Issue { code: String, facts: IssuedFacts },
    Withdraw { code: String, reason: String },
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum PaperRefusal {
    /// There is no such paper in the case.
    #[error("there is no such paper in this case")]
    NoSuchPaper,
    /// The code was given before.
    #[error("the code was given before")]
    CodeTaken,
    /// The same file was kept before.
    #[error("the same file is number {scan} already")]
    SameFile {
        /// The number.
        scan: u32,
    },
    /// There are too many photos and scans.
    #[error("the case has {MOST_SCANS} photos and scans, the most that are kept")]
    TooManyScans,
    /// Another agency has the original, or the person has it back.
    #[error("your agency does not have this original")]
    NotHere,
    /// It is on its way: who sent it waits until it is taken.
    #[error("it is on its way to {to}")]
    OnTheWay {
        /// Where to.
        to: AgencyCode,
    },
    /// Nobody sent it to this agency.
    #[error("it was not sent to your agency")]
    NotSentHere,
    /// Papers travel between the three agencies of the case.
    #[error("papers of this case travel between its station, office and bureau only")]
    WrongWay,
    /// Only the station takes papers from a person and gives them back.
    #[error("the station takes papers from the person and gives them back (C3.4)")]
    NotTheStation,
    /// It was reported as lost.
    #[error("it is reported as lost; report it as found first")]
    IsLost,
    /// It was not reported as lost.
    #[error("it is not reported as lost")]
    NotLost,
    /// Another agency issued it.
    #[error("only the agency that issued a paper withdraws it")]
    NotOurs,
    /// It was withdrawn, set aside or reported before.
    #[error("that was done before")]
    DoneBefore,
    /// Something that has to be written is missing.
    #[error("`{field}` is missing")]
    Missing {
        /// The field.
        field: &'static str,
    },
    /// Something that was written is too long.
    #[error("`{field}` is longer than {LONGEST} characters")]
    TooLong {
        /// The field.
        field: &'static str,
    },
}

/// Decides for somebody of `agency`: the event that follows, or why not. `station` is that of
/// the case.
///
/// # Errors
/// See [`PaperRefusal`].
pub fn decide(
    papers: &Papers,
    act: PaperAct,
    agency: &AgencyCode,
    station: &AgencyCode,
) -> Result<PaperEvent, PaperRefusal> {
    let here = Here { papers, agency, station };
    match act {
        PaperAct::KeepScan(facts) => here.keep(facts),
        PaperAct::SortScan { scan, title, proves } => here.sort(scan, &title, proves),
        PaperAct::SetScanAside { scan, reason } => here.set_aside(scan, &reason),
        PaperAct::TakeOriginal { title, due } => here.take(&title, due),
        PaperAct::SendOriginal { original, to, due } => here.send(original, to, due),
        PaperAct::AcknowledgeOriginal { original, due } => here.acknowledge(original, due),
        PaperAct::GiveOriginalBack { original, signed_by } => here.give_back(original, &signed_by),
        PaperAct::ReportLost { original, note } => here.lost(original, &note),
        PaperAct::ReportFound { original, due } => here.found(original, due),
        PaperAct::Issue { code, facts } if !papers.issued.contains_key(&code) => {
            Ok(PaperEvent::PaperIssued { code, facts })
        }
        PaperAct::Issue { .. } => Err(PaperRefusal::CodeTaken),
        PaperAct::Withdraw { code, reason } => here.withdraw(code, &reason),
    }
}

struct Here<'a> {
    papers: &'a Papers,
    agency: &'a AgencyCode,
    station: &'a AgencyCode,
}

type Decided = Result<PaperEvent, PaperRefusal>;

fn next<T>(of: &BTreeMap<u32, T>) -> u32 {
    of.last_key_value().map_or(1, |(last, _)| last + 1)
}

fn written(field: &'static str, text: &str) -> Result<String, PaperRefusal> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(PaperRefusal::Missing { field }),
        length if length > LONGEST => Err(PaperRefusal::TooLong { field }),
        _ => Ok(text.to_owned()),
    }
}

impl Here<'_> {
    fn withdraw(&self, code: String, reason: &str) -> Decided {
        let issued = self.papers.issued.get(&code).ok_or(PaperRefusal::NoSuchPaper)?;
        if issued.facts.agency != *self.agency {
            return Err(PaperRefusal::NotOurs);
        }
        if issued.withdrawn.is_some() {
            return Err(PaperRefusal::DoneBefore);
        }
        Ok(PaperEvent::PaperWithdrawn { code, reason: written("reason", reason)?.into() })
    }
}
