//! Registration as unemployed, and its cancellation.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Decided, Here, said, written};
use crate::person::completed_years;
use crate::registration::{Asker, Basis, ContactHow, RegistrationEvent, RegistrationRefusal, Spell};
use crate::sealed::Sealed;

impl Here<'_> {
    pub(super) fn register(
        &self,
        on: Date,
        reason: String,
        worked_until: Option<Date>,
        basis: Basis,
    ) -> Decided {
        if let Some(spell) = self.registration.unemployed() {
            return Err(RegistrationRefusal::AlreadyRegistered { since: spell.since });
        }
        self.not_after_today("on", on)?;
        if let Some(ended) = self.registration.spells.last().and_then(|spell| spell.ended.as_ref()) {
            not_before("on", on, ended.on)?;
        }
        if worked_until.is_some_and(|until| until > on) {
            return Err(RegistrationRefusal::WorkedLater);
        }
        self.of_age(on)?;
        if !self.desk.terms.reasons.contains(&reason) {
            return Err(RegistrationRefusal::UnknownReason);
        }
        Ok(vec![RegistrationEvent::UnemploymentRegistered {
            on,
            made: self.desk.today,
            reason: reason.into(),
            worked_until: worked_until.map(Sealed::Open),
            basis: self.basis(basis, on)?,
            contact_by: self.contact_by(self.desk.today),
        }])
    }

    fn basis(&self, basis: Basis, on: Date) -> Result<Basis, RegistrationRefusal> {
        match basis {
            // Days that count toward C1.5 are not promised afterwards.
            Basis::Commitment if on < self.desk.today => Err(RegistrationRefusal::CommitmentIsOfToday),
            Basis::Commitment => Ok(Basis::Commitment),
            Basis::Proof(paper) => {
                let paper = paper.get().map(String::as_str).unwrap_or_default();
                Ok(Basis::Proof(written("paper", paper)?.into()))
            }
        }
    }

    /// Of working age (C1). What is not known stands in nobody's way.
    fn of_age(&self, on: Date) -> Result<(), RegistrationRefusal> {
        let least = self.desk.terms.youngest;
        if self.desk.born.is_some_and(|born| completed_years(born, on) < least) {
            return Err(RegistrationRefusal::TooYoung { least });
        }
        match self.desk.retires.filter(|since| *since <= on) {
            Some(since) => Err(RegistrationRefusal::Retired { since }),
            None => Ok(()),
        }
    }

    pub(super) fn note_contact(&self, how: ContactHow, note: &str) -> Decided {
        let spell = self.registration.unemployed().ok_or(RegistrationRefusal::NotRegistered)?;
        let on = self.desk.today;
        // The clock of training moves forward only.
        not_before("on", on, spell.contact)?;
        let (note, contact_by) = (said("note", note)?.into(), self.contact_by(on));
        Ok(vec![RegistrationEvent::UnemploymentContactNoted { on, how, note, contact_by }])
    }

    pub(super) fn deregister(&self, on: Date, ground: String, asked: Asker, note: &str) -> Decided {
        let spell = self.registration.unemployed().ok_or(RegistrationRefusal::NotRegistered)?;
        self.not_after_today("on", on)?;
        not_before("on", on, spell.since)?;
        let rule = self.desk.terms.grounds.iter().find(|rule| rule.key == ground);
        let rule = rule.ok_or(RegistrationRefusal::UnknownGround)?;
        if !rule.asked.contains(&asked) {
            return Err(RegistrationRefusal::NotTheirs);
        }
        if rule.silent {
            self.silent(spell, on)?;
        }
        // Who cancels against the person, or for what the rules do not name, says why.
        let note =
            if rule.explain || asked != Asker::Person { written("note", note) } else { said("note", note) };
        let (ground, note) = (ground.into(), note?.into());
        Ok(vec![RegistrationEvent::UnemploymentDeregistered { on, ground, asked, note }])
    }

    /// Nobody was in contact for the whole term, by any register.
    fn silent(&self, spell: &Spell, on: Date) -> Result<(), RegistrationRefusal> {
        let elsewhere = self.desk.last_contact.filter(|last| *last > spell.contact);
        let (last, until) =
            elsewhere.map_or((spell.contact, spell.contact_by), |last| (last, self.contact_by(last)));
        if on > until { Ok(()) } else { Err(RegistrationRefusal::InContact { last, until }) }
    }

    /// Whatever the person came for is a contact, too.
    pub(super) fn with_contact(&self, event: RegistrationEvent) -> Vec<RegistrationEvent> {
        let on = self.desk.today;
        let is_news = self.registration.unemployed().is_some_and(|spell| spell.contact < on);
        let contact = is_news.then(|| RegistrationEvent::UnemploymentContactNoted {
            on,
            how: ContactHow::Counter,
            note: String::new().into(),
            contact_by: self.contact_by(on),
        });
        std::iter::once(event).chain(contact).collect()
    }

    fn contact_by(&self, last: Date) -> Date {
        last.saturating_add(i64::from(self.desk.terms.silence_months).months())
    }

    pub(super) fn not_after_today(&self, field: &'static str, day: Date) -> Result<(), RegistrationRefusal> {
        if day > self.desk.today { Err(RegistrationRefusal::InFuture { field }) } else { Ok(()) }
    }
}

fn not_before(field: &'static str, day: Date, earlier: Date) -> Result<(), RegistrationRefusal> {
    if day < earlier { Err(RegistrationRefusal::TooEarly { field, day: earlier }) } else { Ok(()) }
}
