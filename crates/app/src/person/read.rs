//! Open a person's file, or unmask it; both are recorded.

use leye_domain::applicant::Applicant;
use leye_domain::id::{CaseId, PersonId};
use leye_domain::staff::Staff;
use leye_store::AuditEntry;

use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// A person's file as opened.
#[derive(Clone, Debug)]
pub struct PersonFile {
    /// The person.
    pub person: Applicant,
    /// Their cases: id, state, day of submission.
    pub cases: Vec<(CaseId, String, jiff::civil::Date)>,
    /// Who has read the file: newest first.
    pub readers: Vec<leye_store::AuditRow>,
}

impl App {
    /// Opens the file of a person.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it.
    pub async fn person_file(&self, staff: &Staff, id: &PersonId) -> Result<PersonFile, AppError> {
        let person = self.person_of(staff, id, Deed::ReadPerson).await?;
        self.record(staff, "read_person", id.as_str(), Some(id), None).await?;
        let cases = self.store.applications_of(id.county(), id.as_str()).await?;
        let cases = cases
            .into_iter()
            .filter_map(|row| Some((CaseId::parse(&row.id).ok()?, row.state, row.opened_day)))
            .collect();
        let readers = self.store.audit_of_person(id.county(), id.as_str()).await?;
        Ok(PersonFile { person, cases, readers })
    }

    /// Unmasks the file of a person; the reason is recorded.
    ///
    /// # Errors
    /// A fault of the field `reason` when it is empty; access as for reading.
    pub async fn reveal_person(
        &self,
        staff: &Staff,
        id: &PersonId,
        reason: &str,
    ) -> Result<Applicant, AppError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(AppError::field("reason", "missing"));
        }
        let person = self.person_of(staff, id, Deed::RevealPerson).await?;
        self.record(staff, "reveal_person", id.as_str(), Some(id), Some(reason)).await?;
        Ok(person)
    }

    pub(crate) async fn person_of(
        &self,
        staff: &Staff,
        id: &PersonId,
        deed: Deed,
    ) -> Result<Applicant, AppError> {
        let row = self.store.person(id.county(), id.as_str()).await?.ok_or(AppError::NotFound)?;
        let person: Applicant = crate::read_json(row.body)?;
        if self.access.may(staff, deed, Target::Person(&person.station)) {
            Ok(person)
        } else {
            Err(AppError::NotFound)
        }
    }

    /// Writes down who did what.
    pub(crate) async fn record(
        &self,
        staff: &Staff,
        action: &str,
        subject: &str,
        person: Option<&PersonId>,
        reason: Option<&str>,
    ) -> Result<(), AppError> {
        let county = person.map_or(staff.agency.county(), PersonId::county);
        let entry = AuditEntry {
            at: self.time.now(),
            actor: staff.user.as_str().to_owned(),
            agency: Some(staff.agency.as_str().to_owned()),
            action: action.to_owned(),
            subject: subject.to_owned(),
            person: person.map(|p| p.as_str().to_owned()),
            reason: reason.map(str::to_owned),
        };
        Ok(self.store.audit(county, entry).await?)
    }
}
