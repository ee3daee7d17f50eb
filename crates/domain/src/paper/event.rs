//! What happened to papers.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Issued, Papers};
use crate::agency::AgencyCode;
use crate::sealed::Sealed;

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
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum PaperEvent {
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
    /// The kind of the event, as storage has it.
    pub fn kind(&self) -> &'static str {
        match self {
            PaperEvent::PaperIssued { .. } => "paper_issued",
            PaperEvent::PaperWithdrawn { .. } => "paper_withdrawn",
        }
    }
}

impl Papers {
    /// With one event more, by whom and when; none where it does not follow from those before.
    pub fn after(mut self, (event, by, at): (&PaperEvent, &str, Timestamp)) -> Option<Papers> {
        self.version += 1;
        match event {
            PaperEvent::PaperIssued { code, facts } => {
                let issued = Issued { facts: facts.clone(), by: by.to_owned(), at, withdrawn: None };
                self.issued.insert(code.clone(), issued);
            }
            PaperEvent::PaperWithdrawn { code, reason } => {
                self.issued.get_mut(code)?.withdrawn = Some((at, reason.clone()));
            }
        }
        Some(self)
    }
}
