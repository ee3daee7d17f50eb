//! One event by itself: whatever can be checked without looking at another row.

use std::{num::NonZero, thread};

use crate::{
    chain::{Link, canonical},
    error::StoreError,
    keys::{Keys, PersonKey},
    seal,
    value::Row,
};

/// More threads than this would wait for the database anyway.
const THREADS: usize = 8;

/// An event, as stored.
pub(super) struct Stored {
    pub county: String,
    pub stream: String,
    pub seq: i64,
    at: String,
    kind: String,
    actor: String,
    schema: i64,
    pack: String,
    pub person: Option<String>,
    body: String,
    pub prev_hash: String,
    pub hash: String,
    wrapped: Option<Vec<u8>>,
}

impl Stored {
    pub(super) fn read(mut row: Row) -> Result<Stored, StoreError> {
        Ok(Stored {
            county: row.text()?,
            stream: row.text()?,
            seq: row.int()?,
            at: row.text()?,
            kind: row.text()?,
            actor: row.text()?,
            schema: row.int()?,
            pack: row.text()?,
            person: row.opt_text()?,
            body: row.text()?,
            prev_hash: row.text()?,
            hash: row.text()?,
            wrapped: row.opt_blob()?,
        })
    }

    pub(super) fn place(&self) -> String {
        format!("{}/{}/{}", self.county, self.stream, self.seq)
    }

    fn link(&self) -> Link<'_> {
        Link {
            county: &self.county,
            stream: &self.stream,
            seq: self.seq,
            at: &self.at,
            kind: &self.kind,
            actor: &self.actor,
            schema: self.schema,
            pack: &self.pack,
            person: self.person.as_deref(),
            body: &self.body,
            prev_hash: &self.prev_hash,
        }
    }
}

/// What came of checking an event by itself.
pub(super) enum Found {
    /// Nothing wrong; so many sealed values were opened.
    Sound(u64),
    /// Its sealed values open no more: an erasure must be on record.
    Keyless,
    /// What does not hold.
    Wrong(&'static str),
    /// Something that could not be checked.
    Failed(StoreError),
}

/// Checks events on as many threads as there are processors, while the calling one does
/// something else.
pub(super) fn check_all<T>(
    events: &[Stored],
    keys: Option<&Keys>,
    meanwhile: impl FnOnce() -> T,
) -> (Vec<Found>, T) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(THREADS);
    let share = events.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let running: Vec<_> =
            events.chunks(share).map(|events| scope.spawn(move || check_some(events, keys))).collect();
        let other = meanwhile();
        let found = running
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        (found.collect(), other)
    })
}

fn check_some(events: &[Stored], keys: Option<&Keys>) -> Vec<Found> {
    let mut ring = keys.map(|keys| Ring { keys, kept: None });
    events.iter().map(|event| check(event, ring.as_mut()).unwrap_or_else(Found::Failed)).collect()
}

/// The key of the person of the event before: events of one person mostly come in a row.
struct Ring<'a> {
    keys: &'a Keys,
    kept: Option<(&'a Stored, PersonKey)>,
}

impl<'a> Ring<'a> {
    fn key(&mut self, event: &'a Stored, person: &str, wrapped: &[u8]) -> Result<&PersonKey, StoreError> {
        let same = |of: &Stored| {
            let (theirs, key) = (of.person.as_deref(), of.wrapped.as_deref());
            of.county == event.county && theirs == Some(person) && key == Some(wrapped)
        };
        let kept = match self.kept.take().filter(|(of, _)| same(of)) {
            Some(kept) => kept,
            None => (event, self.keys.unwrap_person_key(&event.county, person, wrapped)?),
        };
        Ok(&self.kept.insert(kept).1)
    }
}

fn check<'a>(event: &'a Stored, ring: Option<&mut Ring<'a>>) -> Result<Found, StoreError> {
    let parsed = serde_json::from_str(&event.body).ok();
    let mut body = match parsed {
        Some(body) if canonical(&body).is_ok_and(|text| text == event.body) => body,
        _ => return Ok(Found::Wrong("the body is not canonical JSON")),
    };
    if event.link().hash()? != event.hash {
        return Ok(Found::Wrong("the event does not have its hash"));
    }
    if !seal::needs_key(&body) {
        return Ok(Found::Sound(0));
    }
    let Some(person) = &event.person else {
        return Ok(Found::Wrong("a sealed value, but no person"));
    };
    let Some(wrapped) = &event.wrapped else { return Ok(Found::Keyless) };
    let Some(ring) = ring else { return Ok(Found::Sound(0)) };
    let key = ring.key(event, person, wrapped)?;
    let opened = seal::unseal(Some(key), &format!("events/{}", event.place()), &mut body);
    Ok(opened.map_or(Found::Wrong("a sealed value does not open"), Found::Sound))
}
