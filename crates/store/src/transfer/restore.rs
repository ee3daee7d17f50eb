//! A storage of a backup's file, put in place only after all of it was checked.

use std::path::Path;

use super::{
    Manifest, Phase, Progress, TransferError, archive,
    copy::newest,
    disk::{self, Scaffold},
};
use crate::{
    error::StoreError,
    keys::MasterKey,
    verify::{VerifyReport, verify_dir},
};

/// A storage that was restored.
#[derive(Clone, Debug)]
pub struct Restored {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// What was checked; seals and tags only with the master key.
    pub report: VerifyReport,
}

/// Unpacks a backup beside `dir`, checks every hash and every chain, and only then gives it
/// the name `dir`, which must not exist or be empty. Without the master key seals and tags
/// are not checked.
///
/// # Errors
/// [`TransferError::NotEmpty`], [`TransferError::Damaged`], [`TransferError::Unsound`],
/// [`StoreError::NewerStorage`], [`StoreError::WrongMasterKey`], or what the disk says.
/// Nothing is left behind then.
pub async fn restore(
    file: &Path,
    dir: &Path,
    master_key: Option<MasterKey>,
    told: &Progress,
) -> Result<Restored, TransferError> {
    disk::must_be_bare(dir)?;
    let (scaffold, manifest) = unpacked(file, dir, told).await?;
    let (found, known) = (manifest.form, newest());
    if found > known {
        return Err(StoreError::NewerStorage { found, known }.into());
    }
    told(Phase::CheckingTarget, 0, 0);
    let report = verify_dir(scaffold.path(), master_key).await?;
    if let Some(fault) = report.fault {
        let (place, advice) = (file.display().to_string(), "take another backup, and keep this one as it is");
        return Err(TransferError::Unsound { place, fault, advice });
    }
    scaffold.keep_as(dir)?;
    Ok(Restored { manifest, report })
}

/// The backup in a folder beside `dir`.
async fn unpacked(file: &Path, dir: &Path, told: &Progress) -> Result<(Scaffold, Manifest), TransferError> {
    let (file, dir, told) = (file.to_owned(), dir.to_owned(), told.clone());
    let work = tokio::task::spawn_blocking(move || {
        // A path such as `there/` or `.` has no name beside which another could stand.
        let dir = std::path::absolute(&dir).map_err(|e| StoreError::io(&dir, &e))?;
        let scaffold =
            Scaffold::raise(disk::beside(&dir.components().collect::<std::path::PathBuf>(), ".part"))?;
        let manifest = archive::unpack(&file, scaffold.path(), &told)?;
        Ok((scaffold, manifest))
    });
    work.await.map_err(|_| StoreError::Closed)?
}
