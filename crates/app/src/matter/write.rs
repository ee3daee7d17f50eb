//! From decided events to commits, and from the events back to rows and duties.

use jiff::Timestamp;
use leye_store::{AuditEntry, Commit, DossierRow, DutyChange, DutyRow, NewEvent, Put, StoredEvent, Stream};

use super::{BEHIND, By, Matter, broken, fold};
use crate::App;
use crate::application::write::split;
use crate::error::AppError;

/// Version of the form of the bodies.
const SCHEMA: i64 = 1;

impl App {
    /// A matter of which nothing was asked yet.
    pub(crate) async fn matter<M: Matter>(&self, county: &str, id: &str) -> Result<M, AppError> {
        fold(&self.store.stream_events(county, id).await?)
    }

    /// The commit of an event. What is sealed in the event is sealed for `person`, or where none is
    /// named for whom the matter is about.
    pub(crate) fn planned<'a, M: Matter>(
        &self,
        before: Option<M>,
        event: &M::Event,
        person: Option<&str>,
        (by, now): (impl Into<By<'a>>, Timestamp),
    ) -> Result<Commit, AppError> {
        let by = by.into();
        let (version, is_new) = (before.as_ref().map_or(0, |one| one.facts().version), before.is_none());
        let old = before.as_ref().map(matter_duties).unwrap_or_default();
        let after = match before {
            Some(before) => before.after(event, by.name, now),
            None => M::begin(event, by.name, now),
        };
        let after = after.ok_or_else(broken::<M>)?;
        let written = self.written(serde_json::to_value(event), by.name, now)?;
        let facts = after.facts();
        let about = person.or(facts.person).filter(|one| *one != facts.id);
        let audit = audit(by, now, &written.kind, facts.id, about.map(str::to_owned));
        Ok(Commit {
            stream: Stream { county: facts.county().to_owned(), id: facts.id.to_owned() },
            expected_version: version,
            person: Some(person.unwrap_or(facts.key()).to_owned()),
            new_person: is_new && facts.person.is_none(),
            events: vec![written],
            rows: vec![Put::Dossier(self.matter_row(&after)?)],
            duties: change(old, matter_duties(&after)),
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        })
    }

    pub(crate) fn written(
        &self,
        event: serde_json::Result<serde_json::Value>,
        by: &str,
        now: Timestamp,
    ) -> Result<NewEvent, AppError> {
        let (kind, body) = split(event)?;
        let pack = self.policy(now).hash.clone();
        Ok(NewEvent { at: now, kind, actor: by.to_owned(), schema: SCHEMA, pack, body })
    }

    /// The row of a matter. An erasure takes what is sealed from it, and nothing else.
    fn matter_row<M: Matter>(&self, matter: &M) -> Result<DossierRow, AppError> {
        let facts = matter.facts();
        let body = serde_json::to_value(matter.listed())
            .map_err(|error| AppError::Rules(format!("a {} cannot be written: {error}", M::KIND)))?;
        let [station, office, bureau] = facts.codes();
        Ok(DossierRow {
            county: facts.county().to_owned(),
            id: facts.id.to_owned(),
            kind: M::KIND.to_owned(),
            person: facts.key().to_owned(),
            station,
            office,
            bureau,
            state: facts.state.to_owned(),
            class: facts.class.to_owned(),
            holder: facts.holder.map(str::to_owned),
            place: facts.due.map_or(BEHIND - facts.since.as_second(), Timestamp::as_second),
            since: self.rules.zone().to_datetime(facts.since).date(),
            version: facts.version,
            body,
        })
    }

    /// Row and duties of a matter, made anew from its events.
    pub(crate) fn remade<M: Matter>(
        &self,
        events: &[StoredEvent],
    ) -> Result<(DossierRow, Vec<DutyRow>), AppError> {
        let matter: M = fold(events)?;
        Ok((self.matter_row(&matter)?, matter_duties(&matter)))
    }
}

/// What is owed on a matter.
fn matter_duties<M: Matter>(matter: &M) -> Vec<DutyRow> {
    let facts = matter.facts();
    let [station, office, bureau] = facts.codes();
    let row = |owed: &super::Owed<'_>| DutyRow {
        county: facts.county().to_owned(),
        id: format!("{}/{}", facts.id, owed.kind),
        kind: owed.kind.to_owned(),
        subject: facts.id.to_owned(),
        holder: owed.holder.map(str::to_owned),
        agency: owed.agency.as_str().to_owned(),
        station: station.clone(),
        office: office.clone(),
        bureau: bureau.clone(),
        due_at: Some(owed.due),
        auto_at: Some(owed.due).filter(|_| owed.by_itself),
        step: owed.kind.to_owned(),
        article: facts.article.to_owned(),
        person: facts.key().to_owned(),
        version: 0,
        begun_at: owed.begun,
    };
    facts.owed.iter().map(row).collect()
}

pub(crate) fn change(old: Vec<DutyRow>, new: Vec<DutyRow>) -> DutyChange {
    let is_gone = |duty: &&DutyRow| new.iter().all(|kept| kept.id != duty.id);
    let close = old.iter().filter(is_gone).map(|duty| duty.id.clone()).collect();
    let open = new.into_iter().filter(|duty| !old.contains(duty)).collect();
    DutyChange { close, open }
}

pub(crate) fn audit<'a>(
    by: impl Into<By<'a>>,
    now: Timestamp,
    action: &str,
    subject: &str,
    person: Option<String>,
) -> AuditEntry {
    let by = by.into();
    AuditEntry {
        at: now,
        actor: by.name.to_owned(),
        agency: by.agency.map(|agency| agency.as_str().to_owned()),
        action: action.to_owned(),
        subject: subject.to_owned(),
        person,
        reason: None,
    }
}
