//! Who comes for the applicant, and the paper that entitles them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::event::Event;
use super::refusal::Reason;
use crate::sealed::Sealed;

/// The paper that entitles somebody to act for the applicant.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its kind: a key of the pack, such as `authorisation`.
    pub kind: String,
    /// Its number or its date, as written on it.
    pub reference: String,
}

/// Somebody who files, supplies, withdraws or fetches for the applicant. The provincial
/// form is not among these: the applicant signs it (C3.1).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    /// Name as on the card.
    pub name: String,
    /// Identity number, 18 characters; without it nobody could tell whether a member of
    /// staff acts on a case in which they stand for the applicant.
    pub number: String,
    /// Telephone; empty when none.
    #[serde(default)]
    pub phone: String,
    /// What they are to the applicant, in their own words.
    pub relation: String,
    /// What entitles them.
    pub paper: Paper,
}

impl fmt::Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Paper(…)")
    }
}

impl fmt::Debug for Representative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Representative(…)")
    }
}

/// That an act was done on the applicant's behalf: by whom, and the keyed hash by which
/// the guard knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnBehalf {
    /// Keyed hash of the representative's identity number.
    pub identity: String,
    /// Who; sealed under the applicant's key.
    pub who: Sealed<Representative>,
}

impl OnBehalf {
    /// Whether the paper and the person are named.
    pub(super) fn check(&self) -> Result<(), Reason> {
        let Sealed::Open(who) = &self.who else { return Ok(()) };
        let parts = [
            ("representative_name", &who.name),
            ("representative_number", &who.number),
            ("representative_paper", &who.paper.kind),
            ("representative_reference", &who.paper.reference),
        ];
        match parts.into_iter().find(|(_, text)| text.trim().is_empty()) {
            Some((field, _)) => Err(Reason::Missing { field }),
            None => Ok(()),
        }
    }
}

impl Event {
    /// Who did this for the applicant, if the applicant did not come themselves.
    pub fn on_behalf(&self) -> Option<&OnBehalf> {
        use super::event::WithdrawalCause;
        match self {
            Event::ApplicationSubmitted { representative, .. }
            | Event::CorrectionSupplied { representative, .. }
            | Event::PapersHandedBack { representative, .. }
            | Event::ApplicationWithdrawn { why: WithdrawalCause::ByApplicant { representative, .. } } => {
                representative.as_ref()
            }
            _ => None,
        }
    }
}
