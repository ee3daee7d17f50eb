//! Takes over a list: each row becomes a duty of its station. A station's part of the list is one
//! event, so that a city's list is written in seconds.

use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::id::PersonId;
use leye_domain::outreach::{Compared, Outreach, OutreachEvent, Prospect};
use leye_domain::staff::Actor;
use leye_store::{AuditEntry, Commit, DutyChange, NewEvent, Stream};
use serde::Serialize;
use std::collections::BTreeMap;

use super::{SCHEMA, fold};
use crate::App;
use crate::application::write::split;
use crate::error::AppError;

/// People of one event.
const EVENT: usize = 500;
/// People of one commit.
const COMMIT: usize = 2_000;
/// Stations that are written at once: they share a transaction on disk.
const AT_ONCE: usize = 64;
/// People that wait for the rest of their station's.
const WAITING: usize = 200_000;
/// How often a station is looked at again when somebody else was first.
const TRIES: usize = 8;

/// One row of the list.
#[derive(Clone, Debug)]
pub struct OutreachRow {
    /// The station that is to reach out.
    pub station: AgencyCode,
    /// Who.
    pub prospect: Prospect,
}

/// What became of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OutreachTaken {
    /// Duties that are new.
    pub added: u64,
    /// Open duties whose categories or questions changed.
    pub changed: u64,
    /// Open duties that stay as they are.
    pub unchanged: u64,
    /// People who were reached before.
    pub reached: u64,
    /// Stations that the list names.
    pub stations: u64,
}

/// A list on its way into the storage.
#[derive(Debug)]
pub struct Taking<'a> {
    app: &'a App,
    waiting: BTreeMap<AgencyCode, Vec<Prospect>>,
    held: usize,
    seen: std::collections::BTreeSet<AgencyCode>,
    taken: OutreachTaken,
}

