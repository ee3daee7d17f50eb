//! Unmask the person of a case; the reason is recorded.

use leye_domain::applicant::{Applicant, Details};
use leye_domain::case::{Event, Objection};
use leye_domain::id::CaseId;
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;

use super::read::TimelineEvent;
use super::representative::Represented;
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// What unmasking shows.
#[derive(Clone, Debug)]
pub struct Revealed {
    /// The applicant.
    pub details: Details,
    /// The newest objection, with who made it and how to reach them.
    pub objection: Option<Objection>,
    /// Who acted for the applicant, oldest first.
    pub represented: Vec<Represented>,
}

impl App {
    /// The person of a case, unmasked, with who objected if somebody did.
    ///
    /// # Errors
    /// A fault of the field `reason` when it is empty; access; erased data.
    pub async fn reveal_case(&self, staff: &Staff, id: &CaseId, reason: &str) -> Result<Revealed, AppError> {
        let (case, _) = self.load(id).await?;
        self.may_read(staff, &case)?;
        if !self.access.may(staff, Deed::RevealCase, Target::Case(&case)) {
            return Err(AppError::Forbidden { act: None });
        }
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(AppError::field("reason", "missing"));
        }
        self.record(staff, "reveal_case", id.as_str(), Some(&case.person), Some(reason)).await?;
        let row =
            self.store.person(case.person.county(), case.person.as_str()).await?.ok_or(AppError::NotFound)?;
        let person: Applicant = crate::read_json(row.body)?;
        match person.details {
            Sealed::Open(details) => {
                let timeline = self.timeline(&case).await?;
                let represented = Represented::of(&timeline);
                Ok(Revealed { details, objection: newest_objection(&timeline), represented })
            }
            Sealed::Erased => Err(AppError::Erased),
        }
    }
}

fn newest_objection(timeline: &[TimelineEvent]) -> Option<Objection> {
    timeline.iter().rev().find_map(|line| match &line.event {
        Event::ObjectionRaised { objection, .. } => Some(objection.get().cloned()),
        _ => None,
    })?
}
