//! Unmask the person of a case; the reason is recorded.

use leye_domain::applicant::{Applicant, Details};
use leye_domain::case::{Event, Objection};
use leye_domain::id::CaseId;
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;

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
}

impl App {
    async fn newest_objection(&self, id: &CaseId) -> Result<Option<Objection>, AppError> {
        let events = self.store.application_events(id.county(), id.as_str()).await?;
        let Some(raised) = events.into_iter().rev().find(|e| e.kind == "objection_raised") else {
            return Ok(None);
        };
        let event = crate::read_json(serde_json::json!({ "kind": raised.kind, "body": raised.body }))?;
        match event {
            Event::ObjectionRaised { objection: Sealed::Open(objection), .. } => Ok(Some(objection)),
            _ => Ok(None),
        }
    }

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
            Sealed::Open(details) => Ok(Revealed { details, objection: self.newest_objection(id).await? }),
            Sealed::Erased => Err(AppError::Erased),
        }
    }
}
