//! The jobs of a person (B1): registered, corrected, ended. The start of work of somebody
//! determined opens a follow-up by itself ([`crate::followup`]); both are one stream.
//!
//! * `act` does something, `read` opens the jobs of a person
//! * `write` makes one commit of it, `assist` says what follows for the person's assistance

mod act;
mod assist;
mod read;
mod write;

use leye_domain::applicant::Applicant;
use leye_domain::case::StateName;
use leye_domain::employment::{EmploymentEvent, Employments};
use leye_domain::id::{EmploymentsId, PersonId};
use leye_domain::staff::Staff;
use leye_store::StoredEvent;

pub use act::{WorkDone, WorkRequest};
pub use read::WorkFile;
pub use write::Listed;
pub(crate) use write::{CONFLICT, DOSSIER, MEDIATION, UNDRAWN, VISIT, work_row};

use crate::App;
use crate::access::{Deed, Target};
use crate::application::write::joined;
use crate::error::AppError;

/// States of a case in which the person is determined: the bureau has confirmed it (C3.4).
const CONFIRMED: [StateName; 3] = [StateName::Annotation, StateName::PapersBack, StateName::Completed];

/// What the events made.
pub(crate) fn fold(events: &[StoredEvent]) -> Result<Employments, AppError> {
    let read = |stored: &StoredEvent| crate::read_json::<EmploymentEvent>(joined(stored));
    let read = events.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let done = read.iter().zip(events).map(|(event, stored)| (event, stored.actor.as_str(), stored.at));
    Employments::fold(done)
        .ok_or_else(|| AppError::Rules("the events of somebody's jobs do not follow from each other".into()))
}

/// A person whose jobs somebody may read.
pub(crate) struct Reached {
    /// The person.
    pub person: Applicant,
    /// Whether they may write in the file.
    pub may_keep: bool,
}

impl App {
    /// The person, for who may read their jobs.
    pub(crate) async fn working_person(&self, staff: &Staff, id: &PersonId) -> Result<Reached, AppError> {
        let row = self.store.person(id.county(), id.as_str()).await?.ok_or(AppError::NotFound)?;
        let person: Applicant = crate::read_json(row.body)?;
        let household = person.details.get().map(|details| self.household_hashes(details));
        let household = household.unwrap_or_default();
        let asked = self.access.about(staff, Target::Finding(&person.station, &household));
        if !asked.may(Deed::ReadWork) {
            return Err(AppError::NotFound);
        }
        let may_keep = asked.may(Deed::KeepWork);
        Ok(Reached { person, may_keep })
    }

    /// The jobs of a person; none of them where nothing was registered.
    pub(crate) async fn jobs_of(&self, person: &Applicant) -> Result<Employments, AppError> {
        let id = EmploymentsId::of(&person.id);
        let events = self.store.stream_events(id.county(), id.as_str()).await?;
        if events.is_empty() {
            return Ok(Employments::new(person.id.clone(), person.station.clone()));
        }
        fold(&events)
    }

    /// Whether somebody is determined, so that a job of theirs is followed (B1).
    pub(crate) async fn is_determined(&self, person: &Applicant) -> Result<bool, AppError> {
        if person.determination.is_some() {
            return Ok(true);
        }
        let cases = self.store.applications_of(person.id.county(), person.id.as_str()).await?;
        Ok(cases.iter().any(|case| CONFIRMED.iter().any(|state| state.as_str() == case.state)))
    }
}
