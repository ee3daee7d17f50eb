//! Lives to copy: people with their cases, as a demo left them in a small storage.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use leye_app::demo::{self, DemoOptions};
use leye_app::{App, TimeSource};
use leye_store::{
    ApplicationRow, AuditEntry, DutyRow, NewEvent, OutboxEntry, PersonRow, Store, StoredEvent, UserRow,
};

use crate::place::Place;

/// The outbox is read in one go.
const LETTERS: i64 = 1_000_000;

/// Somebody with everything that was written about them.
pub struct Life {
    /// The file as it stands.
    pub person: PersonRow,
    /// The identity number, name and telephone that every copy gets anew.
    pub number: String,
    /// See `number`.
    pub name: String,
    /// See `number`.
    pub phone: String,
    /// The events of the file.
    pub events: Vec<NewEvent>,
    /// The cases.
    pub cases: Vec<CaseLife>,
}

/// A case with everything that was written about it.
pub struct CaseLife {
    /// The case as it stands.
    pub row: ApplicationRow,
    /// Its events.
    pub events: Vec<NewEvent>,
    /// What is owed.
    pub duties: Vec<DutyRow>,
    /// What waits to be sent.
    pub outbox: Vec<OutboxEntry>,
    /// Who did what.
    pub audit: Vec<AuditEntry>,
}

/// The lives of a demo and who worked on them.
pub struct Lives {
    /// Those whose last case is open.
    pub open: Vec<Life>,
    /// Those whose cases are all closed.
    pub closed: Vec<Life>,
    /// The staff.
    pub users: Vec<UserRow>,
}

/// Fills a small storage with a demo that ends today, and reads it.
///
/// # Errors
/// What the demo or the store says.
pub async fn lives(scratch: &Place, cases: usize) -> Result<Lives> {
    scratch.clear()?;
    scratch.make(None)?;
    let app = scratch.app().await?;
    let until = app.rules().zone().to_datetime(TimeSource::system()).date();
    let options = DemoOptions { cases, seed: 7, password: crate::load::PASSWORD.to_owned(), until };
    demo::fill(&app, options, &|_, _| ()).await.context("the demo whose lives are copied")?;
    read(&app).await
}

async fn read(app: &App) -> Result<Lives> {
    let store = app.store();
    let model = store.read_model().await?;
    let mut duties: BTreeMap<String, Vec<DutyRow>> = BTreeMap::new();
    for duty in model.duties {
        duties.entry(duty.subject.clone()).or_default().push(duty);
    }
    let mut letters: BTreeMap<String, Vec<OutboxEntry>> = BTreeMap::new();
    for letter in store.outbox_waiting(app.now(), LETTERS).await? {
        letters.entry(letter.entry.subject.clone()).or_default().push(letter.entry);
    }
    let mut cases: BTreeMap<String, Vec<CaseLife>> = BTreeMap::new();
    for row in model.applications {
        let life = CaseLife {
            events: events(store, &row.county, &row.id).await?,
            duties: duties.remove(&row.id).unwrap_or_default(),
            outbox: letters.remove(&row.id).unwrap_or_default(),
            audit: audit(store, &row.county, &row.id).await?,
            row,
        };
        cases.entry(life.row.person.clone()).or_default().push(life);
    }
    let mut lives = Lives { open: Vec::new(), closed: Vec::new(), users: store.users().await? };
    for person in model.people {
        let cases = cases.remove(&person.id).unwrap_or_default();
        let life = life(store, person, cases).await?;
        let is_open = life.cases.iter().any(|case| !case.row.closed);
        if is_open { lives.open.push(life) } else { lives.closed.push(life) }
    }
    Ok(lives)
}

async fn life(store: &Store, person: PersonRow, cases: Vec<CaseLife>) -> Result<Life> {
    let details = &person.body["details"]["$sealed"];
    let said = |key: &str| details[key].as_str().unwrap_or_default().to_owned();
    let (number, name, phone) = (said("number"), said("name"), said("phone"));
    let events = events(store, &person.county, &person.id).await?;
    Ok(Life { number, name, phone, events, cases, person })
}

async fn events(store: &Store, county: &str, stream: &str) -> Result<Vec<NewEvent>> {
    let stored = store.stream_events(county, stream).await?;
    let new = |e: StoredEvent| NewEvent {
        at: e.at,
        kind: e.kind,
        actor: e.actor,
        schema: e.schema,
        pack: e.pack,
        body: e.body,
    };
    Ok(stored.into_iter().map(new).collect())
}

async fn audit(store: &Store, county: &str, subject: &str) -> Result<Vec<AuditEntry>> {
    let rows = store.audit_of_subject(county, subject).await?;
    Ok(rows.into_iter().map(|row| row.entry).collect())
}
