//! From what was typed to an act: parsed at the door, every fault at once.

use jiff::civil::Date;
use leye_app::FieldFault;
use leye_app::registration::RegistrationFile;
use leye_domain::registration::{Asker, Basis, ContactHow, RegistrationAct, RegistrationActName};

use super::read::applied_for;
use crate::form::Typed;

/// Reads an act.
pub(super) fn read(
    file: &RegistrationFile,
    name: RegistrationActName,
    typed: &Typed,
) -> Result<RegistrationAct, Vec<FieldFault>> {
    let mut reader = Reader { typed, faults: Vec::new() };
    let act = reader.act(file, name);
    match act {
        Some(act) if reader.faults.is_empty() => Ok(act),
        _ => Err(reader.faults),
    }
}

struct Reader<'a> {
    typed: &'a Typed,
    faults: Vec<FieldFault>,
}

impl Reader<'_> {
    fn act(&mut self, file: &RegistrationFile, name: RegistrationActName) -> Option<RegistrationAct> {
        let note = self.text("registration-note");
        Some(match name {
            RegistrationActName::Register => return self.register(),
            RegistrationActName::Deregister => {
                let (ground, asked) = (self.chosen("cancel-ground"), self.chosen("cancel-asked"));
                let on = self.day("deregistered-on", true);
                RegistrationAct::Deregister { on: on?, ground: ground?, asked: Asker::parse(&asked?)?, note }
            }
            RegistrationActName::NoteContact => {
                let how = self.chosen("contact-how")?;
                RegistrationAct::NoteContact { how: ContactHow::parse(&how)?, note }
            }
            RegistrationActName::Apply => RegistrationAct::Apply { what: applied_for(file), note },
            RegistrationActName::WithdrawApplication => RegistrationAct::WithdrawApplication { note },
            RegistrationActName::Issue => RegistrationAct::Issue { number: self.text("certificate-number") },
            RegistrationActName::HandOver => {
                RegistrationAct::HandOver { signed_by: self.text("certificate-signed-by") }
            }
            RegistrationActName::TakeOver => RegistrationAct::TakeOver {
                number: self.text("certificate-number"),
                issued: self.day("certificate-issued-on", false),
            },
            RegistrationActName::ReportLost => RegistrationAct::ReportLost { note },
            RegistrationActName::ReportFound => RegistrationAct::ReportFound,
            RegistrationActName::Check => RegistrationAct::Check,
            RegistrationActName::Return => RegistrationAct::Return { note },
        })
    }

    fn register(&mut self) -> Option<RegistrationAct> {
        let reason = self.chosen("jobless-reason");
        let worked_until = self.day("worked-until", false);
        let basis = match self.chosen("registration-basis").as_deref() {
            Some("proof") => Some(Basis::Proof(self.text("basis-paper").into())),
            Some(_) => Some(Basis::Commitment),
            None => None,
        };
        let on = self.day("registered-on", true);
        Some(RegistrationAct::Register { on: on?, reason: reason?, worked_until, basis: basis? })
    }

    fn text(&self, name: &str) -> String {
        self.typed.text(name).to_owned()
    }

    fn chosen(&mut self, name: &str) -> Option<String> {
        let text = self.text(name);
        if text.is_empty() {
            self.faults.push(FieldFault::new(name, "not-chosen"));
            return None;
        }
        Some(text)
    }

    fn day(&mut self, name: &str, required: bool) -> Option<Date> {
        let read = self.typed.day(name);
        match read {
            Ok(None) if required => self.faults.push(FieldFault::new(name, "missing")),
            Err(()) => self.faults.push(FieldFault::new(name, "no-such-day")),
            Ok(day) => return day,
        }
        None
    }
}
