//! From decided events to commits, and from the events back to the move, its row and its duty.

use jiff::Timestamp;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::id::{PersonId, RelocationId};
use leye_domain::relocation::{HouseholdPart, Relocation, RelocationEvent, Side};
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;
use leye_store::{AuditEntry, Commit, DossierRow, DutyChange, DutyRow, NewEvent, Put, StoredEvent, Stream};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::application::write::{joined, split};
use crate::error::AppError;

/// Version of the form of the bodies.
const SCHEMA: i64 = 1;
/// The kind of the rows at the station to which people come.
pub(super) const KIND: &str = "relocation";
/// The kind of the rows at the station that they leave.
pub(super) const LEAVING: &str = "relocation_from";
/// What the ids of these end in.
const FROM: &str = "-from";
/// The old station is to let a person go.
const RELEASE: &str = "release_person";
/// The new station is to take a person in.
const RECEIVE: &str = "receive_person";
/// The article: each level answers for what is its own.
const ARTICLE: &str = "A2";
/// Where closed moves stand in lists: behind all that are open, the newest first.
const BEHIND: i64 = 1 << 40;

/// What lists show of a move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Listed {
    pub from: AgencyCode,
    pub to: AgencyCode,
    pub by: Side,
    pub on: jiff::civil::Date,
    pub household: HouseholdPart,
    pub reason: Sealed<String>,
    pub due: Option<Timestamp>,
}

fn broken() -> AppError {
    AppError::Rules("the events of a move do not follow from each other".into())
}

/// The move of a row.
pub(super) fn id_of(row: &DossierRow) -> Result<RelocationId, AppError> {
    let id = row.id.strip_suffix(FROM).unwrap_or(&row.id);
    RelocationId::parse(id).map_err(|_| broken())
}

/// What the events made.
pub(crate) fn fold(events: &[StoredEvent]) -> Result<Relocation, AppError> {
    let read = |stored: &StoredEvent| crate::read_json::<RelocationEvent>(joined(stored));
    let read = events.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let done = read.iter().zip(events).map(|(event, stored)| (event, stored.actor.as_str(), stored.at));
    Relocation::fold(done).ok_or_else(broken)
}

/// A step of one stream: where it stood, and what is stored after it.
pub(super) struct Stride<'a> {
    pub id: &'a str,
    pub person: &'a PersonId,
    pub version: i64,
    pub rows: Vec<Put>,
    /// What was owed, and what is owed then.
    pub duties: (Vec<DutyRow>, Vec<DutyRow>),
}

impl App {
    /// The commit of a move, and the move as it stands then.
    pub(super) fn relocation_commit(
        &self,
        before: Option<Relocation>,
        event: &RelocationEvent,
        (staff, now): (&Staff, Timestamp),
    ) -> Result<(Commit, Relocation), AppError> {
        let version = before.as_ref().map_or(0, |relocation| relocation.version);
        let old = before.as_ref().and_then(|relocation| self.relocation_duty(relocation));
        let by = staff.user.as_str();
        let after = match before {
            Some(relocation) => relocation.after(event, by, now),
            None => Relocation::fold([(event, by, now)]),
        };
        let after = after.ok_or_else(broken)?;
        let rows = self.relocation_rows(&after)?.into_iter().map(Put::Dossier).collect();
        let duties = (old.into_iter().collect(), self.relocation_duty(&after).into_iter().collect());
        let stride = Stride { id: after.id.as_str(), person: &after.person, version, rows, duties };
        let commit = self.strode(stride, std::slice::from_ref(event), (staff, now))?;
        Ok((commit, after))
    }

    /// The commit of a step.
    pub(super) fn strode<E: Serialize>(
        &self,
        stride: Stride<'_>,
        events: &[E],
        (staff, now): (&Staff, Timestamp),
    ) -> Result<Commit, AppError> {
        let pack = self.policy(now).hash.clone();
        let by = staff.user.as_str().to_owned();
        let written = events.iter().map(|event| {
            let (kind, body) = split(serde_json::to_value(event))?;
            Ok(NewEvent { at: now, kind, actor: by.clone(), schema: SCHEMA, pack: pack.clone(), body })
        });
        let written = written.collect::<Result<Vec<_>, AppError>>()?;
        let person = stride.person.as_str().to_owned();
        let audit = AuditEntry {
            at: now,
            actor: by.clone(),
            agency: Some(staff.agency.as_str().to_owned()),
            action: written.first().map(|event| event.kind.clone()).unwrap_or_default(),
            subject: stride.id.to_owned(),
            person: Some(person.clone()),
            reason: None,
        };
        let (old, open) = stride.duties;
        let is_gone = |duty: &&DutyRow| open.iter().all(|kept| kept.id != duty.id);
        let close = old.iter().filter(is_gone).map(|duty| duty.id.clone()).collect();
        Ok(Commit {
            stream: Stream { county: stride.person.county().to_owned(), id: stride.id.to_owned() },
            expected_version: stride.version,
            person: Some(person),
            new_person: false,
            events: written,
            rows: stride.rows,
            duties: DutyChange { close, open },
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        })
    }

    /// The rows of current state: one at the new station and one at the old, which may lie in
    /// another county.
    pub(crate) fn relocation_rows(&self, relocation: &Relocation) -> Result<[DossierRow; 2], AppError> {
        let id = relocation.id.as_str();
        Ok([
            self.relocation_row(relocation, KIND, &relocation.to, id.to_owned())?,
            self.relocation_row(relocation, LEAVING, &relocation.from, format!("{id}{FROM}"))?,
        ])
    }

    fn relocation_row(
        &self,
        relocation: &Relocation,
        kind: &str,
        station: &AgencyCode,
        id: String,
    ) -> Result<DossierRow, AppError> {
        let code = |level| station.at(level).as_str().to_owned();
        let since = relocation.since();
        let listed = Listed {
            from: relocation.from.clone(),
            to: relocation.to.clone(),
            by: relocation.by,
            on: relocation.on,
            household: relocation.household,
            reason: relocation.reason.clone(),
            due: relocation.due(),
        };
        Ok(DossierRow {
            county: relocation.id.county().to_owned(),
            id,
            kind: kind.to_owned(),
            person: relocation.person.as_str().to_owned(),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            state: relocation.state().to_owned(),
            class: String::new(),
            holder: None,
            place: relocation.due().map_or(BEHIND - since.as_second(), Timestamp::as_second),
            since: self.rules.zone().to_datetime(since).date(),
            version: relocation.version,
            body: serde_json::to_value(&listed)
                .map_err(|e| AppError::Rules(format!("a move cannot be written: {e}")))?,
        })
    }

    /// The answer that a station owes.
    pub(crate) fn relocation_duty(&self, relocation: &Relocation) -> Option<DutyRow> {
        let (station, due) = relocation.owed()?;
        let code = |level| station.at(level).as_str().to_owned();
        let kind = match relocation.awaits()? {
            Side::From => RELEASE,
            Side::To => RECEIVE,
        };
        Some(DutyRow {
            county: relocation.id.county().to_owned(),
            id: format!("{}/answer", relocation.id),
            kind: kind.to_owned(),
            subject: relocation.id.as_str().to_owned(),
            holder: None,
            agency: code(Level::Station),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            due_at: Some(due),
            auto_at: None,
            step: relocation.state().to_owned(),
            article: ARTICLE.to_owned(),
            person: relocation.person.as_str().to_owned(),
            version: relocation.version,
            begun_at: None,
        })
    }
}