impl App {
    /// Begins to take over a list, as whoever runs the server.
    pub fn take_outreach(&self) -> Taking<'_> {
        let (waiting, seen) = (BTreeMap::new(), std::collections::BTreeSet::new());
        Taking { app: self, waiting, held: 0, seen, taken: OutreachTaken::default() }
    }

    /// The open station with this code.
    pub fn station(&self, code: &str) -> Option<AgencyCode> {
        let code: AgencyCode = code.parse().ok()?;
        self.agency(&code).filter(|_| code.level() == Level::Station)?;
        Some(code)
    }

    pub(crate) async fn outreach_of(&self, station: &AgencyCode) -> Result<Outreach, AppError> {
        let empty = Outreach::new(station.clone());
        let id = empty.id();
        let events = self.store.stream_events(id.county(), id.as_str()).await?;
        if events.is_empty() { Ok(empty) } else { fold(&events) }
    }

    /// Writes events of a station's outreach; `before` is what they follow.
    pub(super) async fn commit_outreach(
        &self,
        before: &Outreach,
        events: &[OutreachEvent],
        actor: &Actor,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let (id, pack) = (before.id(), self.policy(now).hash.clone());
        let written = events.iter().map(|event| {
            let (kind, body) = split(serde_json::to_value(event))?;
            let actor = actor.as_str().to_owned();
            Ok(NewEvent { at: now, kind, actor, schema: SCHEMA, pack: pack.clone(), body })
        });
        let audit = |event: &OutreachEvent| AuditEntry {
            at: now,
            actor: actor.as_str().to_owned(),
            agency: actor.staff().map(|staff| staff.agency.as_str().to_owned()),
            action: OutreachEvent::KINDS[usize::from(matches!(event, OutreachEvent::OutreachClosed { .. }))]
                .to_owned(),
            subject: id.as_str().to_owned(),
            person: None,
            reason: None,
        };
        let commit = Commit {
            stream: Stream { county: id.county().to_owned(), id: id.as_str().to_owned() },
            expected_version: before.version,
            person: Some(id.as_str().to_owned()),
            new_person: before.version == 0,
            events: written.collect::<Result<_, AppError>>()?,
            rows: Vec::new(),
            duties: self.outreach_change(before, events),
            outbox: Vec::new(),
            audit: events.iter().map(audit).collect(),
            idempotency: None,
        };
        self.store.commit(commit).await?;
        Ok(())
    }

    /// Only the rows that the events speak of.
    fn outreach_change(&self, before: &Outreach, events: &[OutreachEvent]) -> DutyChange {
        let mut change = DutyChange::default();
        for event in events {
            match event {
                OutreachEvent::OutreachListed { due, people, .. } => {
                    let mut listed = Outreach::new(before.station.clone());
                    let people = people.get().into_iter().flatten();
                    listed.open = people.map(|one| (one.person, (one.clone(), *due))).collect();
                    change.open.extend(self.outreach_duties(&listed));
                }
                OutreachEvent::OutreachClosed { person, .. } => {
                    change.close.push(format!("{}/{person}", before.id()));
                }
            }
        }
        change
    }

    /// Writes a station's part of a list.
    async fn take_station(
        &self,
        station: &AgencyCode,
        list: &[Prospect],
    ) -> Result<(Compared, u64), AppError> {
        let mut tries = 0;
        loop {
            let before = self.outreach_of(station).await?;
            let compared = before.compare(list.iter().cloned());
            let now = self.time.now();
            let due = self.term("outreach", station, now)?;
            let events: Vec<OutreachEvent> = compared
                .listed
                .chunks(EVENT)
                .map(|people| OutreachEvent::OutreachListed {
                    station: station.clone(),
                    due,
                    people: people.to_vec().into(),
                })
                .collect();
            if events.is_empty() {
                return Ok((compared, 0));
            }
            match self.commit_outreach(&before, &events, &Actor::Service, now).await {
                Ok(()) => {
                    let added = u64::try_from(compared.listed.len()).unwrap_or_default() - compared.changed;
                    return Ok((compared, added));
                }
                Err(AppError::Stale { .. }) if tries < TRIES => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }
}

impl Taking<'_> {
    /// Takes one row.
    ///
    /// # Errors
    /// Storage failures. What was written before stays; the same list again completes it.
    pub async fn take(&mut self, row: OutreachRow) -> Result<(), AppError> {
        let waiting = self.waiting.entry(row.station).or_default();
        waiting.push(row.prospect);
        self.held += 1;
        if waiting.len() >= COMMIT || self.held >= WAITING {
            self.write().await?;
        }
        Ok(())
    }

    /// Writes what still waits, and tells what became of the list.
    ///
    /// # Errors
    /// As [`Taking::take`].
    pub async fn finish(mut self) -> Result<OutreachTaken, AppError> {
        self.write().await?;
        self.taken.stations = u64::try_from(self.seen.len()).unwrap_or_default();
        Ok(self.taken)
    }

    async fn write(&mut self) -> Result<(), AppError> {
        let waiting = std::mem::take(&mut self.waiting);
        self.held = 0;
        self.seen.extend(waiting.keys().cloned());
        let app = self.app;
        let stations = waiting.iter().map(|(station, list)| async move {
            let mut all = OutreachTaken::default();
            for part in list.chunks(COMMIT) {
                let (compared, added) = app.take_station(station, part).await?;
                all.added += added;
                all.changed += compared.changed;
                all.unchanged += compared.unchanged;
                all.reached += compared.reached;
            }
            Ok::<_, AppError>(all)
        });
        let mut written = std::pin::pin!(stream::iter(stations).buffer_unordered(AT_ONCE));
        while let Some(taken) = written.next().await {
            let taken = taken?;
            self.taken.added += taken.added;
            self.taken.changed += taken.changed;
            self.taken.unchanged += taken.unchanged;
            self.taken.reached += taken.reached;
        }
        Ok(())
    }
}

/// The file of the register that bears a number of the people file: six digits of the county,
/// then the ten of the file. Empty where the number has another form.
pub(super) fn file_of(county: &str, person: u64) -> String {
    const FILES: u64 = 10_000_000_000;
    let is_of_county = county.parse() == Ok(person / FILES);
    if is_of_county { PersonId::new(county, person % FILES).as_str().to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::file_of;

    #[test]
    fn a_number_of_sixteen_digits_names_a_file_of_its_county() {
        assert_eq!(file_of("230102", 2_301_024_821_390_755), "230102-P-4821390755");
        assert_eq!(file_of("230102", 2_301_030_000_000_001), "");
        assert_eq!(file_of("230102", 17), "");
    }
}
