//! Photos of a visit: cleaned before anything of them is kept, under the key of the person.

use leye_domain::followup::VisitReport;
use leye_domain::id::PersonId;
use leye_domain::staff::Staff;

use crate::App;
use crate::error::{AppError, FieldFault};

/// The most photos of one visit.
const MOST: usize = 6;

impl App {
    /// Keeps a photo for a visit that is about to be reported; gives what the report names it by.
    ///
    /// # Errors
    /// [`AppError::Intake`] for what cannot be kept; access.
    pub async fn keep_visit_photo(
        &self,
        staff: &Staff,
        person: &PersonId,
        (name, content): (String, Vec<u8>),
    ) -> Result<String, AppError> {
        if !self.working_person(staff, person).await?.may_keep {
            return Err(AppError::Forbidden { act: None });
        }
        let clean = self.clean(content, name).await?;
        Ok(self.store.keep_file(person.county(), person.as_str(), &clean.bytes).await?)
    }

    /// A photo of a visit. That it was opened is recorded.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where no visit of the person has it, or the caller may not see it.
    pub async fn visit_photo(
        &self,
        staff: &Staff,
        person: &PersonId,
        digest: &str,
    ) -> Result<Vec<u8>, AppError> {
        let reached = self.working_person(staff, person).await?;
        let jobs = self.jobs_of(&reached.person).await?;
        let follow_ups = jobs.jobs.values().filter_map(|job| job.follow_up.as_ref());
        let mut reports = follow_ups.flat_map(|one| one.visits.values()).flat_map(|visit| visit.reports());
        let shows =
            |report: &VisitReport| report.photos.iter().chain(&report.signature).any(|photo| photo == digest);
        if !reports.any(|kept| shows(&kept.report)) {
            return Err(AppError::NotFound);
        }
        self.record(staff, "read_visit_photo", jobs.id().as_str(), Some(person), None).await?;
        let file = self.store.file(person.county(), person.as_str(), digest).await?;
        file.ok_or(AppError::Erased)
    }

    /// A report names only photos that are there.
    pub(super) async fn check_photos(&self, person: &PersonId, report: &VisitReport) -> Result<(), AppError> {
        if report.photos.len() > MOST {
            return Err(AppError::field("photos", "too-many-photos"));
        }
        for digest in report.photos.iter().chain(&report.signature) {
            let is_hash = digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
            let there = is_hash && self.store.file(person.county(), person.as_str(), digest).await?.is_some();
            if !there {
                return Err(AppError::Invalid(vec![FieldFault::new("photos", "unknown-photo")]));
            }
        }
        Ok(())
    }
}
