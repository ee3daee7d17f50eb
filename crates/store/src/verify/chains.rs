//! Every stream from its first event to its last.

use crate::{
    chain::{GENESIS, Link, canonical},
    engine::Snapshot,
    error::StoreError,
    keys::Keys,
    seal,
    statements::{events, people},
    value::{Row, params},
};

use super::{Stop, VerifyReport, fault, heads};

const PAGE: i64 = 500;

/// An event, as stored.
struct Stored {
    county: String,
    stream: String,
    seq: i64,
    at: String,
    kind: String,
    actor: String,
    schema: i64,
    pack: String,
    person: Option<String>,
    body: String,
    prev_hash: String,
    hash: String,
    wrapped: Option<Vec<u8>>,
}

impl Stored {
    fn read(row: &mut Row) -> Result<Stored, StoreError> {
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

    fn place(&self) -> String {
        format!("{}/{}/{}", self.county, self.stream, self.seq)
    }
}

/// The last event that was walked.
#[derive(Default)]
struct Walked {
    county: String,
    stream: String,
    seq: i64,
    hash: String,
}

pub(super) fn check(
    view: &mut dyn Snapshot,
    keys: Option<&Keys>,
    report: &mut VerifyReport,
) -> Result<(), Stop> {
    let mut last = Walked::default();
    loop {
        let page = view.query(events::AFTER, params![&last.county, &last.stream, last.seq, PAGE])?;
        if page.is_empty() {
            return end(view, &last, report);
        }
        for mut row in page {
            let event = Stored::read(&mut row).map_err(|_| next_of(&last))?;
            if (&event.county, &event.stream) != (&last.county, &last.stream) {
                end(view, &last, report)?;
                last = Walked { hash: GENESIS.to_owned(), ..Walked::default() };
            }
            check_event(&event, &last)?;
            check_seal(view, &event, keys, report)?;
            report.events += 1;
            last = Walked { county: event.county, stream: event.stream, seq: event.seq, hash: event.hash };
        }
    }
}

/// A row that has a value of the wrong kind: it comes right after the last good event.
fn next_of(last: &Walked) -> Stop {
    let place = format!("after {}/{}/{}", last.county, last.stream, last.seq);
    fault(place, "an event with a value of the wrong kind")
}

/// A stream has been walked: its head must say the same.
fn end(view: &mut dyn Snapshot, last: &Walked, report: &mut VerifyReport) -> Result<(), Stop> {
    if last.seq == 0 {
        return Ok(());
    }
    report.streams += 1;
    heads::check_end(view, &last.county, &last.stream, last.seq, &last.hash)
}

fn check_event(event: &Stored, last: &Walked) -> Result<(), Stop> {
    let wrong = |what: &str| Err(fault(event.place(), what));
    if event.seq != last.seq + 1 {
        let missing = format!("{}/{}/{}", event.county, event.stream, last.seq + 1);
        return Err(fault(
            missing,
            format!("missing: the next event that is there has number {}", event.seq),
        ));
    }
    if event.prev_hash != last.hash {
        return wrong("prev_hash is not the hash of the event before it");
    }
    let parsed = serde_json::from_str(&event.body).ok();
    if parsed.and_then(|body| canonical(&body).ok()).as_deref() != Some(event.body.as_str()) {
        return wrong("the body is not canonical JSON");
    }
    let link = Link {
        county: &event.county,
        stream: &event.stream,
        seq: event.seq,
        at: &event.at,
        kind: &event.kind,
        actor: &event.actor,
        schema: event.schema,
        pack: &event.pack,
        person: event.person.as_deref(),
        body: &event.body,
        prev_hash: &event.prev_hash,
    };
    if link.hash()? != event.hash { wrong("the event does not have its hash") } else { Ok(()) }
}

/// Every sealed value opens, or its person was erased on record.
fn check_seal(
    view: &mut dyn Snapshot,
    event: &Stored,
    keys: Option<&Keys>,
    report: &mut VerifyReport,
) -> Result<(), Stop> {
    let mut body =
        serde_json::from_str(&event.body).map_err(|_| fault(event.place(), "the body is not JSON"))?;
    if !seal::needs_key(&body) {
        return Ok(());
    }
    let Some(person) = &event.person else {
        return Err(fault(event.place(), "a sealed value, but no person"));
    };
    let Some(wrapped) = &event.wrapped else {
        let erased = !view.query(people::ERASURE_ON_RECORD, params![&event.county, person])?.is_empty();
        let what = "the key of its person is gone, and no erasure is on record";
        return if erased { Ok(()) } else { Err(fault(event.place(), what)) };
    };
    if let Some(keys) = keys {
        let key = keys.unwrap_person_key(&event.county, person, wrapped)?;
        report.sealed += seal::unseal(Some(&key), &format!("events/{}", event.place()), &mut body)
            .map_err(|_| fault(event.place(), "a sealed value does not open"))?;
    }
    Ok(())
}
