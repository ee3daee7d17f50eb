//! From decided events to one commit: events, current state, the duty, letters, audit.

use jiff::Timestamp;
use leye_domain::agency::Level;
use leye_domain::case::{Case, Event, StateName};
use leye_domain::policy::Policy;
use leye_domain::staff::Actor;
use leye_store::{
    ApplicationRow, AuditEntry, Commit, DutyChange, DutyRow, IdempotencyAnswer, NewEvent, OutboxEntry, Put,
    StoredEvent, Stream,
};
use serde_json::Value;

use super::letters::LetterKind;
use crate::error::AppError;

/// A case before and after, with what led from one to the other.
pub(super) struct Change<'a> {
    pub before: Option<&'a Case>,
    pub after: &'a Case,
    pub events: &'a [Event],
    pub actor: &'a Actor,
    pub policy: &'a Policy,
    pub now: Timestamp,
    pub submitted_at: Timestamp,
}

impl Change<'_> {
    /// Everything that goes to disk together.
    pub(super) fn commit(&self, answer: Option<IdempotencyAnswer>) -> Result<Commit, AppError> {
        let events = self.events.iter().map(|e| self.event(e)).collect::<Result<Vec<_>, _>>()?;
        let action = events.last().map(|event| event.kind.clone()).unwrap_or_default();
        Ok(Commit {
            stream: Stream { county: self.county(), id: self.after.id.as_str().to_owned() },
            expected_version: self.before.map_or(0, |case| case.version),
            person: Some(self.after.person.as_str().to_owned()),
            new_person: false,
            events,
            rows: vec![Put::Application(row(self.after, self.policy, self.submitted_at)?)],
            duties: self.duties(),
            outbox: self.letters(),
            audit: vec![self.audit(action)],
            idempotency: answer,
        })
    }

    fn county(&self) -> String {
        self.after.id.county().to_owned()
    }

    fn event(&self, event: &Event) -> Result<NewEvent, AppError> {
        let (kind, body) = split(serde_json::to_value(event))?;
        let actor = self.actor.as_str().to_owned();
        Ok(NewEvent {
            at: self.now,
            kind,
            actor,
            schema: Event::SCHEMA,
            pack: self.policy.hash.clone(),
            body,
        })
    }

    fn duties(&self) -> DutyChange {
        let close = self.before.and_then(duty_id).into_iter().collect();
        DutyChange { close, open: duty(self.after, self.policy).into_iter().collect() }
    }

    fn letters(&self) -> Vec<OutboxEntry> {
        let first = self.before.map_or(0, |case| case.version) + 1;
        let numbered = (first..).zip(self.events);
        numbered
            .filter_map(|(seq, event)| {
                let kind = LetterKind::of(event)?;
                Some(OutboxEntry {
                    id: format!("{}/{seq}/{}", self.after.id, kind.as_str()),
                    kind: kind.as_str().to_owned(),
                    subject: self.after.id.as_str().to_owned(),
                    at: self.now,
                    next_at: self.now,
                    body: serde_json::json!({ "case": self.after.id, "event": seq }),
                })
            })
            .collect()
    }

    fn audit(&self, action: String) -> AuditEntry {
        AuditEntry {
            at: self.now,
            actor: self.actor.as_str().to_owned(),
            agency: self.actor.staff().map(|s| s.agency.as_str().to_owned()),
            action,
            subject: self.after.id.as_str().to_owned(),
            person: Some(self.after.person.as_str().to_owned()),
            reason: None,
        }
    }
}

/// An adjacently tagged event as its kind and body.
pub(crate) fn split(event: serde_json::Result<Value>) -> Result<(String, Value), AppError> {
    let mut value = event.map_err(|e| AppError::Rules(format!("an event cannot be written: {e}")))?;
    let kind = value.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
    let body = value.get_mut("body").map_or_else(|| serde_json::json!({}), Value::take);
    Ok((kind, body))
}

/// A stored event as it was before it was split. An event that says nothing beyond its
/// kind has an empty body in storage and none as a value.
pub(crate) fn joined(event: &StoredEvent) -> Value {
    let body = Some(&event.body).filter(|body| body.as_object().is_none_or(|fields| !fields.is_empty()));
    serde_json::json!({ "kind": event.kind, "body": body })
}

/// The row of current state that belongs to a case.
pub(crate) fn row(case: &Case, policy: &Policy, submitted_at: Timestamp) -> Result<ApplicationRow, AppError> {
    let code = |level| case.station.at(level).as_str().to_owned();
    let worked = case.worked.values().flatten().map(|user| user.as_str().to_owned());
    Ok(ApplicationRow {
        county: case.id.county().to_owned(),
        id: case.id.as_str().to_owned(),
        person: case.person.as_str().to_owned(),
        station: code(Level::Station),
        office: code(Level::Office),
        bureau: code(Level::Bureau),
        state: case.state().as_str().to_owned(),
        at_agency: case.agency().as_str().to_owned(),
        holder: case.open().map(|open| open.holder.as_str().to_owned()),
        worked: worked.collect(),
        version: case.version,
        submitted_at,
        opened_day: case.submitted_on,
        closed: case.open().is_none(),
        pending_receipts: i64::try_from(case.pending_receipts()).unwrap_or(i64::MAX),
        notice_until: if case.state() == StateName::Notice { due(case, policy) } else { None },
        body: serde_json::to_value(case)
            .map_err(|e| AppError::Rules(format!("a case cannot be written: {e}")))?,
    })
}

fn due(case: &Case, policy: &Policy) -> Option<Timestamp> {
    case.open()?.clock.read(&policy.calendar, &policy.zone).ok()?.due_at()
}

fn duty_id(case: &Case) -> Option<String> {
    case.open().map(|_| format!("{}/{}", case.id, case.state().as_str()))
}

/// What somebody owes on an open case.
pub(crate) fn duty(case: &Case, policy: &Policy) -> Option<DutyRow> {
    let open = case.open()?;
    let code = |level| case.station.at(level).as_str().to_owned();
    let due_at = due(case, policy);
    let by_itself = matches!(case.state(), StateName::Received | StateName::Correction | StateName::Notice);
    Some(DutyRow {
        county: case.id.county().to_owned(),
        id: duty_id(case)?,
        kind: "determination".to_owned(),
        subject: case.id.as_str().to_owned(),
        holder: Some(open.holder.as_str().to_owned()),
        agency: case.agency().as_str().to_owned(),
        station: code(Level::Station),
        office: code(Level::Office),
        bureau: code(Level::Bureau),
        due_at,
        auto_at: due_at.filter(|_| by_itself),
        step: case.state().as_str().to_owned(),
        article: open.clock.article.clone(),
        person: case.person.as_str().to_owned(),
        version: case.version,
        begun_at: Some(open.clock.started),
    })
}
