//! One file that holds a whole storage, made while it is served.

use std::{
    collections::BTreeMap,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{
    Manifest, Phase, Progress, Source, TransferError,
    archive::{self, Part},
    copy,
    disk::{self, Draft, Scaffold},
    rows,
};
use crate::{
    engine::{FILE, Snapshot},
    error::StoreError,
    witness,
};

/// The folder of witnesses within a storage folder.
const WITNESSES: &str = "heads";

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct BackedUp {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Length of the file.
    pub bytes: u64,
}

/// Writes a storage, as it is at one moment, into one file; `at` is that moment. The file
/// bears its name only when it is whole and on disk. The master key is not in it.
///
/// The pages of the database are set aside beside the file first, so that place for the
/// database and for its packed form is needed there; none is needed in the storage's folder.
///
/// # Errors
/// [`TransferError::NotEmpty`] if the file exists and `replace` is not given; otherwise what
/// storage or the disk says. Nothing is left behind then.
pub async fn backup(
    from: &Source,
    file: &Path,
    replace: bool,
    at: jiff::Timestamp,
    told: &Progress,
) -> Result<BackedUp, TransferError> {
    if !replace && fs::symlink_metadata(file).is_ok() {
        let (place, what) = (file.display().to_string(), "a file".to_owned());
        return Err(TransferError::NotEmpty { place, what });
    }
    // Lengths come first, then the view: whatever a witness names is in the view.
    let before = witnesses(&from.dir)?;
    let (view, form) = copy::look(&from.dir).await?;
    let job = Job { dir: from.dir.clone(), file: file.to_owned(), before, form, at, told: told.clone() };
    tokio::task::spawn_blocking(move || job.run(view)).await.map_err(|_| StoreError::Closed)?
}

struct Job {
    dir: PathBuf,
    file: PathBuf,
    before: BTreeMap<String, u64>,
    form: i64,
    at: jiff::Timestamp,
    told: Progress,
}

impl Job {
    fn run(self, mut view: Box<dyn Snapshot + Send>) -> Result<BackedUp, TransferError> {
        let draft = Draft::begin(&self.file)?;
        let folder = disk::beside(draft.path(), ".d");
        // The draft is ours alone, so what lies here was left by a program that was killed.
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(StoreError::io(&folder, &error).into());
            }
            _ => {}
        }
        let scaffold = Scaffold::raise(folder)?;
        let database = scaffold.path().join(FILE);
        view.pages(&database, &mut |done, all| (self.told)(Phase::CopyingPages, done, all))?;
        let counts = rows::counts(view.as_mut())?.into_iter().map(|(name, rows)| (name.to_owned(), rows));
        let counts = counts.collect();
        view.end()?;
        let parts = self.parts(database)?;
        let members = archive::hash(&parts, &self.told)?;
        let manifest = Manifest::new(self.at, self.form, counts, members);
        archive::pack(&draft.file, &manifest, &parts, &self.told)
            .map_err(|e| disk::failed(draft.path(), &e))?;
        let bytes = draft.file.metadata().map_err(|e| disk::failed(draft.path(), &e))?.len();
        drop(scaffold);
        draft.keep_as(&self.file)?;
        Ok(BackedUp { manifest, bytes })
    }

    /// The database and its witnesses. A witness that was begun after the others were
    /// measured is taken as empty: it is behind, and the next start completes it.
    fn parts(&self, database: PathBuf) -> Result<Vec<Part>, StoreError> {
        let bytes = fs::metadata(&database).map_err(|e| StoreError::io(&database, &e))?.len();
        let mut parts = vec![Part { name: FILE.to_owned(), path: database, bytes }];
        for name in witnesses(&self.dir)?.into_keys() {
            let (path, bytes) = (self.dir.join(&name), self.before.get(&name).copied().unwrap_or(0));
            parts.push(Part { name, path, bytes });
        }
        Ok(parts)
    }
}

/// Every witness of a storage folder, with its length.
fn witnesses(dir: &Path) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut found = BTreeMap::new();
    let mut note = |name: String, path: &Path| match fs::metadata(path) {
        Ok(file) if file.is_file() => {
            found.insert(name, file.len());
            Ok(())
        }
        Err(error) if error.kind() != ErrorKind::NotFound => Err(StoreError::io(path, &error)),
        _ => Ok(()),
    };
    note(witness::FILE.to_owned(), &dir.join(witness::FILE))?;
    let folder = dir.join(WITNESSES);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(StoreError::io(&folder, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|e| StoreError::io(&folder, &e))?;
        note(format!("{WITNESSES}/{}", entry.file_name().to_string_lossy()), &entry.path())?;
    }
    Ok(found)
}
