//! Checking that nothing in the ledger was changed, cut or added: every hash and link,
//! every sealed value, the heads inside the database and the witness outside it. Stops at
//! the first thing that is wrong.

use std::{fmt, path::Path};

use crate::{
    engine::{Snapshot, open_read_only},
    error::StoreError,
    keys::{Keys, MasterKey},
    migrations::MIGRATIONS,
    statements::reference,
    store::Store,
};

mod chains;
mod heads;
mod log;

/// What was checked, and the first thing that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Streams whose chain was walked to its head.
    pub streams: u64,
    /// Events whose hash was computed again.
    pub events: u64,
    /// Sealed values that were opened; 0 without the master key.
    pub sealed: u64,
    /// Lines of heads.log that were held against the events.
    pub witness_lines: u64,
    /// Lines that heads.log lacks because the process died before they were written; the
    /// next start adds them.
    pub witness_behind: u64,
    /// True if the master key was there, so that seals and tags were checked too.
    pub keyed: bool,
    /// The first thing that is wrong; nothing if all is well.
    pub fault: Option<Fault>,
}

impl VerifyReport {
    /// True if nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.fault.is_none()
    }
}

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// `county/stream/seq`, or a file.
    pub place: String,
    /// What does not hold.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// Why a walk ends early.
enum Stop {
    Fault(Fault),
    Error(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::Error(error)
    }
}

fn fault(place: impl Into<String>, what: impl Into<String>) -> Stop {
    Stop::Fault(Fault { place: place.into(), what: what.into() })
}

impl Store {
    /// Checks this storage while it serves, as of one moment.
    ///
    /// # Errors
    /// When it cannot be read at all. What is wrong inside is in the report.
    pub async fn verify(&self) -> Result<VerifyReport, StoreError> {
        let (dir, keys) = (self.dir().to_owned(), self.inner.keys.clone());
        let walk = tokio::task::spawn_blocking(move || walk(&dir, Some(&keys)));
        walk.await.map_err(|_| StoreError::Closed)?
    }
}

/// Checks a storage folder without opening it as a service: also a copy, also one that
/// cannot be written. Without the master key all is checked but seals and tags.
///
/// # Errors
/// When there is no storage in the folder, or the master key is another one.
pub async fn verify_dir(
    dir: impl AsRef<Path>,
    master_key: Option<MasterKey>,
) -> Result<VerifyReport, StoreError> {
    let dir = dir.as_ref().to_owned();
    let check = tokio::task::spawn_blocking(move || {
        let keys = master_key.as_ref().map(Keys::of);
        walk(&dir, keys.as_ref())
    });
    check.await.map_err(|_| StoreError::Closed)?
}

fn walk(dir: &Path, keys: Option<&Keys>) -> Result<VerifyReport, StoreError> {
    let mut report = VerifyReport { keyed: keys.is_some(), ..VerifyReport::default() };
    // The length is read before the view of the database is fixed: every line up to there
    // must be in that view, whatever is committed meanwhile.
    let length = log::length(dir);
    let outcome = open_read_only(dir).map_err(Stop::Error).and_then(|mut view| {
        check_form(view.as_mut())?;
        heads::check_key(view.as_mut(), keys)?;
        all(view.as_mut(), dir, length, keys, &mut report)
    });
    match outcome {
        Ok(()) => {}
        Err(Stop::Fault(fault)) => report.fault = Some(fault),
        // A database that breaks in the middle of the walk was damaged; the place is what
        // comes after the last good event.
        Err(Stop::Error(StoreError::Database(what))) => {
            let place = format!("leye.db, after {} good events", report.events);
            report.fault = Some(Fault { place, what });
        }
        Err(Stop::Error(StoreError::Corrupt { place, what })) => report.fault = Some(Fault { place, what }),
        Err(Stop::Error(error)) => return Err(error),
    }
    Ok(report)
}

/// What a newer program wrote is not judged by this one.
fn check_form(view: &mut dyn Snapshot) -> Result<(), Stop> {
    let known = MIGRATIONS.last().map_or(0, |newest| newest.0);
    let newest = view.query(reference::NEWEST_MIGRATION, Vec::new())?.into_iter().next();
    let found = newest.map_or(Ok(0), |mut row| row.int())?;
    if found > known { Err(StoreError::NewerStorage { found, known }.into()) } else { Ok(()) }
}

fn all(
    view: &mut dyn Snapshot,
    dir: &Path,
    length: u64,
    keys: Option<&Keys>,
    report: &mut VerifyReport,
) -> Result<(), Stop> {
    chains::check(view, keys, report)?;
    heads::check(view, keys, report)?;
    log::check(view, dir, length, keys, report)?;
    match view.integrity()? {
        Some((place, what)) => Err(fault(place, what)),
        None => Ok(()),
    }
}
