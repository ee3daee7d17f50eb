//! What happened to papers.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Issued, Original, Papers, Scan};
use crate::agency::AgencyCode;
use crate::sealed::Sealed;

/// Where a photo or scan came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Somebody of the service scanned or photographed it.
    Counter,
    /// The person sent it by the link that they were given.
    Resident,
}

/// A photo or scan. Its bytes lie under `digest` among the files, sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanFacts {
    /// What it shows, in the words of who kept it.
    pub title: Sealed<String>,
    /// `application/pdf`, `image/jpeg` or `image/png`, found by its content.
    pub media: String,
    /// Length of the cleaned file.
    pub bytes: u64,
    /// SHA-256 of the cleaned file, in hexadecimal.
    pub digest: String,
    /// The proofs that it is, by their keys in the pack. Sealed: they tell the category.
    pub proves: Sealed<BTreeSet<String>>,
    /// Where it came from.
    pub source: Source,
    /// The issued paper whose signed copy this is: its code and the hash of what was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<(String, String)>,
}

/// A signature that was drawn on a screen, bound to what was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The paper that was read and signed: its code.
    pub of: String,
    /// SHA-256 of that paper, in hexadecimal.
    pub digest: String,
    /// SHA-256 of the picture of the signature, which is kept among the files.
    pub picture: String,
}

/// A paper that the service made. Its bytes lie under `digest` among the files, sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedFacts {
    /// Code of the form.
    pub form: String,
    /// Its language, as `zh-Hant`.
    pub lang: String,
    /// The agency that issues it.
    pub agency: AgencyCode,
    /// Version of the case that it shows.
    pub case_version: i64,
    /// Length of the file.
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
    /// SHA-256 of what was filled in, in hexadecimal.
    pub data_digest: String,
    /// The signature that it bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum PaperEvent {
    /// A photo or scan was kept.
    ScanKept {
        /// Its number.
        scan: u32,
        /// What it is.
        facts: ScanFacts,
    },
    /// Which proofs a photo or scan is was said, or said anew.
    ScanSorted {
        /// Its number.
        scan: u32,
        /// What it shows.
        title: Sealed<String>,
        /// The proofs that it is.
        proves: Sealed<BTreeSet<String>>,
    },
    /// A photo or scan was set aside: it was the wrong one. Its bytes stay.
    ScanSetAside {
        /// Its number.
        scan: u32,
        /// Why.
        reason: Sealed<String>,
    },
    /// The station took an original from the person.
    OriginalTaken {
        /// Its number.
        original: u32,
        /// Its name.
        title: Sealed<String>,
        /// Who has it now.
        agency: AgencyCode,
        /// Until when it may lie there.
        due: Timestamp,
    },
    /// An original was sent to another agency.
    OriginalSent {
        /// Its number.
        original: u32,
        /// Where to.
        to: AgencyCode,
        /// By when it is to be taken there.
        due: Timestamp,
    },
    /// The other agency has it.
    OriginalAcknowledged {
        /// Its number.
        original: u32,
        /// Who has it now.
        agency: AgencyCode,
        /// Until when it may lie there.
        due: Timestamp,
    },
    /// The person has it back, and signed for it.
    OriginalGivenBack {
        /// Its number.
        original: u32,
        /// Who signed.
        signed_by: Sealed<String>,
    },
    /// It did not arrive, or is not where it should be.
    OriginalLost {
        /// Its number.
        original: u32,
        /// What is known.
        note: Sealed<String>,
    },
    /// It is there again.
    OriginalFound {
        /// Its number.
        original: u32,
        /// Who has it.
        agency: AgencyCode,
        /// Until when it may lie there.
        due: Timestamp,
    },
    /// A paper was made and signed.
    PaperIssued {
        /// The code printed on it.
        code: String,
        /// What it is.
        facts: IssuedFacts,
    },
    /// A paper counts no more.
    PaperWithdrawn {
        /// The code printed on it.
        code: String,
        /// Why.
        reason: Sealed<String>,
    },
}

impl PaperEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 11] = [
        "scan_kept",
        "scan_sorted",
        "scan_set_aside",
        "original_taken",
        "original_sent",
        "original_acknowledged",
        "original_given_back",
        "original_lost",
        "original_found",
        "paper_issued",
        "paper_withdrawn",
    ];
}

impl Papers {
    /// With one event more, by whom and when; none where it does not follow from those before.
    pub fn after(mut self, (event, by, at): (&PaperEvent, &str, Timestamp)) -> Option<Papers> {
        self.version += 1;
        match event {
            PaperEvent::ScanKept { scan, facts } => {
                let kept = Scan { facts: facts.clone(), by: by.to_owned(), at, set_aside: None };
                self.scans.insert(*scan, kept);
            }
            PaperEvent::ScanSorted { scan, title, proves } => {
                let facts = &mut self.scans.get_mut(scan)?.facts;
                (facts.title, facts.proves) = (title.clone(), proves.clone());
            }
            PaperEvent::ScanSetAside { scan, reason } => {
                self.scans.get_mut(scan)?.set_aside = Some(reason.clone());
            }
            PaperEvent::OriginalTaken { original, title, agency, due } => {
                let taken = Original::taken(title.clone(), agency.clone(), (by, at), *due);
                self.originals.insert(*original, taken);
            }
            PaperEvent::PaperIssued { code, facts } => {
                let issued = Issued { facts: facts.clone(), by: by.to_owned(), at, withdrawn: None };
                self.issued.insert(code.clone(), issued);
            }
            PaperEvent::PaperWithdrawn { code, reason } => {
                self.issued.get_mut(code)?.withdrawn = Some((at, reason.clone()));
            }
            PaperEvent::OriginalSent { original, .. }
            | PaperEvent::OriginalAcknowledged { original, .. }
            | PaperEvent::OriginalGivenBack { original, .. }
            | PaperEvent::OriginalLost { original, .. }
            | PaperEvent::OriginalFound { original, .. } => {
                self.originals.get_mut(original)?.moved(event, by, at);
            }
        }
        Some(self)
    }
}
