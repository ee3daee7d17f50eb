//! Open an entry of the outreach. It is recorded who looked.

use leye_domain::agency::AgencyCode;
use leye_domain::applicant::Applicant;
use leye_domain::id::PersonId;
use leye_domain::outreach::Prospect;
use leye_domain::person::mask;
use leye_domain::staff::Staff;

use super::take::file_of;
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// Somebody to reach out to.
#[derive(Clone, Debug)]
pub struct ProspectFile {
    /// The station.
    pub station: AgencyCode,
    /// Who, and why.
    pub prospect: Prospect,
    /// By when.
    pub due_at: jiff::Timestamp,
    /// Their file, where the station keeps one: id, name and masked number.
    pub known: Option<(PersonId, String, String)>,
    /// Whether the caller may close it.
    pub may_close: bool,
}

impl App {
    /// Opens an entry.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is none, or the caller may not see it.
    pub async fn prospect(
        &self,
        staff: &Staff,
        station: &AgencyCode,
        number: u64,
    ) -> Result<ProspectFile, AppError> {
        let (known, may_close) = self.reachable(staff, station, number).await?;
        let outreach = self.outreach_of(station).await?;
        let (prospect, due_at) = outreach.open.get(&number).cloned().ok_or(AppError::NotFound)?;
        let subject = format!("{}/{number}", outreach.id());
        let file = known.as_ref().map(|person| &person.id);
        self.record(staff, "read_outreach", &subject, file, None).await?;
        let known = known.and_then(|person| {
            let details = person.details.get()?;
            Some((person.id.clone(), details.name.clone(), mask::number(&details.number)))
        });
        Ok(ProspectFile { station: station.clone(), prospect, due_at, known, may_close })
    }

    /// The file of somebody to reach out to, where the station keeps one, and whether the caller
    /// may close the entry.
    pub(super) async fn reachable(
        &self,
        staff: &Staff,
        station: &AgencyCode,
        number: u64,
    ) -> Result<(Option<Applicant>, bool), AppError> {
        let file = file_of(station.county(), number);
        let row = if file.is_empty() { None } else { self.store.person(station.county(), &file).await? };
        let person: Option<Applicant> = row.map(|row| crate::read_json(row.body)).transpose()?;
        let person = person.filter(|person| person.station == *station);
        let details = person.as_ref().and_then(|person| person.details.get());
        let household = details.map(|details| self.household_hashes(details)).unwrap_or_default();
        let asked = self.access.about(staff, Target::Finding(station, &household));
        if !asked.may(Deed::ReadFinding) {
            return Err(AppError::NotFound);
        }
        let may_close = asked.may(Deed::CloseFinding);
        Ok((person, may_close))
    }
}
