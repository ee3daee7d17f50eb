//! What may be done with a registration and a certificate.

mod certificate;
mod unemployment;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{
    Asker, Basis, CertificateKind, ContactHow, Registration, RegistrationEvent, RegistrationRefusal,
    RegistrationTerms,
};
use crate::agency::AgencyCode;

/// The longest text that somebody writes here, in characters.
pub(super) const LONGEST: usize = 200;
/// The longest number of a certificate. Sources give 16 and 18 digits.
pub(super) const LONGEST_NUMBER: usize = 20;

/// What somebody wants.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum RegistrationAct {
    Register { on: Date, reason: String, worked_until: Option<Date>, basis: Basis },
    NoteContact { how: ContactHow, note: String },
    Deregister { on: Date, ground: String, asked: Asker, note: String },
    Apply { what: CertificateKind, note: String },
    WithdrawApplication { note: String },
    Issue { number: String },
    HandOver { signed_by: String },
    TakeOver { number: String, issued: Option<Date> },
    ReportLost { note: String },
    ReportFound,
    Check,
    Return { note: String },
}

/// Who acts, when, and what is known beside the register.
#[derive(Clone, Debug)]
pub struct Desk<'a> {
    /// The agency of who acts.
    pub agency: &'a AgencyCode,
    /// The rules in force.
    pub terms: &'a RegistrationTerms,
    /// Today.
    pub today: Date,
    /// Day of birth; none where it cannot be read.
    pub born: Option<Date>,
    /// The statutory retirement date; none where it is not known.
    pub retires: Option<Date>,
    /// The last contact that other registers know of.
    pub last_contact: Option<Date>,
    /// When a certificate that is applied for now has to be issued.
    pub issue_by: Timestamp,
    /// When a certificate that is issued now has to be with the person.
    pub hand_over_by: Timestamp,
}

type Decided = Result<Vec<RegistrationEvent>, RegistrationRefusal>;

struct Here<'a> {
    registration: &'a Registration,
    desk: &'a Desk<'a>,
}

/// Decides: the events that follow, or why not.
///
/// # Errors
/// See [`RegistrationRefusal`].
pub fn decide(registration: &Registration, act: RegistrationAct, desk: &Desk<'_>) -> Decided {
    if *desk.agency != registration.station {
        return Err(RegistrationRefusal::NotTheStation);
    }
    let here = Here { registration, desk };
    let mut events = here.decided(act)?;
    if registration.version == 0 {
        let (person, station) = (registration.person.clone(), registration.station.clone());
        events.insert(0, RegistrationEvent::RegistrationOpened { person, station });
    }
    Ok(events)
}

impl Here<'_> {
    fn decided(&self, act: RegistrationAct) -> Decided {
        match act {
            RegistrationAct::Register { on, reason, worked_until, basis } => {
                self.register(on, reason, worked_until, basis)
            }
            RegistrationAct::NoteContact { how, note } => self.note_contact(how, &note),
            RegistrationAct::Deregister { on, ground, asked, note } => {
                self.deregister(on, ground, asked, &note)
            }
            RegistrationAct::Apply { what, note } => self.apply(what, &note),
            RegistrationAct::WithdrawApplication { note } => self.withdraw_application(&note),
            RegistrationAct::Issue { number } => self.issue(&number),
            RegistrationAct::HandOver { signed_by } => self.hand_over(&signed_by),
            RegistrationAct::TakeOver { number, issued } => self.take_over(&number, issued),
            RegistrationAct::ReportLost { note } => self.report_lost(&note),
            RegistrationAct::ReportFound => self.report_found(),
            RegistrationAct::Check => self.check(),
            RegistrationAct::Return { note } => self.give_back(&note),
        }
    }
}

/// A text that may be empty.
fn said(field: &'static str, text: &str) -> Result<String, RegistrationRefusal> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        Err(RegistrationRefusal::TooLong { field })
    } else {
        Ok(text.to_owned())
    }
}

/// A text that says something.
fn written(field: &'static str, text: &str) -> Result<String, RegistrationRefusal> {
    let text = said(field, text)?;
    if text.is_empty() { Err(RegistrationRefusal::Missing { field }) } else { Ok(text) }
}
