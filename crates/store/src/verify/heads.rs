//! The table `heads` against the events.

use crate::{
    engine::Snapshot,
    error::StoreError,
    keys::Keys,
    statements::{events, reference},
    value::{Row, params},
};

use super::{Stop, chains::Walked, fault};

/// How many heads are read at once.
const PAGE: i64 = 4000;

/// The master key must be the one of this storage, or every tag would seem forged.
pub(super) fn check_key(view: &mut dyn Snapshot, keys: Option<&Keys>) -> Result<(), Stop> {
    let Some(keys) = keys else { return Ok(()) };
    let stored = view.query(reference::SETTING, params!["master_key_check"])?.into_iter().next();
    match stored.map(|mut row| row.text()).transpose()? {
        Some(value) if value == keys.check_value() => Ok(()),
        _ => Err(StoreError::WrongMasterKey.into()),
    }
}

/// The heads in the order of their streams: walked in step with the events, so that none is
/// looked up and none is left out.
pub(super) struct Heads<'a> {
    keys: Option<&'a Keys>,
    page: std::vec::IntoIter<Row>,
    /// County and id of the stream that was read last.
    after: (String, String),
}

struct Head {
    seq: i64,
    hash: String,
    mac: String,
}

impl<'a> Heads<'a> {
    pub(super) fn new(keys: Option<&'a Keys>) -> Heads<'a> {
        Heads { keys, page: Vec::new().into_iter(), after: Default::default() }
    }

    /// A stream ends at `last`: the next head must be the one of this stream, and its tag
    /// must be genuine.
    pub(super) fn end(&mut self, view: &mut dyn Snapshot, last: &Walked) -> Result<(), Stop> {
        let Walked { county, stream, seq, hash } = last;
        let place = format!("{county}/{stream}/{seq}");
        let of = (county, stream);
        let head = match self.next(view)? {
            Some(head) if (&self.after.0, &self.after.1) < of => return Err(self.without_events(&head)),
            Some(head) if (&self.after.0, &self.after.1) == of => head,
            _ => return Err(fault(place, "the last event of a stream that has no head")),
        };
        if head.seq > *seq {
            let what = format!("missing: the head of the stream is at {}", head.seq);
            return Err(fault(format!("{county}/{stream}/{}", seq + 1), what));
        }
        if head.seq < *seq {
            let what = format!("an event beyond the head of the stream, which is at {}", head.seq);
            return Err(fault(format!("{county}/{stream}/{}", head.seq + 1), what));
        }
        if head.hash != *hash {
            return Err(fault(place, "the head of the stream has another hash"));
        }
        match self.keys {
            Some(keys) if keys.head_mac(county, stream, *seq, hash) != head.mac => {
                Err(fault(place, "the head of the stream was not written by this service"))
            }
            _ => Ok(()),
        }
    }

    /// All streams have been walked: no head may be left.
    pub(super) fn finish(&mut self, view: &mut dyn Snapshot) -> Result<(), Stop> {
        match self.next(view)? {
            Some(head) => Err(self.without_events(&head)),
            None => Ok(()),
        }
    }

    fn without_events(&self, head: &Head) -> Stop {
        let (county, stream) = &self.after;
        let what = format!("missing: the head of the stream is at {}, and there is no event", head.seq);
        fault(format!("{county}/{stream}/1"), what)
    }

    fn next(&mut self, view: &mut dyn Snapshot) -> Result<Option<Head>, Stop> {
        if self.page.as_slice().is_empty() {
            let (county, stream) = &self.after;
            self.page = view.query(events::HEADS_AFTER, params![county, stream, PAGE])?.into_iter();
        }
        let Some(mut row) = self.page.next() else { return Ok(None) };
        self.after = (row.text()?, row.text()?);
        Ok(Some(Head { seq: row.int()?, hash: row.text()?, mac: row.text()? }))
    }
}
