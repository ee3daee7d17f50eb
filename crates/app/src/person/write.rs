//! Writing a person's file: found by the number, or new.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::applicant::{Applicant, ApplicantEvent, Details, Determination, Employment};
use leye_domain::id::{CaseId, PersonId, RelocationId};
use leye_domain::person::{Phone, ResidentNumber};
use leye_domain::policy::Policy;
use leye_domain::sealed::Sealed;
use leye_domain::staff::{Actor, Staff};
use leye_store::{Commit, DutyChange, NewEvent, PersonRow, Put, Scope, Stream};

use crate::App;
use crate::access::{Deed, Target};
use crate::application::submit::{filed, written};
use crate::application::write::split;
use crate::error::AppError;

/// Version of the form of the bodies of a person's events.
const SCHEMA: i64 = 1;

/// More counties than any city has; a county begins one file a number at most.
const COUNTIES: i64 = 100;

/// Whether a station of the county keeps the file.
pub(crate) fn is_kept_in(county: &str, row: &PersonRow) -> bool {
    row.station.starts_with(county)
}

/// What is about to be written of a person.
#[derive(Debug)]
pub(crate) struct PersonWrite {
    /// Id of the file.
    pub id: PersonId,
    /// The station that keeps it.
    pub station: AgencyCode,
    /// Version of the file; 0 when it is new.
    pub version: i64,
    /// What it will say.
    pub details: Details,
    /// Whether that differs from what it says.
    pub changed: bool,
    /// What was taken over before this write.
    pub taken: (Option<Determination>, Option<Employment>),
    /// What this write takes over.
    pub takes: (Option<Determination>, Option<Employment>),
    /// The move to another station that is under way.
    pub moving: Option<RelocationId>,
}

impl PersonWrite {
    /// A new file.
    pub(crate) fn new(id: PersonId, station: AgencyCode, details: Details) -> PersonWrite {
        let (taken, takes) = ((None, None), (None, None));
        PersonWrite { id, station, version: 0, details, changed: true, taken, takes, moving: None }
    }

    /// A file that stays as it is.
    pub(crate) fn unchanged(person: Applicant) -> Result<PersonWrite, AppError> {
        let Sealed::Open(details) = person.details else { return Err(AppError::Erased) };
        Ok(PersonWrite {
            id: person.id,
            station: person.station,
            version: person.version,
            details,
            changed: false,
            taken: (person.determination, person.employment),
            takes: (None, None),
            moving: person.moving,
        })
    }
}

impl App {
    /// The file of whoever bears a number, by its keyed hash: the one that the county keeps, also
    /// where it was begun in another; else the one that was begun here and is kept elsewhere now.
    ///
    /// # Errors
    /// Storage failures.
    pub(crate) async fn file_by_number(
        &self,
        county: &str,
        hash: &str,
    ) -> Result<Option<PersonRow>, AppError> {
        let begun_here = self.store.find_person_by_hash(county, hash).await?;
        if begun_here.as_ref().is_some_and(|row| is_kept_in(county, row)) {
            return Ok(begun_here);
        }
        let everywhere = self.store.people_by_identity(hash, &Scope::everything(), COUNTIES).await?;
        Ok(everywhere.into_iter().find(|row| is_kept_in(county, row)).or(begun_here))
    }

    /// Finds the file by the number in the station's county, or begins a new one. That the
    /// station may register is asked with the application itself.
    pub(crate) async fn write_person(
        &self,
        staff: &Staff,
        station: &AgencyCode,
        given: &Details,
        now: Timestamp,
    ) -> Result<PersonWrite, AppError> {
        let details = normal(given, self.policy(now).zone.to_datetime(now).date())?;
        let hash = self.identity_hash(&details.number);
        let Some(row) = self.file_by_number(station.county(), &hash).await? else {
            let id = PersonId::new(station.county(), self.chance.below(10_000_000_000));
            return Ok(PersonWrite::new(id, station.clone(), details));
        };
        let stored: Applicant = crate::read_json(row.body)?;
        let Sealed::Open(before) = &stored.details else { return Err(AppError::Erased) };
        // Another station than the one that keeps the file uses it as it is.
        let may_amend = self.access.may(staff, Deed::AmendPerson, Target::Person(&stored.station));
        let details = if may_amend { keep_known(before, details) } else { before.clone() };
        let changed = *before != details;
        Ok(PersonWrite { details, changed, ..PersonWrite::unchanged(stored)? })
    }

