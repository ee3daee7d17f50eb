//! Files in a folder beside the database.
//!
//! A file is written under another name, in `part`, forced to disk, and only then given its own,
//! so that a name never leads to half a file. Whoever needs that nothing goes away meanwhile
//! holds a shared lock on the folder; whoever drops files holds it alone.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use crate::{
    error::StoreError,
    keys::random_suffix,
    store::make_dir,
    transfer::{failed, is_at},
};

/// The folder of files within a storage folder.
pub const FILES_FOLDER: &str = "files";
/// What is being written.
const PARTS: &str = "part";
/// How often a new name is tried when somebody swept one away before it was locked.
const TRIES: usize = 8;

/// The folder. It is made with the first file.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

/// A file in the folder, with its length.
pub(crate) struct Listed {
    pub place: String,
    pub bytes: u64,
}

impl Folder {
    pub(crate) fn of(storage: &Path) -> Folder {
        Folder(storage.join(FILES_FOLDER))
    }

    pub(crate) fn path(&self, place: &str) -> PathBuf {
        self.0.join(place)
    }

    /// While this is held nobody drops a file. None where there is no folder.
    pub(crate) fn hold(&self) -> Result<Option<File>, StoreError> {
        let Some(folder) = self.opened()? else { return Ok(None) };
        folder.lock_shared().map_err(|e| StoreError::io(&self.0, &e))?;
        Ok(Some(folder))
    }

    /// While this is held nobody relies on the files. None where somebody does, or there are
    /// none.
    pub(super) fn alone(&self) -> Result<Option<File>, StoreError> {
        Ok(self.opened()?.filter(|folder| folder.try_lock().is_ok()))
    }

    fn opened(&self) -> Result<Option<File>, StoreError> {
        found(File::open(&self.0)).map_err(|e| StoreError::io(&self.0, &e))
    }

    pub(super) fn read(&self, place: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(place);
        found(fs::read(&path)).map_err(|e| StoreError::io(&path, &e))
    }

    /// Writes a file whole, or not at all. It is on disk when this comes back.
    pub(super) fn write(&self, place: &str, content: &[u8]) -> Result<(), StoreError> {
        let path = self.path(place);
        let parent = path.parent().unwrap_or(&self.0);
        make_dir(parent).map_err(|e| failed(parent, &e))?;
        let (part, mut file) = self.part()?;
        let written = file
            .write_all(content)
            .and_then(|()| file.sync_all())
            .map_err(|e| StoreError::io(&part, &e))
            .and_then(|()| fs::rename(&part, &path).map_err(|e| StoreError::io(&path, &e)));
        if let Err(error) = written {
            // What cannot be removed is swept at the next start.
            let _ = fs::remove_file(&part);
            return Err(error);
        }
        self.settle(parent)
    }

    /// A new file under a name of its own, locked: a lock ends with its program.
    fn part(&self) -> Result<(PathBuf, File), StoreError> {
        let parts = self.0.join(PARTS);
        make_dir(&parts).map_err(|e| failed(&parts, &e))?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        for _ in 0..TRIES {
            let path = parts.join(random_suffix());
            let file = options.open(&path).map_err(|e| StoreError::io(&path, &e))?;
            file.lock().map_err(|e| StoreError::io(&path, &e))?;
            if is_at(&file, &path) {
                return Ok((path, file));
            }
        }
        Err(StoreError::Changed(format!("{}", parts.display())))
    }

    /// Forces the names of a folder to disk, and of those above it.
    fn settle(&self, folder: &Path) -> Result<(), StoreError> {
        let above = folder.ancestors().take_while(|path| path.starts_with(&self.0));
        for path in above.chain(self.0.parent()) {
            force(path)?;
        }
        Ok(())
    }

    /// Every file, but not what is being written. In no order.
    pub(crate) fn all(&self) -> Result<Vec<Listed>, StoreError> {
        let mut listed = Vec::new();
        self.walk("", &mut listed)?;
        Ok(listed)
    }

    pub(super) fn below(&self, under: &str) -> Result<Vec<String>, StoreError> {
        let mut listed = Vec::new();
        self.walk(under, &mut listed)?;
        Ok(listed.into_iter().map(|one| one.place).collect())
    }

    fn walk(&self, under: &str, listed: &mut Vec<Listed>) -> Result<(), StoreError> {
        let path = self.path(under);
        let wrong = |e: io::Error| StoreError::io(&path, &e);
        let Some(entries) = found(fs::read_dir(&path)).map_err(wrong)? else { return Ok(()) };
        for entry in entries {
            let entry = entry.map_err(wrong)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let place = if under.is_empty() { name } else { format!("{under}/{name}") };
            let Some(about) = found(entry.metadata()).map_err(wrong)? else { continue };
            if about.is_dir() && place != PARTS {
                self.walk(&place, listed)?;
            } else if about.is_file() {
                listed.push(Listed { place, bytes: about.len() });
            }
        }
        Ok(())
    }

    /// Removes a file, and the folders that are empty then.
    pub(super) fn remove(&self, place: &str) -> Result<(), StoreError> {
        let path = self.path(place);
        found(fs::remove_file(&path)).map_err(|e| StoreError::io(&path, &e))?;
        for folder in path.ancestors().skip(1).take_while(|path| path.starts_with(&self.0) && *path != self.0)
        {
            if fs::remove_dir(folder).is_err() {
                return force(folder);
            }
        }
        force(&self.0)
    }

    /// Clears away what programs that were killed had begun.
    pub(super) fn sweep(&self) -> Result<(), StoreError> {
        let parts = self.0.join(PARTS);
        let wrong = |e: io::Error| StoreError::io(&parts, &e);
        let Some(entries) = found(fs::read_dir(&parts)).map_err(wrong)? else { return Ok(()) };
        for entry in entries {
            let path = entry.map_err(wrong)?.path();
            let Some(file) = found(File::open(&path)).map_err(wrong)? else { continue };
            if file.try_lock().is_ok() {
                found(fs::remove_file(&path)).map_err(wrong)?;
            }
        }
        Ok(())
    }
}

/// What is not there is no failure.
fn found<T>(outcome: io::Result<T>) -> io::Result<Option<T>> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

/// Forces the names in a folder to disk; one that is gone has none.
fn force(dir: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        found(File::open(dir).and_then(|file| file.sync_all())).map_err(|e| StoreError::io(dir, &e))?;
    }
    Ok(())
}
