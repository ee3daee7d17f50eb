//! Files and folders that are not in place until they are whole.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use super::TransferError;
use crate::error::StoreError;

/// What an operator may have put into a folder before there is storage in it.
const KEY_FILE: &str = "master.key";

/// The path with an ending added to its last part.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// Says what the operating system said, and what to do where the disk is full.
pub(crate) fn failed(path: &Path, error: &io::Error) -> StoreError {
    let full = [ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::FileTooLarge];
    if full.contains(&error.kind()) {
        let what = format!("{error} (the disk is full: make room, or name a place on another disk)");
        return StoreError::Io { path: path.display().to_string(), what };
    }
    StoreError::io(path, error)
}

/// A folder that does not exist, or holds nothing but a master key.
pub(super) fn must_be_vacant(dir: &Path) -> Result<(), TransferError> {
    let others = listed(dir)?.into_iter().filter(|name| name != KEY_FILE);
    refuse(dir, others.collect())
}

/// A folder that does not exist, or holds nothing at all.
pub(super) fn must_be_bare(dir: &Path) -> Result<(), TransferError> {
    refuse(dir, listed(dir)?)
}

fn refuse(dir: &Path, found: Vec<String>) -> Result<(), TransferError> {
    if found.is_empty() {
        return Ok(());
    }
    Err(TransferError::NotEmpty { place: dir.display().to_string(), what: found.join(", ") })
}

fn listed(dir: &Path) -> Result<Vec<String>, StoreError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::io(dir, &error)),
    };
    let mut names = entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<_>>>()
        .map_err(|e| StoreError::io(dir, &e))?;
    names.sort();
    Ok(names)
}

/// A folder for work in progress; goes with all that is in it unless it is kept.
pub(super) struct Scaffold {
    path: PathBuf,
    kept: bool,
}

impl Scaffold {
    /// Makes the folder, for its owner alone. It must not exist.
    pub(super) fn raise(path: PathBuf) -> Result<Scaffold, StoreError> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => StoreError::Io {
                path: path.display().to_string(),
                what: "another one is at work here, or was cut off: if none is running, remove it".into(),
            },
            _ => failed(&path, &error),
        })?;
        Ok(Scaffold { path, kept: false })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the folder in its place, where there is nothing or an empty folder.
    pub(super) fn keep_as(mut self, place: &Path) -> Result<(), StoreError> {
        force(&self.path)?;
        fs::rename(&self.path, place).map_err(|error| match error.kind() {
            ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => StoreError::Io {
                path: place.display().to_string(),
                what: "a mounted folder cannot be put in place whole: name a new folder inside it".into(),
            },
            _ => failed(place, &error),
        })?;
        self.kept = true;
        force_parent(place)
    }
}

impl Drop for Scaffold {
    fn drop(&mut self) {
        if !self.kept {
            // What cannot be removed is told of by the next one that wants the place.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// A file that is being written beside its place; goes unless it is kept.
pub(super) struct Draft {
    path: PathBuf,
    pub file: File,
    kept: bool,
}

impl Draft {
    /// Begins `FILE.part`, for its owner alone. What a killed program left there is
    /// overwritten; what a living one writes is not.
    pub(super) fn begin(place: &Path) -> Result<Draft, StoreError> {
        let path = beside(place, ".part");
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|e| failed(&path, &e))?;
        if file.try_lock().is_err() || !is_at(&file, &path) {
            let what = "another backup is being written here; wait for it".to_owned();
            return Err(StoreError::Io { path: path.display().to_string(), what });
        }
        let draft = Draft { path, file, kept: false };
        draft.file.set_len(0).map_err(|e| failed(&draft.path, &e))?;
        Ok(draft)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Forces the file to disk and puts it in its place.
    pub(super) fn keep_as(mut self, place: &Path) -> Result<(), StoreError> {
        self.file.sync_all().map_err(|e| failed(&self.path, &e))?;
        fs::rename(&self.path, place).map_err(|e| failed(place, &e))?;
        self.kept = true;
        force_parent(place)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.kept {
            // The next backup to this place overwrites what cannot be removed.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether the path still leads to the file: whoever held it before may have put it in
/// place meanwhile.
#[cfg(unix)]
pub(crate) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(theirs)) => (ours.dev(), ours.ino()) == (theirs.dev(), theirs.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
pub(crate) fn is_at(_file: &File, _path: &Path) -> bool {
    true
}

fn force_parent(place: &Path) -> Result<(), StoreError> {
    let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty());
    force(parent.unwrap_or_else(|| Path::new(".")))
}

/// Forces the names in a folder to disk.
pub(super) fn force(dir: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        File::open(dir).and_then(|file| file.sync_all()).map_err(|e| failed(dir, &e))?;
    }
    Ok(())
}
