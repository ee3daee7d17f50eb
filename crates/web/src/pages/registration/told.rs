//! What a registration says, in words: facts of the page, and lines of its history.

use jiff::civil::Date;
use leye_app::App;
use leye_app::registration::RegistrationPast;
use leye_domain::registration::{Basis, Certificate, Place, Registration, RegistrationEvent, Spell};
use leye_domain::sealed::Sealed;

use crate::parts::Fact;
use crate::words::Words;

/// A line of the history.
pub(crate) struct Entry {
    pub title: String,
    pub note: Option<String>,
    pub by: String,
    pub at: String,
    pub iso: String,
}

/// Speaks of registrations in the reader's language.
pub(super) struct Teller<'a> {
    pub app: &'a App,
    pub words: Words,
}

impl Teller<'_> {
    /// What somebody wrote.
    pub(super) fn text(&self, sealed: &Sealed<String>) -> String {
        sealed.get().cloned().unwrap_or_else(|| self.words.t("erased"))
    }

    /// A reason of joblessness.
    pub(super) fn reason(&self, key: &Sealed<String>) -> String {
        let Some(key) = key.get() else { return self.words.t("erased") };
        let pack = self.app.rules().pack();
        let reason = pack.registration.as_ref().and_then(|register| register.reason(key));
        reason.map_or_else(|| key.clone(), |reason| self.words.of_pack(&reason.titles).to_owned())
    }

    /// A ground of cancellation.
    pub(super) fn ground(&self, key: &Sealed<String>) -> String {
        let Some(key) = key.get() else { return self.words.t("erased") };
        let pack = self.app.rules().pack();
        let ground = pack.registration.as_ref().and_then(|register| register.ground(key));
        ground.map_or_else(|| key.clone(), |ground| self.words.of_pack(&ground.listed.titles).to_owned())
    }

    fn basis(&self, basis: &Basis) -> String {
        match basis {
            Basis::Commitment => self.words.t("registration-basis-commitment"),
            Basis::Proof(paper) => self.words.with("registration-basis-of", &[("paper", self.text(paper))]),
        }
    }

    fn fact(&self, key: &str, value: String) -> Fact {
        Fact { key: self.words.t(key), value, ..Fact::default() }
    }

    fn sealed_day(&self, day: Option<&Sealed<Date>>) -> String {
        match day.map(Sealed::get) {
            None => self.words.t("person-not-given"),
            Some(None) => self.words.t("erased"),
            Some(Some(day)) => self.words.date(*day),
        }
    }

    /// A time of registered unemployment.
    pub(super) fn spell(&self, spell: &Spell) -> Vec<Fact> {
        let date = |day| self.words.date(day);
        let mut facts = vec![
            self.fact("registration-since", date(spell.since)),
            self.fact("field-jobless-reason", self.reason(&spell.reason)),
            self.fact("field-worked-until", self.sealed_day(spell.worked_until.as_ref())),
            self.fact("field-registration-basis", self.basis(&spell.basis)),
        ];
        match &spell.ended {
            Some(ended) => {
                facts.push(self.fact("registration-ended", date(ended.on)));
                let asked = self.words.t(&format!("cancel-asked-{}", ended.asked.as_str()));
                let ground = Fact {
                    note: Some(asked),
                    ..self.fact("field-cancel-ground", self.ground(&ended.ground))
                };
                facts.push(ground);
            }
            None => {
                let last = self.words.with("registration-last-contact", &[("day", date(spell.contact))]);
                let by = self.fact("registration-contact-by", date(spell.contact_by));
                facts.push(Fact { note: Some(last), ..by });
            }
        }
        facts
    }

    /// A certificate.
    pub(super) fn certificate(&self, certificate: &Certificate) -> Vec<Fact> {
        let date = |day| self.words.date(day);
        let issued = certificate.issued.map_or_else(|| self.words.t("person-not-given"), date);
        let mut facts = vec![
            self.fact("field-certificate-number", self.text(&certificate.number)),
            self.fact("registration-issued", issued),
        ];
        match &certificate.place {
            Place::Station(_) => {}
            Place::Person(since) => facts.push(self.fact("registration-with-person", date(*since))),
            Place::Lost(on, note) => {
                let lost = self.fact("registration-lost-on", date(*on));
                facts.push(Fact { note: Some(self.text(note)), ..lost });
            }
        }
        facts.extend(certificate.checked.map(|day| self.fact("registration-checked", date(day))));
        facts
    }

    /// The certificates of before, a line each.
    pub(super) fn former(&self, registration: &Registration) -> Vec<String> {
        let line = |one: &Certificate| {
            let how = if matches!(one.place, Place::Lost(..)) { "lost" } else { "given-up" };
            self.words.with(&format!("registration-former-{how}"), &[("number", self.text(&one.number))])
        };
        registration.former.iter().rev().map(line).collect()
    }

    /// What happened, the newest first. That the register began says nothing to a reader.
    pub(super) fn history(&self, past: &[RegistrationPast]) -> Vec<Entry> {
        let is_news =
            |one: &&RegistrationPast| !matches!(one.event, RegistrationEvent::RegistrationOpened { .. });
        past.iter().rev().filter(is_news).map(|one| self.entry(one)).collect()
    }

    fn entry(&self, one: &RegistrationPast) -> Entry {
        let kind = serde_json::to_value(&one.event).unwrap_or_default();
        let kind = kind.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().replace('_', "-");
        let note: Vec<String> = self.note(&one.event).into_iter().filter(|text| !text.is_empty()).collect();
        Entry {
            title: self.words.t(&format!("event-{kind}")),
            note: (!note.is_empty()).then(|| note.join(" · ")),
            by: one.by.clone(),
            at: self.words.short_moment(self.app.rules().zone().to_datetime(one.at)),
            iso: self.app.local(one.at),
        }
    }

    fn note(&self, event: &RegistrationEvent) -> Vec<String> {
        let from = |day: Date| self.words.with("registration-from", &[("day", self.words.date(day))]);
        match event {
            RegistrationEvent::UnemploymentRegistered { on, reason, basis, .. } => {
                vec![from(*on), self.reason(reason), self.basis(basis)]
            }
            RegistrationEvent::UnemploymentContactNoted { how, note, .. } => {
                vec![self.words.t(&format!("contact-how-{}", how.as_str())), self.text(note)]
            }
            RegistrationEvent::UnemploymentDeregistered { on, ground, asked, note } => vec![
                from(*on),
                self.ground(ground),
                self.words.t(&format!("cancel-asked-{}", asked.as_str())),
                self.text(note),
            ],
            RegistrationEvent::CertificateApplied { what, note, .. } => {
                vec![self.words.t(&format!("certificate-kind-{}", what.as_str())), self.text(note)]
            }
            RegistrationEvent::CertificateIssued { number, .. }
            | RegistrationEvent::CertificateTakenOver { number, .. } => vec![self.text(number)],
            RegistrationEvent::CertificateHandedOver { signed_by, .. } => {
                vec![self.words.with("original-signed-by", &[("name", self.text(signed_by))])]
            }
            RegistrationEvent::CertificateApplicationWithdrawn { note, .. }
            | RegistrationEvent::CertificateReportedLost { note, .. }
            | RegistrationEvent::CertificateReturned { note, .. } => vec![self.text(note)],
            RegistrationEvent::RegistrationRelocated { station } => {
                vec![crate::ui::place(self.app, self.words, station)]
            }
            RegistrationEvent::RegistrationOpened { .. }
            | RegistrationEvent::CertificateFound { .. }
            | RegistrationEvent::CertificateChecked { .. } => Vec::new(),
        }
    }
}
