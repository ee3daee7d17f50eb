//! From what a screening found, or a station decided, to one commit; and back from the events.

use jiff::Timestamp;
use leye_domain::agency::Level;
use leye_domain::staff::Actor;
use leye_domain::standing::{Standing, StandingEvent};
use leye_store::{AuditEntry, Commit, DutyChange, DutyRow, NewEvent, StoredEvent, Stream};

use crate::App;
use crate::application::write::{joined, split};
use crate::error::AppError;

/// Version of the form of the bodies.
const SCHEMA: i64 = 1;
/// A review of a determined person.
pub(crate) const REVIEW: &str = "review";
/// An end that is known to come.
pub(crate) const FORESEEN: &str = "foreseen";

/// What the events made.
pub(crate) fn fold(events: &[StoredEvent]) -> Result<Standing, AppError> {
    let read = |event: &StoredEvent| crate::read_json::<StandingEvent>(joined(event));
    let events = events.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Standing::fold(&events)
        .ok_or_else(|| AppError::Rules("the register's events do not follow from each other".into()))
}

impl App {
    pub(crate) async fn commit_standing(
        &self,
        before: Standing,
        events: &[StandingEvent],
        actor: &Actor,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let (id, version, person) = (before.id(), before.version, before.person.clone());
        let old = self.standing_duties(&before)?;
        let after = before
            .with(events)
            .ok_or_else(|| AppError::Rules("the register's events do not follow from each other".into()))?;
        let open = self.standing_duties(&after)?;
        let is_gone = |duty: &&DutyRow| open.iter().all(|kept| kept.id != duty.id);
        let close = old.iter().filter(is_gone).map(|duty| duty.id.clone()).collect();
        let pack = self.policy(now).hash.clone();
        let written = events.iter().map(|event| {
            let (kind, body) = split(serde_json::to_value(event))?;
            let actor = actor.as_str().to_owned();
            Ok(NewEvent { at: now, kind, actor, schema: SCHEMA, pack: pack.clone(), body })
        });
        let written = written.collect::<Result<Vec<_>, AppError>>()?;
        let audit = AuditEntry {
            at: now,
            actor: actor.as_str().to_owned(),
            agency: actor.staff().map(|staff| staff.agency.as_str().to_owned()),
            action: written.last().map(|event| event.kind.clone()).unwrap_or_default(),
            subject: id.as_str().to_owned(),
            person: Some(person.as_str().to_owned()),
            reason: None,
        };
        let commit = Commit {
            stream: Stream { county: id.county().to_owned(), id: id.as_str().to_owned() },
            expected_version: version,
            person: Some(person.as_str().to_owned()),
            new_person: false,
            events: written,
            rows: Vec::new(),
            duties: DutyChange { close, open },
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        };
        self.store.commit(commit).await?;
        Ok(())
    }

    /// What a station owes on somebody: the review that is open, and a row for every end that is
    /// known to come. Why stands in the events alone, where it is sealed.
    pub(crate) fn standing_duties(&self, standing: &Standing) -> Result<Vec<DutyRow>, AppError> {
        let id = standing.id();
        let code = |level| standing.station.at(level).as_str().to_owned();
        let row = |name: String, kind: &str, due_at| DutyRow {
            county: id.county().to_owned(),
            id: format!("{id}/{name}"),
            kind: kind.to_owned(),
            subject: id.as_str().to_owned(),
            holder: None,
            agency: standing.station.as_str().to_owned(),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            due_at: Some(due_at),
            auto_at: None,
            step: kind.to_owned(),
            article: self.terms_article(),
            person: standing.person.as_str().to_owned(),
            version: standing.version,
            begun_at: None,
        };
        let mut duties = Vec::new();
        let review = standing.review.as_ref().filter(|review| review.reasons.get().is_some());
        duties.extend(review.map(|review| row(REVIEW.to_owned(), REVIEW, review.due)));
        for (at, end) in standing.ends.get().into_iter().flatten().enumerate() {
            duties.push(row(format!("end-{at}"), FORESEEN, self.begins(end.on)?));
        }
        Ok(duties)
    }

    /// The article of the terms: what it is about would say too much of a person.
    pub(crate) fn terms_article(&self) -> String {
        self.rules.pack().exit_terms.as_ref().map(|terms| terms.article.article.clone()).unwrap_or_default()
    }
}
