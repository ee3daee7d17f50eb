//! Whether a paper that somebody holds is genuine, unchanged and in force: for anybody, without
//! sign-in, and without telling more than the paper shows.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::sealed::Sealed;

use super::{PaperFault, code, digest_of};
use crate::App;
use crate::error::AppError;
use sha2::{Digest, Sha256};

/// Whether a paper counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    InForce,
    /// It was withdrawn.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
}

/// A paper that was found by its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPaper {
    /// Its code.
    pub code: String,
    /// Code of its form.
    pub form: String,
    /// Who issued it.
    pub agency: AgencyCode,
    /// When.
    pub at: Timestamp,
    /// Whether it counts.
    pub standing: Standing,
    digest: String,
}

impl App {
    /// The paper that bears a code, as somebody typed it.
    ///
    /// # Errors
    /// Storage failures. A code that the service never gave finds nothing.
    pub async fn find_paper(&self, typed: &str) -> Result<Option<FoundPaper>, AppError> {
        let Some((case, _, code)) = code::read(&self.store, code::PAPER, typed) else { return Ok(None) };
        let papers = self.papers_of(&case).await?;
        Ok(papers.issued.get(&code).map(|issued| {
            let withdrawn: Option<&(Timestamp, Sealed<String>)> = issued.withdrawn.as_ref();
            FoundPaper {
                code: code.clone(),
                form: issued.facts.form.clone(),
                agency: issued.facts.agency.clone(),
                at: issued.at,
                standing: withdrawn.map_or(Standing::InForce, |(at, _)| Standing::Withdrawn { at: *at }),
                digest: issued.facts.digest.clone(),
            }
        }))
    }

    /// Whether a file is a paper that this service issued, unchanged; and the paper.
    ///
    /// # Errors
    /// Storage failures; inside, what is wrong with the file.
    pub async fn check_paper(&self, file: &[u8]) -> Result<Result<FoundPaper, PaperFault>, AppError> {
        let proof = match self.own_proof(file) {
            Ok(proof) => proof,
            Err(fault) => return Ok(Err(fault)),
        };
        let found = self.find_paper(&proof.code).await?;
        let is_it = |found: &FoundPaper| found.digest == digest_of(&Sha256::digest(file));
        Ok(found.filter(is_it).ok_or(PaperFault::Changed))
    }
}
