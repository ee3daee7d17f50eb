//! Checking that nothing in the ledger was changed, cut or added: every hash and link,
//! every sealed value, the heads inside the database and the witness outside it. Stops at
//! the first thing that is wrong.

use std::{cmp::Ordering, fmt, path::Path, sync::Arc};

use crate::{
    engine::{Database, Place, Snapshot, open_snapshot},
    error::StoreError,
    files::{FILES_IN, Files, Folder, Shelf},
    keys::{Keys, MasterKey},
    migrations,
    statements::{events, reference},
    store::Store,
    transfer::{Source, must_be_finished},
    value::params,
    witness::{self, LOCAL, OLD_FILE, Tip},
};

mod chains;
mod event;
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
    /// Files that events name and that were looked at; without the master key, whether they are
    /// what was written.
    pub files: u64,
    /// The bucket in which the files lie, where it was not named: then none was looked at.
    pub files_in: Option<String>,
    /// Lines of the witness that were held against the events.
    pub witness_lines: u64,
    /// Lines that the witness lacks because the process died before they were written; the
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

/// Hears, now and then, how many streams were walked.
pub type StreamsWalked = Arc<dyn Fn(u64) + Send + Sync>;

/// For those who do not wait for it.
fn nobody() -> StreamsWalked {
    Arc::new(|_| {})
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
        self.verify_telling(nobody()).await
    }

    /// The same, and tells how far it is.
    ///
    /// # Errors
    /// As [`Store::verify`].
    pub async fn verify_telling(&self, told: StreamsWalked) -> Result<VerifyReport, StoreError> {
        self.verify_on(Some(self.shelf()), told).await
    }

    pub(crate) async fn verify_on(
        &self,
        shelf: Option<Shelf>,
        told: StreamsWalked,
    ) -> Result<VerifyReport, StoreError> {
        let (place, keys) = (self.inner.place.clone(), self.inner.keys.clone());
        let walk = tokio::task::spawn_blocking(move || walk(&place, Some(&keys), shelf, &told));
        walk.await.map_err(|_| StoreError::Closed)?
    }

    /// Where the files of this storage are looked for.
    pub(crate) fn shelf(&self) -> Shelf {
        match self.inner.files.get() {
            Some(files) => Shelf::of(files.clone()),
            None => Shelf::of(Arc::new(Files::Folder(Folder::of(self.dir())))),
        }
    }
}

/// Checks a storage folder without opening it as a service: also a copy, also one that
/// cannot be written. Without the master key all is checked but seals and tags.
///
/// # Errors
/// When there is no storage in the folder or an interrupted copy of one, or the master key
/// is another one.
pub async fn verify_dir(
    dir: impl AsRef<Path>,
    master_key: Option<MasterKey>,
) -> Result<VerifyReport, StoreError> {
    let source = Source { dir: dir.as_ref().to_owned(), database: None, master_key, files: None };
    verify_source(source, nobody()).await
}

/// Checks the storage in a database on a server, with the witness in a folder, without
/// opening it as a service. Without the master key all is checked but seals and tags.
///
/// # Errors
/// When there is no storage in the database, or the master key is another one.
pub async fn verify_database(
    database: Database,
    dir: impl AsRef<Path>,
    master_key: Option<MasterKey>,
) -> Result<VerifyReport, StoreError> {
    let source = Source { dir: dir.as_ref().to_owned(), database: Some(database), master_key, files: None };
    verify_source(source, nobody()).await
}

/// Checks a storage wherever it lies, without opening it as a service, and tells how far it
/// is. Without the master key all is checked but seals and tags.
///
/// # Errors
/// As [`verify_dir`] and [`verify_database`].
pub async fn verify_source(source: Source, told: StreamsWalked) -> Result<VerifyReport, StoreError> {
    let shelf = Shelf::at(&source)?;
    verify_place(source, Some(shelf), told).await
}

pub(crate) async fn verify_place(
    source: Source,
    shelf: Option<Shelf>,
    told: StreamsWalked,
) -> Result<VerifyReport, StoreError> {
    let check = tokio::task::spawn_blocking(move || {
        let place = source.place();
        let keys = source.master_key.as_ref().map(Keys::of);
        // What cannot be read at all is the walk's to tell.
        match open_snapshot(&place).and_then(|mut view| must_be_finished(view.as_mut(), &place)) {
            Err(error @ StoreError::UnfinishedCopy(_)) => Err(error),
            _ => walk(&place, keys.as_ref(), shelf, &told),
        }
    });
    check.await.map_err(|_| StoreError::Closed)?
}

