//! One event by itself: whatever can be checked without looking at another row.

use std::{num::NonZero, thread};

use crate::{
    chain::{Link, canonical},
    error::StoreError,
    files::{FILES_FOLDER, Look, Shelf, named},
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
    /// Nothing wrong; so many sealed values were opened, and so many files looked at.
    Sound { opened: u64, files: u64 },
    /// Its sealed values and its file open no more: an erasure must be on record.
    Keyless,
    /// What does not hold.
    Wrong(&'static str),
    /// What does not hold of the file that it names, which is this one.
    File(String, &'static str),
    /// Something that could not be checked.
    Failed(StoreError),
}

/// Checks events on as many threads as there are processors, while the calling one does
/// something else.
pub(super) fn check_all<T>(
    events: &[Stored],
    keys: Option<&Keys>,
    shelf: Option<&Shelf>,
    meanwhile: impl FnOnce() -> T,
) -> (Vec<Found>, T) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(THREADS);
    let share = events.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let running: Vec<_> =
            events.chunks(share).map(|events| scope.spawn(move || check_some(events, keys, shelf))).collect();
        let other = meanwhile();
        let found = running
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        (found.collect(), other)
    })
}

fn check_some(events: &[Stored], keys: Option<&Keys>, shelf: Option<&Shelf>) -> Vec<Found> {
    let mut ring = keys.map(|keys| Ring { keys, kept: None });
    let one = |event| check(event, ring.as_mut(), shelf).unwrap_or_else(Found::Failed);
    events.iter().map(one).collect()
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

fn check<'a>(
    event: &'a Stored,
    mut ring: Option<&mut Ring<'a>>,
    shelf: Option<&Shelf>,
) -> Result<Found, StoreError> {
    let parsed = serde_json::from_str(&event.body).ok();
    let mut body = match parsed {
        Some(body) if canonical(&body).is_ok_and(|text| text == event.body) => body,
        _ => return Ok(Found::Wrong("the body is not canonical JSON")),
    };
    if event.link().hash()? != event.hash {
        return Ok(Found::Wrong("the event does not have its hash"));
    }
    let named = named(&event.kind, &body);
    if !seal::needs_key(&body) && named.is_empty() {
        return Ok(Found::Sound { opened: 0, files: 0 });
    }
    let Some(person) = &event.person else {
        return Ok(Found::Wrong("a sealed value or a file, but no person"));
    };
    let Some(wrapped) = &event.wrapped else { return Ok(Found::Keyless) };
    let key = ring.as_mut().map(|ring| ring.key(event, person, wrapped)).transpose()?;
    let mut opened = 0;
    if let Some(key) = key {
        match seal::unseal(Some(key), &format!("events/{}", event.place()), &mut body) {
            Ok(values) => opened = values,
            Err(_) => return Ok(Found::Wrong("a sealed value does not open")),
        }
    }
    let mut files = 0;
    for (named, shelf) in named.iter().flat_map(|named| shelf.map(|shelf| (named, shelf))) {
        let wrong = match shelf.look(key, &event.county, person, named)? {
            Look::Sound => {
                files += 1;
                continue;
            }
            Look::Missing => "missing",
            Look::Changed(what) => what,
        };
        return Ok(Found::File(format!("{FILES_FOLDER}/{}/{person}/{named}", event.county), wrong));
    }
    Ok(Found::Sound { opened, files })
}
