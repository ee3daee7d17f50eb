//! The certificate: applied for, issued, handed over, lost, found, checked, returned.

use jiff::civil::Date;

use super::{Decided, Here, LONGEST_NUMBER, said, written};
use crate::registration::{Certificate, CertificateKind, Place, RegistrationEvent, RegistrationRefusal};

impl Here<'_> {
    pub(super) fn apply(&self, what: CertificateKind, note: &str) -> Decided {
        let registration = self.registration;
        if registration.application.is_some() {
            return Err(RegistrationRefusal::ApplicationOpen);
        }
        let place = registration.certificate.as_ref().map(|certificate| &certificate.place);
        match (what, place) {
            (CertificateKind::New, None) if registration.unemployed().is_none() => {
                return Err(RegistrationRefusal::NotRegistered);
            }
            (CertificateKind::New, None)
            | (CertificateKind::Replacement, Some(Place::Lost(..)))
            | (CertificateKind::Exchange, Some(Place::Person(_))) => {}
            (CertificateKind::New, Some(_)) => return Err(RegistrationRefusal::HasOne),
            (_, None) => return Err(RegistrationRefusal::HasNone),
            (CertificateKind::Replacement, Some(_)) => return Err(RegistrationRefusal::NotLost),
            (CertificateKind::Exchange, Some(Place::Lost(..))) => return Err(RegistrationRefusal::IsLost),
            (CertificateKind::Exchange, Some(Place::Station(_))) => {
                return Err(RegistrationRefusal::AtStation);
            }
        }
        let (on, due) = (self.desk.today, self.desk.issue_by);
        let note = said("note", note)?.into();
        Ok(self.with_contact(RegistrationEvent::CertificateApplied { on, what, note, due }))
    }

    pub(super) fn withdraw_application(&self, note: &str) -> Decided {
        self.registration.application.as_ref().ok_or(RegistrationRefusal::NoApplication)?;
        let (on, note) = (self.desk.today, written("note", note)?.into());
        Ok(vec![RegistrationEvent::CertificateApplicationWithdrawn { on, note }])
    }

    pub(super) fn issue(&self, number: &str) -> Decided {
        self.registration.application.as_ref().ok_or(RegistrationRefusal::NoApplication)?;
        let (on, number) = (self.desk.today, numbered(number)?.into());
        Ok(vec![RegistrationEvent::CertificateIssued { on, number, due: self.desk.hand_over_by }])
    }

    pub(super) fn hand_over(&self, signed_by: &str) -> Decided {
        match self.certificate()?.place {
            Place::Station(_) => {}
            Place::Person(_) => return Err(RegistrationRefusal::WithPerson),
            Place::Lost(..) => return Err(RegistrationRefusal::IsLost),
        }
        let (on, signed_by) = (self.desk.today, written("signed_by", signed_by)?.into());
        Ok(self.with_contact(RegistrationEvent::CertificateHandedOver { on, signed_by }))
    }

    pub(super) fn take_over(&self, number: &str, issued: Option<Date>) -> Decided {
        if self.registration.certificate.is_some() {
            return Err(RegistrationRefusal::HasOne);
        }
        if self.registration.application.is_some() {
            return Err(RegistrationRefusal::ApplicationOpen);
        }
        if let Some(issued) = issued {
            self.not_after_today("issued", issued)?;
        }
        let (on, number) = (self.desk.today, numbered(number)?.into());
        Ok(self.with_contact(RegistrationEvent::CertificateTakenOver { on, number, issued }))
    }

    pub(super) fn report_lost(&self, note: &str) -> Decided {
        if matches!(self.certificate()?.place, Place::Lost(..)) {
            return Err(RegistrationRefusal::IsLost);
        }
        // Who exchanges one has it in hand.
        if self.registration.application.is_some() {
            return Err(RegistrationRefusal::ApplicationOpen);
        }
        let (on, note) = (self.desk.today, written("note", note)?.into());
        Ok(self.with_contact(RegistrationEvent::CertificateReportedLost { on, note }))
    }

    pub(super) fn report_found(&self) -> Decided {
        if !matches!(self.certificate()?.place, Place::Lost(..)) {
            return Err(RegistrationRefusal::NotLost);
        }
        // A replacement that is being made would leave the person with two.
        if self.registration.application.is_some() {
            return Err(RegistrationRefusal::ApplicationOpen);
        }
        Ok(self.with_contact(RegistrationEvent::CertificateFound { on: self.desk.today }))
    }

    pub(super) fn check(&self) -> Decided {
        self.in_hand()?;
        if self.registration.application.is_some() {
            return Err(RegistrationRefusal::ApplicationOpen);
        }
        Ok(self.with_contact(RegistrationEvent::CertificateChecked { on: self.desk.today }))
    }

    pub(super) fn give_back(&self, note: &str) -> Decided {
        self.in_hand()?;
        if self.registration.application.is_some() {
            return Err(RegistrationRefusal::ApplicationOpen);
        }
        let (on, note) = (self.desk.today, written("note", note)?.into());
        Ok(vec![RegistrationEvent::CertificateReturned { on, note }])
    }

    /// The person has it, and can show it.
    fn in_hand(&self) -> Result<(), RegistrationRefusal> {
        match self.certificate()?.place {
            Place::Person(_) => Ok(()),
            Place::Station(_) => Err(RegistrationRefusal::AtStation),
            Place::Lost(..) => Err(RegistrationRefusal::IsLost),
        }
    }

    fn certificate(&self) -> Result<&Certificate, RegistrationRefusal> {
        self.registration.certificate.as_ref().ok_or(RegistrationRefusal::HasNone)
    }
}

/// Loosely: sources disagree about what the digits mean (就業失業登記證: 16 or 18 of them).
fn numbered(text: &str) -> Result<String, RegistrationRefusal> {
    let number: String = text.split_whitespace().collect::<String>().to_ascii_uppercase();
    let fits = (1..=LONGEST_NUMBER).contains(&number.len());
    let plain = number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if fits && plain { Ok(number) } else { Err(RegistrationRefusal::BadNumber) }
}
