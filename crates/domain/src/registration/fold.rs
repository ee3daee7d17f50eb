//! From events to where a registration stands.

use super::{Certificate, CertificateApplication, Ended, Place, Registration, RegistrationEvent, Spell};

impl Registration {
    /// Folds events from the beginning; none where they do not follow from each other.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a RegistrationEvent>) -> Option<Registration> {
        let mut events = events.into_iter();
        let RegistrationEvent::RegistrationOpened { person, station } = events.next()? else { return None };
        let begun = Registration { version: 1, ..Registration::new(person.clone(), station.clone()) };
        events.try_fold(begun, Registration::after)
    }

    /// As it stands after these events; none where they do not follow.
    pub fn with(self, events: &[RegistrationEvent]) -> Option<Registration> {
        match (self.version, events) {
            (0, []) => Some(self),
            (0, events) => Registration::fold(events),
            (_, events) => events.iter().try_fold(self, Registration::after),
        }
    }

    fn after(mut self, event: &RegistrationEvent) -> Option<Registration> {
        self.version += 1;
        match event {
            RegistrationEvent::RegistrationOpened { .. } => None,
            RegistrationEvent::RegistrationRelocated { station } => {
                Some(Registration { station: station.clone(), ..self })
            }
            RegistrationEvent::UnemploymentRegistered { .. }
            | RegistrationEvent::UnemploymentContactNoted { .. }
            | RegistrationEvent::UnemploymentDeregistered { .. } => self.spell(event),
            RegistrationEvent::CertificateApplied { .. }
            | RegistrationEvent::CertificateApplicationWithdrawn { .. } => self.applied(event),
            RegistrationEvent::CertificateIssued { on, number, due } => {
                self.application.take()?;
                self.former.extend(self.certificate.take());
                self.certificate = Some(Certificate {
                    number: number.clone(),
                    issued: Some(*on),
                    place: Place::Station(*due),
                    checked: None,
                });
                Some(self)
            }
            RegistrationEvent::CertificateTakenOver { on, number, issued } => {
                let place = Place::Person(*on);
                let taken = Certificate { number: number.clone(), issued: *issued, place, checked: None };
                self.certificate.is_none().then_some(Registration { certificate: Some(taken), ..self })
            }
            RegistrationEvent::CertificateReturned { .. } => {
                self.former.push(self.certificate.take()?);
                Some(self)
            }
            _ => self.moved(event),
        }
    }

    fn spell(mut self, event: &RegistrationEvent) -> Option<Registration> {
        let open = self.spells.last_mut().filter(|spell| spell.ended.is_none());
        match (event, open) {
            (
                RegistrationEvent::UnemploymentRegistered {
                    on,
                    made,
                    reason,
                    worked_until,
                    basis,
                    contact_by,
                },
                None,
            ) => self.spells.push(Spell {
                since: *on,
                reason: reason.clone(),
                worked_until: worked_until.clone(),
                basis: basis.clone(),
                contact: *made,
                contact_by: *contact_by,
                ended: None,
            }),
            (RegistrationEvent::UnemploymentContactNoted { on, contact_by, .. }, Some(spell)) => {
                (spell.contact, spell.contact_by) = (*on, *contact_by);
            }
            (RegistrationEvent::UnemploymentDeregistered { on, ground, asked, .. }, Some(spell)) => {
                spell.ended = Some(Ended { on: *on, ground: ground.clone(), asked: *asked });
            }
            _ => return None,
        }
        Some(self)
    }

    fn applied(mut self, event: &RegistrationEvent) -> Option<Registration> {
        match (event, self.application.take()) {
            (RegistrationEvent::CertificateApplied { on, what, note, due }, None) => {
                let (note, due) = (note.clone(), *due);
                self.application = Some(CertificateApplication { kind: *what, on: *on, due, note });
            }
            (RegistrationEvent::CertificateApplicationWithdrawn { .. }, Some(_)) => {}
            _ => return None,
        }
        Some(self)
    }

    fn moved(mut self, event: &RegistrationEvent) -> Option<Registration> {
        let certificate = self.certificate.as_mut()?;
        match event {
            RegistrationEvent::CertificateHandedOver { on, .. }
            | RegistrationEvent::CertificateFound { on } => certificate.place = Place::Person(*on),
            RegistrationEvent::CertificateReportedLost { on, note } => {
                certificate.place = Place::Lost(*on, note.clone());
            }
            RegistrationEvent::CertificateChecked { on } => certificate.checked = Some(*on),
            _ => return None,
        }
        Some(self)
    }
}