/// Without a shelf no file is looked for.
fn walk(
    place: &Place,
    keys: Option<&Keys>,
    shelf: Option<Shelf>,
    told: &StreamsWalked,
) -> Result<VerifyReport, StoreError> {
    let mut report = VerifyReport { keyed: keys.is_some(), ..VerifyReport::default() };
    let lengths = log::Lengths::of(&place.dir);
    let outcome = open_snapshot(place).map_err(Stop::Error).and_then(|mut view| {
        check_form(view.as_mut(), place)?;
        heads::check_key(view.as_mut(), keys)?;
        let shelf = choose(view.as_mut(), shelf, &mut report)?;
        chains::check(view.as_mut(), keys, shelf.as_ref(), &mut report, told.as_ref(), place)?;
        outside(view.as_mut(), place, &lengths, keys, &mut report)
    });
    match outcome {
        Ok(()) => {}
        Err(Stop::Fault(fault)) => report.fault = Some(fault),
        // A database that breaks in the middle of the walk was damaged; the place is what
        // comes after the last good event.
        Err(Stop::Error(StoreError::Database(what))) => {
            let file = if place.database.is_some() { "the database" } else { "leye.db" };
            report.fault =
                Some(Fault { place: format!("{file}, after {} good events", report.events), what });
        }
        Err(Stop::Error(StoreError::Corrupt { place, what })) => report.fault = Some(Fault { place, what }),
        Err(Stop::Error(error)) => return Err(error),
    }
    Ok(report)
}

/// No file of a bucket is looked for in the folder.
fn choose(
    view: &mut dyn Snapshot,
    shelf: Option<Shelf>,
    report: &mut VerifyReport,
) -> Result<Option<Shelf>, Stop> {
    let shelf = match shelf {
        Some(shelf) if !shelf.is_bucket() => shelf,
        other => return Ok(other),
    };
    let noted = view.query(reference::SETTING, params![FILES_IN])?.into_iter().next();
    report.files_in = noted.map(|mut row| row.text()).transpose()?;
    Ok(report.files_in.is_none().then_some(shelf))
}

/// The files against the database, and the database's own structure.
fn outside(
    view: &mut dyn Snapshot,
    place: &Place,
    lengths: &log::Lengths,
    keys: Option<&Keys>,
    report: &mut VerifyReport,
) -> Result<(), Stop> {
    let node = node(view, place)?;
    log::check(view, &place.dir, &node, lengths, keys, report)?;
    match view.integrity()? {
        Some((place, what)) => Err(fault(place, what)),
        None => Ok(()),
    }
}

/// Storage of another form is read by the program of that form, or opened once to be
/// brought to this one.
fn check_form(view: &mut dyn Snapshot, place: &Place) -> Result<(), StoreError> {
    let known = migrations::newest();
    let found = match view.query(reference::NEWEST_MIGRATION, vec![])?.first_mut() {
        Some(row) => row.int()?,
        None => 0,
    };
    match found.cmp(&known) {
        Ordering::Equal => Ok(()),
        Ordering::Greater => Err(StoreError::NewerStorage { found, known }),
        Ordering::Less => Err(StoreError::Io {
            path: place.dir.display().to_string(),
            what: format!(
                "the storage has form {found}, this program checks form {known}; start the service once, \
                 which brings it to that form, or check it with the older program"
            ),
        }),
    }
}

/// Whose witness files lie in the folder.
fn node(view: &mut dyn Snapshot, place: &Place) -> Result<String, Stop> {
    if place.database.is_none() {
        return Ok(LOCAL.to_owned());
    }
    match witness::node_of(&place.dir)? {
        Some(node) => Ok(node),
        None if view.query(events::WITNESSES, vec![])?.is_empty() => Ok(String::new()),
        None => {
            Err(fault("heads/node", "missing: the folder given is not the one of a server of this storage"))
        }
    }
}

/// What came of checking the one witness file of form 1.
pub(crate) enum OldLog {
    /// Its end; it may lack lines that were never written.
    Sound(Tip),
    Faulty(Fault),
}

/// Checks the one witness file of form 1 against the events.
pub(crate) fn check_old_log(
    view: &mut dyn Snapshot,
    dir: &Path,
    stored: &Tip,
    keys: &Keys,
) -> Result<OldLog, StoreError> {
    let path = dir.join(OLD_FILE);
    let length = std::fs::metadata(&path).map_err(|e| StoreError::io(&path, &e))?.len();
    let mut log = log::Log { view, name: OLD_FILE, path, length, keys: Some(keys) };
    match log.check(stored, &mut VerifyReport::default()) {
        Ok(end) => Ok(OldLog::Sound(end)),
        Err(Stop::Fault(fault)) => Ok(OldLog::Faulty(fault)),
        Err(Stop::Error(error)) => Err(error),
    }
}
