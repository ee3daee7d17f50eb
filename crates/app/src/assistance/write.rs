//! From decided events to one commit, and from the state to its row and duties.

use jiff::Timestamp;
use leye_domain::agency::Level;
use leye_domain::assistance::{Assistance, AssistanceEvent, Happened, Owed, OwedBy, OwedKind, Phase};
use leye_domain::id::{AssistanceId, PersonId};
use leye_domain::staff::Actor;
use leye_store::{AuditEntry, Commit, DossierRow, DutyChange, DutyRow, NewEvent, Put, StoredEvent, Stream};

use super::ASSISTANCE;
use crate::App;
use crate::application::write::{joined, split};
use crate::error::AppError;

/// Version of the form of the bodies.
const SCHEMA: i64 = 1;

/// The place in lists of what nothing is owed on: after everything else.
const LAST: i64 = i64::MAX;

fn faulty() -> AppError {
    AppError::Rules("the events of an assistance do not follow from each other".into())
}

/// The events as they were decided.
pub(super) fn read(events: &[StoredEvent]) -> Result<Vec<AssistanceEvent>, AppError> {
    events.iter().map(|event| crate::read_json(joined(event))).collect()
}

/// What the events made.
pub(crate) fn fold(events: &[StoredEvent]) -> Result<Assistance, AppError> {
    let decided = read(events)?;
    let happened =
        decided.iter().zip(events).map(|(event, stored)| (event, stored.actor.as_str(), stored.at));
    Assistance::fold(happened).ok_or_else(faulty)
}

/// What further events make of it; nothing stood before where `before` is none.
pub(super) fn after(
    before: Option<&Assistance>,
    events: &[AssistanceEvent],
    (by, at): (&str, Timestamp),
) -> Result<Assistance, AppError> {
    let happened = events.iter().map(|event| -> Happened<'_> { (event, by, at) });
    let made = match before {
        Some(before) => {
            let mut happened = happened;
            happened.try_fold(before.clone(), Assistance::after)
        }
        None => Assistance::fold(happened),
    };
    made.ok_or_else(faulty)
}

impl App {
    /// The assistance of somebody; none where they were never assisted.
    pub(crate) async fn assistance_of(&self, person: &PersonId) -> Result<Option<Assistance>, AppError> {
        let id = AssistanceId::of(person);
        let row = self.store.dossier(id.county(), id.as_str()).await?;
        row.map(|row| crate::read_json(row.body)).transpose()
    }

    /// Everything that goes to disk together.
    pub(crate) fn assistance_commit(
        &self,
        before: Option<&Assistance>,
        events: &[AssistanceEvent],
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Commit, AppError> {
        let word = actor.as_str().to_owned();
        let after = after(before, events, (&word, now))?;
        let (id, person) = (after.id(), after.person.as_str().to_owned());
        let pack = self.policy(now).hash.clone();
        let written = events.iter().map(|event| {
            let (kind, body) = split(serde_json::to_value(event))?;
            Ok(NewEvent { at: now, kind, actor: word.clone(), schema: SCHEMA, pack: pack.clone(), body })
        });
        let written = written.collect::<Result<Vec<_>, AppError>>()?;
        let audit = AuditEntry {
            at: now,
            actor: word.clone(),
            agency: actor.staff().map(|staff| staff.agency.as_str().to_owned()),
            action: written.last().map(|event| event.kind.clone()).unwrap_or_default(),
            subject: id.as_str().to_owned(),
            person: Some(person.clone()),
            reason: None,
        };
        let open = self.assistance_duties(&after)?;
        let old = before.map(|before| self.assistance_duties(before)).transpose()?.unwrap_or_default();
        let is_gone = |id: &String| open.iter().all(|kept| kept.id != *id);
        let close = old.into_iter().map(|duty| duty.id).filter(is_gone).collect();
        Ok(Commit {
            stream: Stream { county: id.county().to_owned(), id: id.as_str().to_owned() },
            expected_version: before.map_or(0, |before| before.version),
            person: Some(person),
            new_person: false,
            events: written,
            rows: vec![Put::Dossier(self.assistance_row(&after)?)],
            duties: DutyChange { close, open },
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        })
    }

    /// The row of current state.
    pub(crate) fn assistance_row(&self, assistance: &Assistance) -> Result<DossierRow, AppError> {
        let id = assistance.id();
        let code = |level| assistance.station.at(level).as_str().to_owned();
        let due =
            assistance.outstanding().iter().map(|owed| self.due_of(owed)).collect::<Result<Vec<_>, _>>()?;
        let since = match assistance.phase {
            Phase::Running { since } | Phase::Resting { since, .. } => since,
            Phase::Ended { on, .. } => on,
        };
        Ok(DossierRow {
            county: id.county().to_owned(),
            id: id.as_str().to_owned(),
            kind: ASSISTANCE.to_owned(),
            person: assistance.person.as_str().to_owned(),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            state: assistance.phase.as_str().to_owned(),
            class: assistance.class.as_ref().map(|class| class.code.clone()).unwrap_or_default(),
            holder: assistance.helper.as_ref().map(|helper| helper.user.as_str().to_owned()),
            place: due.into_iter().min().map_or(LAST, Timestamp::as_second),
            since,
            version: assistance.version,
            body: serde_json::to_value(assistance)
                .map_err(|e| AppError::Rules(format!("an assistance cannot be written: {e}")))?,
        })
    }

    /// A row for each thing that is owed: by the helper, by who is to take it over, or by the
    /// station. Office and bureau find the rows by their codes.
    pub(crate) fn assistance_duties(&self, assistance: &Assistance) -> Result<Vec<DutyRow>, AppError> {
        assistance.owed().iter().map(|owed| self.assistance_duty(assistance, owed)).collect()
    }

    fn assistance_duty(&self, assistance: &Assistance, owed: &Owed) -> Result<DutyRow, AppError> {
        let id = assistance.id();
        let code = |level| assistance.station.at(level).as_str().to_owned();
        let kind = owed.kind.as_str();
        Ok(DutyRow {
            county: id.county().to_owned(),
            id: format!("{id}/{kind}"),
            kind: kind.to_owned(),
            subject: id.as_str().to_owned(),
            holder: owed.holder.as_ref().map(|user| user.as_str().to_owned()),
            agency: code(Level::Station),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            due_at: Some(self.due_of(owed)?),
            auto_at: None,
            step: kind.to_owned(),
            article: article_of(owed.kind).to_owned(),
            person: assistance.person.as_str().to_owned(),
            version: assistance.version,
            begun_at: None,
        })
    }

    /// When it is due: a day ends at midnight.
    ///
    /// # Errors
    /// A day that cannot be counted.
    pub fn due_of(&self, owed: &Owed) -> Result<Timestamp, AppError> {
        match owed.by {
            OwedBy::Instant(at) => Ok(at),
            OwedBy::Day(day) => {
                let next = day.tomorrow().unwrap_or(day);
                let end = self.begins(next)?.checked_sub(jiff::SignedDuration::from_secs(1));
                end.map_err(|e| AppError::Rules(format!("{day} cannot be counted: {e}")))
            }
        }
    }
}

/// The article under which it is owed: to hand on and to take over is responsibility (A2).
fn article_of(kind: OwedKind) -> &'static str {
    if kind == OwedKind::TakeOver { "A2" } else { "A7" }
}
