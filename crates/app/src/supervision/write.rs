//! From decided events to commits, and from the events back to rows and duties: the same way for
//! everything of supervision that is a file of its own.

use jiff::Timestamp;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::staff::Staff;
use leye_domain::supervision::{Guidance, Inspection, Problem, SpotCheck};
use leye_domain::supervision::{GuidanceEvent, InspectionEvent, ProblemEvent, SpotCheckEvent};
use leye_store::{AuditEntry, Commit, DossierRow, DutyChange, DutyRow, NewEvent, Put, StoredEvent, Stream};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::App;
use crate::application::write::{joined, split};
use crate::error::AppError;

/// Version of the form of the bodies.
const SCHEMA: i64 = 1;
/// Where what is closed stands in lists: behind all that is open, the newest first.
pub(super) const BEHIND: i64 = 1 << 40;

/// A file of supervision: a problem, a guidance note, a spot check, an inspection.
pub(crate) trait Matter: Sized + Clone {
    /// What happens to it.
    type Event: Serialize + DeserializeOwned;
    /// What lists show of it.
    type Listed: Serialize + DeserializeOwned;
    /// The kind of its dossier.
    const KIND: &'static str;

    /// What the first event makes.
    fn begin(first: &Self::Event, by: &str, at: Timestamp) -> Option<Self>;
    /// With one event more.
    fn after(self, event: &Self::Event, by: &str, at: Timestamp) -> Option<Self>;
    /// What its row and its duty are made from.
    fn facts(&self) -> Facts<'_>;
    /// What lists show of it.
    fn listed(&self) -> Self::Listed;
}

/// What a row and a duty are made from.
pub(crate) struct Facts<'a> {
    /// Its id, which begins with the county.
    pub id: &'a str,
    /// Number of events so far.
    pub version: i64,
    /// Whose lists it stands in: those of this agency and above.
    pub agency: &'a AgencyCode,
    /// The person that it is about. Their key seals it; without one it has a key of its own.
    pub person: Option<&'a str>,
    /// How it stands.
    pub state: &'static str,
    /// What sort it is.
    pub class: &'static str,
    /// Since when it stands so.
    pub since: Timestamp,
    /// By when something is to be done: its place in lists.
    pub due: Option<Timestamp>,
    /// What is owed: the kind of the duty, by whom, by when.
    pub owed: Option<(&'static str, &'a AgencyCode, Timestamp)>,
    /// The article.
    pub article: &'static str,
}

impl Facts<'_> {
    fn county(&self) -> &str {
        &self.id[..6]
    }

    fn key(&self) -> &str {
        self.person.unwrap_or(self.id)
    }

    fn codes(&self) -> [String; 3] {
        [Level::Station, Level::Office, Level::Bureau].map(|level| self.agency.at(level).as_str().to_owned())
    }
}

fn broken<M: Matter>() -> AppError {
    AppError::Rules(format!("the events of a {} do not follow from each other", M::KIND))
}

/// What the events made.
pub(crate) fn fold<M: Matter>(events: &[StoredEvent]) -> Result<M, AppError> {
    let mut made: Option<M> = None;
    for stored in events {
        let event: M::Event = crate::read_json(joined(stored))?;
        let (by, at) = (stored.actor.as_str(), stored.at);
        made = match made {
            None => M::begin(&event, by, at),
            Some(before) => before.after(&event, by, at),
        };
        if made.is_none() {
            return Err(broken::<M>());
        }
    }
    made.ok_or(AppError::NotFound)
}

impl App {
    /// A matter of which nothing was asked yet.
    pub(super) async fn matter<M: Matter>(&self, county: &str, id: &str) -> Result<M, AppError> {
        fold(&self.store.stream_events(county, id).await?)
    }

