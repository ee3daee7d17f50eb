//! Unmask the person of a case; the reason is recorded.

use leye_domain::applicant::{Applicant, Details};
use leye_domain::id::CaseId;
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;

use crate::access::{Deed, Target};
use crate::error::AppError;
use crate::App;

impl App {
    /// The person of a case, unmasked.
    ///
    /// # Errors
    /// A fault of the field `reason` when it is empty; access; erased data.
    pub async fn reveal_case(&self, staff: &Staff, id: &CaseId, reason: &str) -> Result<Details, AppError> {
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
        let row = self.store.person(case.person.county(), case.person.as_str()).await?.ok_or(AppError::NotFound)?;
        let person: Applicant = crate::read_json(row.body)?;
        match person.details {
            Sealed::Open(details) => Ok(details),
            Sealed::Erased => Err(AppError::Erased),
        }
    }
}
