//! Open the jobs of a person. It is recorded who looked.

use std::collections::BTreeMap;

use leye_domain::applicant::Applicant;
use leye_domain::employment::{Employments, JobFacts, Workplace};
use leye_domain::id::{PersonId, UserName};
use leye_domain::person::mask;
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;

use crate::App;
use crate::error::AppError;

/// The jobs of a person as opened.
#[derive(Clone, Debug)]
pub struct WorkFile {
    /// The person.
    pub person: Applicant,
    /// Name; empty once erased.
    pub name: String,
    /// Masked identity number; empty once erased.
    pub masked: String,
    /// The jobs.
    pub jobs: Employments,
    /// Who employs, by number of the job; empty where nobody does, or it is erased.
    pub workplaces: BTreeMap<u32, String>,
    /// Whether the person is determined, so that a job that begins is followed.
    pub determined: bool,
    /// Whether the caller may write.
    pub may_keep: bool,
    /// Who of the station can make visits, with their names.
    pub colleagues: BTreeMap<UserName, String>,
}

impl App {
    /// Opens the jobs of a person, with their follow-up.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see the person.
    pub async fn work_file(&self, staff: &Staff, id: &PersonId) -> Result<WorkFile, AppError> {
        let reached = self.working_person(staff, id).await?;
        let jobs = self.jobs_of(&reached.person).await?;
        self.record(staff, "read_employments", jobs.id().as_str(), Some(id), None).await?;
        let mut workplaces = BTreeMap::new();
        for (number, job) in &jobs.jobs {
            workplaces.insert(*number, self.workplace_name(&job.facts).await?);
        }
        let details = reached.person.details.get();
        let name = details.map(|details| details.name.clone()).unwrap_or_default();
        let masked = details.map(|details| mask::number(&details.number)).unwrap_or_default();
        let determined = self.is_determined(&reached.person).await?;
        let may_keep = reached.may_keep && details.is_some();
        let colleagues = self.helpers_at(&jobs.station).await?;
        Ok(WorkFile {
            person: reached.person,
            name,
            masked,
            jobs,
            workplaces,
            determined,
            may_keep,
            colleagues,
        })
    }

    /// Who employs, in words.
    pub(crate) async fn workplace_name(&self, facts: &JobFacts) -> Result<String, AppError> {
        self.workplace_of(&facts.workplace).await
    }

    /// The same of what a list keeps.
    pub(crate) async fn workplace_of(
        &self,
        workplace: &Sealed<Option<Workplace>>,
    ) -> Result<String, AppError> {
        match workplace.get() {
            Some(Some(Workplace::Named(name))) => Ok(name.clone()),
            Some(Some(Workplace::Known(id))) => {
                let row = self.store.employer(id.county(), id.as_str()).await?;
                let employer: Option<leye_domain::employer::Employer> =
                    row.map(|row| crate::read_json(row.body)).transpose()?;
                Ok(employer.map(|employer| employer.facts.name).unwrap_or_default())
            }
            Some(None) | None => Ok(String::new()),
        }
    }
}
