//! What may be done to papers, and by which agency.

use serde::Serialize;

use super::{IssuedFacts, PaperEvent, Papers};
use crate::agency::AgencyCode;

/// The longest reason, in characters.
const LONGEST: usize = 500;

/// What somebody wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperAct {
    /// Issue a paper.
    Issue {
        /// The code printed on it.
        code: String,
        /// What it is.
        facts: IssuedFacts,
    },
    /// Withdraw one.
    Withdraw {
        /// The code printed on it.
        code: String,
        /// Why.
        reason: String,
    },
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum PaperRefusal {
    /// There is no such paper in the case.
    #[error("there is no such paper in this case")]
    NoSuchPaper,
    /// The code was given before.
    #[error("the code was given before")]
    CodeTaken,
    /// Another agency issued it.
    #[error("only the agency that issued a paper withdraws it")]
    NotOurs,
    /// It was withdrawn before.
    #[error("it was withdrawn before")]
    WithdrawnBefore,
    /// The reason is missing.
    #[error("the reason is missing")]
    NoReason,
    /// The reason is longer than a reason is.
    #[error("the reason is longer than {LONGEST} characters")]
    ReasonTooLong,
}

/// Decides for somebody of `agency`: the event that follows, or why not.
///
/// # Errors
/// See [`PaperRefusal`].
pub fn decide(papers: &Papers, act: PaperAct, agency: &AgencyCode) -> Result<PaperEvent, PaperRefusal> {
    match act {
        PaperAct::Issue { code, facts } if !papers.issued.contains_key(&code) => {
            Ok(PaperEvent::PaperIssued { code, facts })
        }
        PaperAct::Issue { .. } => Err(PaperRefusal::CodeTaken),
        PaperAct::Withdraw { code, reason } => withdraw(papers, code, reason.trim(), agency),
    }
}

fn withdraw(
    papers: &Papers,
    code: String,
    reason: &str,
    agency: &AgencyCode,
) -> Result<PaperEvent, PaperRefusal> {
    let issued = papers.issued.get(&code).ok_or(PaperRefusal::NoSuchPaper)?;
    if issued.facts.agency != *agency {
        return Err(PaperRefusal::NotOurs);
    }
    if issued.withdrawn.is_some() {
        return Err(PaperRefusal::WithdrawnBefore);
    }
    match reason.chars().count() {
        0 => Err(PaperRefusal::NoReason),
        length if length > LONGEST => Err(PaperRefusal::ReasonTooLong),
        _ => Ok(PaperEvent::PaperWithdrawn { code, reason: reason.to_owned().into() }),
    }
}
