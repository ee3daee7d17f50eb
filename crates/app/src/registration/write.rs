//! From what was decided to one commit; and back from the events.

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::Level;
use leye_domain::id::RegistrationId;
use leye_domain::registration::{Place, Registration, RegistrationEvent};
use leye_domain::staff::Actor;
use leye_store::{AuditEntry, Commit, DossierRow, DutyChange, DutyRow, NewEvent, Put, StoredEvent, Stream};

use crate::App;
use crate::application::write::{joined, split};
use crate::error::AppError;
use crate::person::PersonWrite;

/// Version of the form of the bodies.
const SCHEMA: i64 = 1;
/// The kind of the dossiers.
pub(super) const KIND: &str = "registration";
/// A certificate that was applied for.
const ISSUE: &str = "issue_certificate";
/// A certificate that lies at the station.
const HAND_OVER: &str = "hand_over_certificate";
/// The states of the dossiers.
pub(super) const UNEMPLOYED: &str = "unemployed";
const CANCELLED: &str = "cancelled";
const NEVER: &str = "never";

/// What the events made.
pub(crate) fn fold(events: &[StoredEvent]) -> Result<Registration, AppError> {
    let read = |event: &StoredEvent| crate::read_json::<RegistrationEvent>(joined(event));
    let events = events.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Registration::fold(&events).ok_or_else(drift)
}

fn drift() -> AppError {
    AppError::Rules("the events of a registration do not follow from each other".into())
}

/// What is about to be written.
pub(super) struct RegistrationWrite<'a> {
    pub before: Registration,
    pub events: &'a [RegistrationEvent],
    pub actor: &'a Actor,
    pub now: Timestamp,
}

impl App {
    /// Writes it, with the person's file where that changes, too.
    pub(super) async fn commit_registration(
        &self,
        write: RegistrationWrite<'_>,
        person: Option<PersonWrite>,
    ) -> Result<Registration, AppError> {
        let (id, version) = (write.before.id(), write.before.version);
        let old = self.registration_duties(&write.before);
        let after = write.before.with(write.events).ok_or_else(drift)?;
        let open = self.registration_duties(&after);
        let is_gone = |duty: &&DutyRow| open.iter().all(|kept| kept.id != duty.id);
        let close = old.iter().filter(is_gone).map(|duty| duty.id.clone()).collect();
        let policy = self.policy(write.now);
        let written = write.events.iter().map(|event| {
            let (kind, body) = split(serde_json::to_value(event))?;
            let (actor, pack) = (write.actor.as_str().to_owned(), policy.hash.clone());
            Ok(NewEvent { at: write.now, kind, actor, schema: SCHEMA, pack, body })
        });
        let written = written.collect::<Result<Vec<_>, AppError>>()?;
        let commit = Commit {
            stream: Stream { county: id.county().to_owned(), id: id.as_str().to_owned() },
            expected_version: version,
            person: Some(after.person.as_str().to_owned()),
            new_person: false,
            audit: vec![audit(write.actor, &written, &after, write.now)],
            events: written,
            rows: vec![Put::Dossier(self.registration_row(&after)?)],
            duties: DutyChange { close, open },
            outbox: Vec::new(),
            idempotency: None,
        };
        let file = person.map(|person| self.person_commit(&person, write.actor, &policy, write.now, None));
        let commits = file.transpose()?.into_iter().chain([commit]).collect();
        self.store.commit_all(commits).await?;
        Ok(after)
    }

    /// What a station owes: a certificate to be issued, or to be handed over. The row says whose
    /// and when; of somebody who was erased nothing is owed.
    pub(crate) fn registration_duties(&self, registration: &Registration) -> Vec<DutyRow> {
        let mut duties = Vec::new();
        if let Some(open) = registration.application.as_ref().filter(|open| open.note.get().is_some()) {
            duties.push(self.registration_duty(registration, ISSUE, open.due));
        }
        let certificate = registration.certificate.as_ref().filter(|one| one.number.get().is_some());
        if let Some(Place::Station(due)) = certificate.map(|one| &one.place) {
            duties.push(self.registration_duty(registration, HAND_OVER, *due));
        }
        duties
    }

