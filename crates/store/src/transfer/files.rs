//! The files of people, on their way to another folder. They stay sealed.

use std::{fs, io, path::Path};

use super::{Phase, Progress, disk::failed};
use crate::{
    error::StoreError,
    files::{FILES_FOLDER, Folder, Listed},
    store::make_dir,
};

/// Copies every file of a folder into another storage's, and forces them to disk. `told` hears
/// of bytes.
pub(super) fn carry(from: &Path, to: &Path, told: &Progress) -> Result<(), StoreError> {
    let (from, to) = (Folder::of(from), Folder::of(to));
    let listed = from.all()?;
    let total = listed.iter().map(|one| one.bytes).sum();
    let mut done = 0;
    for Listed { place, bytes } in &listed {
        let (source, target) = (from.path(place), to.path(place));
        let parent = target.parent().unwrap_or(&target);
        make_dir(parent).map_err(|e| failed(parent, &e))?;
        fs::copy(&source, &target)
            .and_then(|_| fs::File::open(&target)?.sync_all())
            .map_err(|e| failed(&target, &e))?;
        done += bytes;
        told(Phase::CopyingFiles, done, total);
    }
    if listed.is_empty() { Ok(()) } else { force_below(&to.path("")) }
}

/// Forces the names in a folder, and in those below it, to disk.
pub(super) fn force_below(dir: &Path) -> Result<(), StoreError> {
    let wrong = |e: io::Error| StoreError::io(dir, &e);
    for entry in fs::read_dir(dir).map_err(wrong)? {
        let entry = entry.map_err(wrong)?;
        if entry.file_type().map_err(wrong)?.is_dir() {
            force_below(&entry.path())?;
        }
    }
    super::disk::force(dir)
}

/// The path in the archive, which is that in the storage folder.
pub(super) fn name_of(place: &str) -> String {
    format!("{FILES_FOLDER}/{place}")
}
