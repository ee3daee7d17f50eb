//! Every stream from its first event to its last, and its head.

use crate::{
    chain::GENESIS,
    engine::{Place, Snapshot, open_snapshot},
    files::Shelf,
    keys::Keys,
    statements::{events, people},
    value::params,
};

use super::{
    Stop, VerifyReport,
    event::{Found, Stored, check_all},
    fault,
    heads::Heads,
};

/// How many events are read at once.
const PAGE: i64 = 4000;

/// The last event that was walked.
#[derive(Clone, Default)]
pub(super) struct Walked {
    pub county: String,
    pub stream: String,
    pub seq: i64,
    pub hash: String,
}

/// Walks events and heads side by side, both in the order of their keys. The next page is
/// read while one is checked.
pub(super) fn check(
    view: &mut dyn Snapshot,
    keys: Option<&Keys>,
    shelf: Option<&Shelf>,
    report: &mut VerifyReport,
    told: &dyn Fn(u64),
    place: &Place,
) -> Result<(), Stop> {
    let mut walk = Walk { heads: Heads::new(keys), last: Walked::default(), erased: None, report, place };
    let mut page = Page::after(view, &walk.last)?;
    while let Some(end) = page.end() {
        let after = || if page.broken { Ok(Page::default()) } else { Page::after(view, &end) };
        let (found, next) = check_all(&page.events, keys, shelf, after);
        for (event, found) in page.events.into_iter().zip(found) {
            walk.step(view, event, found)?;
        }
        if page.broken {
            return Err(next_of(&end));
        }
        told(walk.report.streams);
        page = next?;
    }
    if page.broken {
        return Err(next_of(&walk.last));
    }
    walk.end(view)?;
    walk.heads.finish(view)
}

/// Events that follow each other.
#[derive(Default)]
struct Page {
    events: Vec<Stored>,
    /// The row behind them cannot be an event.
    broken: bool,
}

impl Page {
    fn after(view: &mut dyn Snapshot, last: &Walked) -> Result<Page, Stop> {
        let mut page = Page::default();
        for row in view.query(events::AFTER, params![&last.county, &last.stream, last.seq, PAGE])? {
            match Stored::read(row) {
                Ok(event) => page.events.push(event),
                Err(_) => {
                    page.broken = true;
                    break;
                }
            }
        }
        Ok(page)
    }

    fn end(&self) -> Option<Walked> {
        let Stored { county, stream, seq, hash, .. } = self.events.last()?;
        Some(Walked { county: county.clone(), stream: stream.clone(), seq: *seq, hash: hash.clone() })
    }
}

/// A row that has a value of the wrong kind: it comes right after the last good event.
fn next_of(last: &Walked) -> Stop {
    let place = format!("after {}/{}/{}", last.county, last.stream, last.seq);
    fault(place, "an event with a value of the wrong kind")
}

struct Walk<'a> {
    heads: Heads<'a>,
    last: Walked,
    /// County and id of the person last found to be erased on record.
    erased: Option<(String, String)>,
    report: &'a mut VerifyReport,
    /// Where the storage lies, for a look at how it is by now.
    place: &'a Place,
}

impl Walk<'_> {
    fn step(&mut self, view: &mut dyn Snapshot, event: Stored, found: Found) -> Result<(), Stop> {
        if (&event.county, &event.stream) != (&self.last.county, &self.last.stream) {
            self.end(view)?;
            self.last = Walked { hash: GENESIS.to_owned(), ..Walked::default() };
        }
        follows(&event, &self.last)?;
        match found {
            Found::Sound { opened, files } => {
                self.report.sealed += opened;
                self.report.files += files;
            }
            Found::File(file, what) => self.must_be_erased_by_now(&event, file, what)?,
            Found::Keyless => self.must_be_erased(view, &event)?,
            Found::Wrong(what) => return Err(fault(event.place(), what)),
            Found::Failed(error) => return Err(error.into()),
        }
        self.report.events += 1;
        let Stored { county, stream, seq, hash, .. } = event;
        self.last = Walked { county, stream, seq, hash };
        Ok(())
    }

    /// A stream has been walked: its head must say the same.
    fn end(&mut self, view: &mut dyn Snapshot) -> Result<(), Stop> {
        if self.last.seq == 0 {
            return Ok(());
        }
        self.report.streams += 1;
        self.heads.end(view, &self.last)
    }

    /// A file goes when its person is erased, which may have been while we walked.
    fn must_be_erased_by_now(&self, event: &Stored, file: String, what: &str) -> Result<(), Stop> {
        let person = event.person.clone().unwrap_or_default();
        let mut now = open_snapshot(self.place)?;
        if now.query(people::KEY_EXISTS, params![&event.county, &person])?.is_empty() {
            return Ok(());
        }
        Err(fault(file, format!("{what}; the event {} names it", event.place())))
    }

    fn must_be_erased(&mut self, view: &mut dyn Snapshot, event: &Stored) -> Result<(), Stop> {
        let person = (event.county.clone(), event.person.clone().unwrap_or_default());
        if self.erased.as_ref() == Some(&person) {
            return Ok(());
        }
        if view.query(people::ERASURE_ON_RECORD, params![&person.0, &person.1])?.is_empty() {
            let what = "the key of its person is gone, and no erasure is on record";
            return Err(fault(event.place(), what));
        }
        self.erased = Some(person);
        Ok(())
    }
}

/// The event must be the next one of its stream.
fn follows(event: &Stored, last: &Walked) -> Result<(), Stop> {
    if event.seq != last.seq + 1 {
        let missing = format!("{}/{}/{}", event.county, event.stream, last.seq + 1);
        let what = format!("missing: the next event that is there has number {}", event.seq);
        return Err(fault(missing, what));
    }
    if event.prev_hash != last.hash {
        return Err(fault(event.place(), "prev_hash is not the hash of the event before it"));
    }
    Ok(())
}