    fn registration_duty(&self, registration: &Registration, kind: &str, due: Timestamp) -> DutyRow {
        let id = registration.id();
        let code = |level| registration.station.at(level).as_str().to_owned();
        DutyRow {
            county: id.county().to_owned(),
            id: format!("{id}/{kind}"),
            kind: kind.to_owned(),
            subject: id.as_str().to_owned(),
            holder: None,
            agency: registration.station.as_str().to_owned(),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            due_at: Some(due),
            auto_at: None,
            step: kind.to_owned(),
            article: self.registration_article(),
            person: registration.person.as_str().to_owned(),
            version: registration.version,
            begun_at: None,
        }
    }

    /// The row of current state; its place is when something is due: a certificate, or else the
    /// next contact.
    pub(crate) fn registration_row(&self, registration: &Registration) -> Result<DossierRow, AppError> {
        let id: RegistrationId = registration.id();
        let code = |level| registration.station.at(level).as_str().to_owned();
        let state = match (registration.unemployed(), registration.spells.is_empty()) {
            (Some(_), _) => UNEMPLOYED,
            (None, false) => CANCELLED,
            (None, true) => NEVER,
        };
        Ok(DossierRow {
            county: id.county().to_owned(),
            id: id.as_str().to_owned(),
            kind: KIND.to_owned(),
            person: registration.person.as_str().to_owned(),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            state: state.to_owned(),
            class: registration.certificate_state().as_str().to_owned(),
            holder: None,
            place: self.registration_due(registration)?.map_or(i64::MAX, Timestamp::as_second),
            since: since(registration),
            version: registration.version,
            body: serde_json::to_value(registration)
                .map_err(|e| AppError::Rules(format!("a registration cannot be written: {e}")))?,
        })
    }

    /// What is due first: the certificate, else the end of the term of contact.
    pub(crate) fn registration_due(
        &self,
        registration: &Registration,
    ) -> Result<Option<Timestamp>, AppError> {
        let issue = registration.application.as_ref().map(|open| open.due);
        let hand_over = registration.certificate.as_ref().and_then(|certificate| match certificate.place {
            Place::Station(due) => Some(due),
            _ => None,
        });
        if let Some(due) = issue.or(hand_over) {
            return Ok(Some(due));
        }
        let contact =
            registration.unemployed().map(|spell| spell.contact_by.saturating_add(jiff::Span::new().days(1)));
        contact.map(|day| self.begins(day)).transpose()
    }
}

/// The day since when it stands as it stands.
fn since(registration: &Registration) -> Date {
    let last = registration.spells.last();
    let spell = last.map(|spell| spell.ended.as_ref().map_or(spell.since, |ended| ended.on));
    let certificates = registration.certificate.iter().chain(registration.former.last());
    let mut days = certificates.filter_map(|one| match &one.place {
        Place::Person(day) | Place::Lost(day, _) => Some(*day),
        Place::Station(_) => one.issued,
    });
    // Nobody is in the register without a registration or a certificate.
    spell.or_else(|| days.next()).unwrap_or(Date::MIN)
}

fn audit(actor: &Actor, written: &[NewEvent], after: &Registration, now: Timestamp) -> AuditEntry {
    let is_news = |event: &&NewEvent| event.kind != "registration_opened";
    AuditEntry {
        at: now,
        actor: actor.as_str().to_owned(),
        agency: actor.staff().map(|staff| staff.agency.as_str().to_owned()),
        action: written.iter().find(is_news).map(|event| event.kind.clone()).unwrap_or_default(),
        subject: after.id().as_str().to_owned(),
        person: Some(after.person.as_str().to_owned()),
        reason: None,
    }
}