    /// The commit of an event. What is sealed in the event is sealed for `person`, or where none is
    /// named for whom the matter is about.
    pub(super) fn planned<M: Matter>(
        &self,
        before: Option<M>,
        event: &M::Event,
        person: Option<&str>,
        (staff, now): (&Staff, Timestamp),
    ) -> Result<Commit, AppError> {
        let by = staff.user.as_str();
        let (version, is_new) = (before.as_ref().map_or(0, |one| one.facts().version), before.is_none());
        let old = before.as_ref().and_then(matter_duty);
        let after = match before {
            Some(before) => before.after(event, by, now),
            None => M::begin(event, by, now),
        };
        let after = after.ok_or_else(broken::<M>)?;
        let written = self.written(serde_json::to_value(event), by, now)?;
        let facts = after.facts();
        let about = person.or(facts.person).filter(|one| *one != facts.id);
        let audit = audit(staff, now, &written.kind, facts.id, about.map(str::to_owned));
        Ok(Commit {
            stream: Stream { county: facts.county().to_owned(), id: facts.id.to_owned() },
            expected_version: version,
            person: Some(person.unwrap_or(facts.key()).to_owned()),
            new_person: is_new && facts.person.is_none(),
            events: vec![written],
            rows: vec![Put::Dossier(self.matter_row(&after)?)],
            duties: change(old.into_iter().collect(), matter_duty(&after).into_iter().collect()),
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        })
    }

    pub(super) fn written(
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
            holder: None,
            place: facts.due.map_or(BEHIND - facts.since.as_second(), Timestamp::as_second),
            since: self.rules.zone().to_datetime(facts.since).date(),
            version: facts.version,
            body,
        })
    }

    /// Row and duty of a stream of supervision, made anew from its events; none where it is of
    /// another kind.
    pub(crate) fn supervised(
        &self,
        events: &[StoredEvent],
    ) -> Result<Option<(DossierRow, Option<DutyRow>)>, AppError> {
        let first = events.first().map(|event| event.kind.as_str()).unwrap_or_default();
        if ProblemEvent::KINDS.contains(&first) {
            self.remade::<Problem>(events).map(Some)
        } else if GuidanceEvent::KINDS.contains(&first) {
            self.remade::<Guidance>(events).map(Some)
        } else if SpotCheckEvent::KINDS.contains(&first) {
            self.remade::<SpotCheck>(events).map(Some)
        } else if InspectionEvent::KINDS.contains(&first) {
            self.remade::<Inspection>(events).map(Some)
        } else {
            Ok(None)
        }
    }

    fn remade<M: Matter>(&self, events: &[StoredEvent]) -> Result<(DossierRow, Option<DutyRow>), AppError> {
        let matter: M = fold(events)?;
        Ok((self.matter_row(&matter)?, matter_duty(&matter)))
    }
}

/// What is owed on a matter.
fn matter_duty<M: Matter>(matter: &M) -> Option<DutyRow> {
    let facts = matter.facts();
    let (kind, agency, due) = facts.owed?;
    let [station, office, bureau] = facts.codes();
    Some(DutyRow {
        county: facts.county().to_owned(),
        id: format!("{}/{kind}", facts.id),
        kind: kind.to_owned(),
        subject: facts.id.to_owned(),
        holder: None,
        agency: agency.as_str().to_owned(),
        station,
        office,
        bureau,
        due_at: Some(due),
        auto_at: None,
        step: kind.to_owned(),
        article: facts.article.to_owned(),
        person: facts.key().to_owned(),
        version: 0,
    })
}

pub(super) fn change(old: Vec<DutyRow>, new: Vec<DutyRow>) -> DutyChange {
    let is_gone = |duty: &&DutyRow| new.iter().all(|kept| kept.id != duty.id);
    let close = old.iter().filter(is_gone).map(|duty| duty.id.clone()).collect();
    let open = new.into_iter().filter(|duty| !old.contains(duty)).collect();
    DutyChange { close, open }
}

pub(super) fn audit(
    staff: &Staff,
    now: Timestamp,
    action: &str,
    subject: &str,
    person: Option<String>,
) -> AuditEntry {
    AuditEntry {
        at: now,
        actor: staff.user.as_str().to_owned(),
        agency: Some(staff.agency.as_str().to_owned()),
        action: action.to_owned(),
        subject: subject.to_owned(),
        person,
        reason: None,
    }
}
