//! Opens the registration of a person: how it stands, and what happened. It is recorded who looked.

use jiff::Timestamp;
use leye_domain::applicant::Applicant;
use leye_domain::id::{PersonId, RegistrationId};
use leye_domain::person::mask;
use leye_domain::registration::{Registration, RegistrationActName, RegistrationEvent};
use leye_domain::staff::Staff;
use leye_store::StoredEvent;

use crate::App;
use crate::application::write::joined;
use crate::error::AppError;

/// Something that happened.
#[derive(Clone, Debug)]
pub struct RegistrationPast {
    /// When.
    pub at: Timestamp,
    /// Name of who did it.
    pub by: String,
    /// What.
    pub event: RegistrationEvent,
}

/// The registration of a person as opened.
#[derive(Clone, Debug)]
pub struct RegistrationFile {
    /// The person.
    pub person: Applicant,
    /// Name.
    pub name: String,
    /// Masked identity number.
    pub masked: String,
    /// How it stands; of whom nothing is registered it has version 0.
    pub registration: Registration,
    /// Whether the caller may keep it.
    pub may_keep: bool,
    /// What the caller may do as things stand.
    pub acts: Vec<RegistrationActName>,
    /// What happened, oldest first.
    pub past: Vec<RegistrationPast>,
}

impl App {
    /// Opens it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it; [`AppError::Erased`].
    pub async fn registration_file(
        &self,
        staff: &Staff,
        id: &PersonId,
    ) -> Result<RegistrationFile, AppError> {
        let (person, may_keep) = self.registered_person(staff, id).await?;
        let details = person.details.get().ok_or(AppError::Erased)?;
        let stream = RegistrationId::of(id);
        self.record(staff, "read_registration", stream.as_str(), Some(id), None).await?;
        let events = self.store.stream_events(stream.county(), stream.as_str()).await?;
        let registration = match events.as_slice() {
            [] => Registration::new(id.clone(), person.station.clone()),
            events => super::fold(events)?,
        };
        let past = |event: &StoredEvent| {
            let by = self.staff_name(&event.actor);
            Ok(RegistrationPast { at: event.at, by, event: crate::read_json(joined(event))? })
        };
        let possible = RegistrationActName::ALL.iter().copied().filter(|act| registration.may(*act));
        Ok(RegistrationFile {
            name: details.name.clone(),
            masked: mask::number(&details.number),
            acts: possible.filter(|_| may_keep).collect(),
            past: events.iter().map(past).collect::<Result<_, AppError>>()?,
            may_keep,
            registration,
            person,
        })
    }

    /// When a certificate, or else the next contact, is due.
    pub fn registration_due_of(&self, registration: &Registration) -> Option<Timestamp> {
        self.registration_due(registration).ok().flatten()
    }
}
