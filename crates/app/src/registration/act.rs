//! Does something with the registration or the certificate of a person.

use leye_domain::agency::AgencyCode;
use leye_domain::applicant::{Applicant, Details};
use leye_domain::id::{PersonId, RegistrationId};
use leye_domain::registration::{
    Desk, Registration, RegistrationAct, RegistrationEvent, RegistrationRefusal, decide,
};
use leye_domain::staff::{Actor, Staff};

use super::write::RegistrationWrite;
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;
use crate::person::PersonWrite;

impl App {
    /// Does it, and writes the number of a certificate into the person's file as well. `seen` is
    /// the version that the caller saw.
    ///
    /// # Errors
    /// [`AppError::Registration`] where it cannot be; [`AppError::Stale`] where something happened
    /// meanwhile; access.
    pub async fn act_on_registration(
        &self,
        staff: &Staff,
        id: &PersonId,
        seen: i64,
        act: RegistrationAct,
    ) -> Result<Registration, AppError> {
        let (person, may_keep) = self.registered_person(staff, id).await?;
        let details = person.details.get().ok_or(AppError::Erased)?.clone();
        let before = self.registration_of(id).await?;
        let before = before.unwrap_or_else(|| Registration::new(id.clone(), person.station.clone()));
        if !may_keep {
            let elsewhere = staff.agency != before.station;
            let refusal = AppError::from(RegistrationRefusal::NotTheStation);
            return Err(if elsewhere { refusal } else { AppError::Forbidden { act: None } });
        }
        if before.version != seen {
            return Err(AppError::Stale { current: before.version, since: Vec::new() });
        }
        let now = self.time.now();
        let today = self.rules.zone().to_datetime(now).date();
        let (terms, ages) = (self.registration_terms(today)?, self.ages(&details));
        let desk = Desk {
            agency: &staff.agency,
            terms: &terms,
            today,
            born: ages.born,
            retires: ages.retires,
            // The helper of an assistance may have spoken with them since (A7).
            last_contact: self.assistance_of(id).await?.and_then(|one| one.last_contact()),
            issue_by: self.registration_term("issue", &before.station, now)?,
            hand_over_by: self.registration_term("hand_over", &before.station, now)?,
        };
        let events = decide(&before, act, &desk)?;
        let actor = Actor::Staff(staff.clone());
        let person = numbered(person, details, &events)?;
        let write = RegistrationWrite { before, events: &events, actor: &actor, now };
        self.commit_registration(write, person).await
    }

    /// What the register says of somebody; none where it says nothing.
    pub(crate) async fn registration_of(&self, person: &PersonId) -> Result<Option<Registration>, AppError> {
        let id = RegistrationId::of(person);
        let row = self.store.dossier(id.county(), id.as_str()).await?;
        row.map(|row| crate::read_json(row.body)).transpose()
    }

    /// Somebody whose registration the caller may read, and whether they may keep it.
    pub(super) async fn registered_person(
        &self,
        staff: &Staff,
        id: &PersonId,
    ) -> Result<(Applicant, bool), AppError> {
        let row = self.store.person(id.county(), id.as_str()).await?.ok_or(AppError::NotFound)?;
        let person: Applicant = crate::read_json(row.body)?;
        let household = person.details.get().map(|details| self.household_hashes(details));
        let household = household.unwrap_or_default();
        let station: &AgencyCode = &person.station;
        let asked = self.access.about(staff, Target::Register(station, &household));
        if !asked.may(Deed::ReadRegister) {
            return Err(AppError::NotFound);
        }
        let may_keep = asked.may(Deed::KeepRegister);
        Ok((person, may_keep))
    }
}

/// The person's file with the number of a certificate that these events bring; none where they
/// bring none.
fn numbered(
    person: Applicant,
    mut details: Details,
    events: &[RegistrationEvent],
) -> Result<Option<PersonWrite>, AppError> {
    let brought = events.iter().find_map(|event| match event {
        RegistrationEvent::CertificateIssued { number, .. }
        | RegistrationEvent::CertificateTakenOver { number, .. } => number.get(),
        _ => None,
    });
    let Some(number) = brought.filter(|number| **number != details.certificate) else { return Ok(None) };
    details.certificate.clone_from(number);
    Ok(Some(PersonWrite { details, changed: true, ..PersonWrite::unchanged(person)? }))
}
