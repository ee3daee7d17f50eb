//! Writing an employer's entry.

use jiff::Timestamp;
use leye_domain::employer::{Contact, Employer, EmployerEvent, EmployerFacts};
use leye_domain::sealed::Sealed;
use leye_domain::staff::Actor;
use leye_store::{Commit, DutyChange, EmployerRow, NewEvent, Put, Stream};

use crate::App;
use crate::application::write::split;
use crate::error::AppError;

/// Version of the form of the bodies of an employer's events.
const SCHEMA: i64 = 1;

/// What is about to be written.
#[derive(Debug)]
pub(crate) struct EmployerWrite {
    /// The entry as it stands; its version is 0 while it is new.
    pub before: Employer,
    /// The organisation.
    pub facts: EmployerFacts,
    /// Whom one asks for.
    pub contact: Contact,
}

impl EmployerWrite {
    /// Whether anything differs from what the entry says.
    pub(crate) fn changes(&self) -> bool {
        self.before.facts != self.facts || self.before.contact.get() != Some(&self.contact)
    }

    fn event(&self) -> EmployerEvent {
        let (facts, contact) = (self.facts.clone(), Sealed::Open(self.contact.clone()));
        if self.before.version > 0 {
            return EmployerEvent::EmployerAmended { facts, contact };
        }
        let (id, agency) = (self.before.id.clone(), self.before.agency.clone());
        EmployerEvent::EmployerRegistered { id, agency, facts, contact }
    }
}

impl App {
    /// The commit of an employer's entry.
    pub(crate) fn employer_commit(
        &self,
        write: &EmployerWrite,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Commit, AppError> {
        let (kind, body) = split(serde_json::to_value(write.event()))?;
        let pack = self.policy(now).hash.clone();
        let event = NewEvent { at: now, kind, actor: actor.as_str().to_owned(), schema: SCHEMA, pack, body };
        let after = Employer {
            facts: write.facts.clone(),
            contact: Sealed::Open(write.contact.clone()),
            version: write.before.version + 1,
            ..write.before.clone()
        };
        let (county, id) = (after.id.county().to_owned(), after.id.as_str().to_owned());
        Ok(Commit {
            stream: Stream { county, id: id.clone() },
            expected_version: write.before.version,
            person: Some(id),
            new_person: write.before.version == 0,
            events: vec![event],
            rows: vec![Put::Employer(row(&after)?)],
            duties: DutyChange::default(),
            outbox: Vec::new(),
            audit: Vec::new(),
            idempotency: None,
        })
    }
}

/// The row of current state that belongs to an employer.
pub(crate) fn row(employer: &Employer) -> Result<EmployerRow, AppError> {
    Ok(EmployerRow {
        county: employer.id.county().to_owned(),
        id: employer.id.as_str().to_owned(),
        credit_code: employer.facts.credit_code.clone(),
        name: employer.facts.name.clone(),
        agency: employer.agency.as_str().to_owned(),
        body: serde_json::to_value(employer)
            .map_err(|e| AppError::Rules(format!("an employer cannot be written: {e}")))?,
        version: employer.version,
    })
}