    /// The commit of a person's file, with the filing of a case if there is one.
    pub(crate) fn person_commit(
        &self,
        write: &PersonWrite,
        actor: &Actor,
        policy: &Policy,
        now: Timestamp,
        case: Option<&CaseId>,
    ) -> Result<Commit, AppError> {
        let events = filed(write, case);
        let person = written(write, &events);
        let county = write.id.county().to_owned();
        let to_event = |event: &ApplicantEvent| {
            let (kind, body) = split(serde_json::to_value(event))?;
            let actor = actor.as_str().to_owned();
            Ok(NewEvent { at: now, kind, actor, schema: SCHEMA, pack: policy.hash.clone(), body })
        };
        Ok(Commit {
            stream: Stream { county: county.clone(), id: write.id.as_str().to_owned() },
            expected_version: write.version,
            person: Some(write.id.as_str().to_owned()),
            new_person: write.version == 0,
            events: events.iter().map(to_event).collect::<Result<_, AppError>>()?,
            rows: vec![
                Put::Person(self.person_row(&person)?),
                Put::Tokens {
                    person: write.id.as_str().to_owned(),
                    tokens: self.name_tokens(&write.details.name),
                },
            ],
            duties: DutyChange::default(),
            outbox: Vec::new(),
            audit: Vec::new(),
            idempotency: None,
        })
    }

    /// The row of current state that belongs to a person.
    pub(crate) fn person_row(&self, person: &Applicant) -> Result<PersonRow, AppError> {
        let details = person.details.get();
        Ok(PersonRow {
            county: person.id.county().to_owned(),
            id: person.id.as_str().to_owned(),
            id_hash: details.map(|d| self.identity_hash(&d.number)),
            phone_hash: details.filter(|d| !d.phone.is_empty()).map(|d| self.phone_hash(&d.phone)),
            station: person.station.as_str().to_owned(),
            body: serde_json::to_value(person)
                .map_err(|e| AppError::Rules(format!("a person cannot be written: {e}")))?,
            version: person.version,
            erased: details.is_none(),
        })
    }

    /// Keyed hash by which an identity number is found.
    pub fn identity_hash(&self, number: &str) -> String {
        self.store.keyed_hash("identity", number)
    }

    /// Keyed hash by which a telephone is found.
    pub(crate) fn phone_hash(&self, phone: &str) -> String {
        self.store.keyed_hash("phone", phone)
    }

    /// Keyed hashes by which a name is found: the whole, and every two characters.
    pub(crate) fn name_tokens(&self, name: &str) -> Vec<String> {
        let name: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
        let whole: String = name.iter().collect();
        let pairs = name.windows(2).map(|pair| pair.iter().collect::<String>());
        let mut tokens: Vec<String> = std::iter::once(whole)
            .chain(pairs)
            .map(|t| self.store.keyed_hash("name", &t.to_lowercase()))
            .collect();
        tokens.sort();
        tokens.dedup();
        tokens
    }
}

/// The details in their stored form.
fn normal(given: &Details, today: jiff::civil::Date) -> Result<Details, AppError> {
    let mut details = given.clone();
    let number = |text: &str| ResidentNumber::parse(text, today).map(|n| n.as_str().to_owned());
    details.number = number(&given.number).map_err(|p| AppError::field("number", p.code()))?;
    details.name = given.name.trim().to_owned();
    if !given.phone.trim().is_empty() {
        let phone = Phone::parse(&given.phone).map_err(|p| AppError::field("phone", p.code()))?;
        details.phone = phone.as_str().to_owned();
    }
    for relative in &mut details.household {
        if !relative.number.is_empty() {
            relative.number = number(&relative.number).map_err(|p| AppError::field("household", p.code()))?;
        }
    }
    Ok(details)
}

/// What was not given this time stays as the file has it.
pub(crate) fn keep_known(before: &Details, mut given: Details) -> Details {
    let keep = |given: &mut String, before: &String| {
        if given.is_empty() {
            given.clone_from(before);
        }
    };
    keep(&mut given.phone, &before.phone);
    keep(&mut given.address, &before.address);
    keep(&mut given.certificate, &before.certificate);
    if given.household.is_empty() {
        given.household.clone_from(&before.household);
    }
    given
}
