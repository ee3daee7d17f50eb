//! A storage of a backup's file, put in place only after all of it was checked.

use std::{
    cmp::Ordering,
    path::{Path, PathBuf},
};

use super::{
    Manifest, Phase, Progress, Source, TransferError, archive,
    copy::{copy, must_be_empty},
    disk::{self, Scaffold},
};
use crate::{
    engine::{Database, Place},
    error::StoreError,
    keys::MasterKey,
    migrations::newest,
    store::{Options, Store},
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

/// Where a backup is restored to.
#[derive(Clone, Debug)]
pub struct Target {
    /// The folder, which must not exist or be empty.
    pub dir: PathBuf,
    /// The database on a server that is to hold the tables, which must be empty; without one
    /// they lie in the folder.
    pub database: Option<Database>,
    /// The master key of the storage in the backup, where it is known.
    pub master_key: Option<MasterKey>,
}

/// Unpacks a backup beside the target's folder, checks every hash and every chain, and only
/// then gives it the folder's name, or copies its rows to the server. Without the master key
/// seals and tags are not checked; for a server it is needed.
///
/// # Errors
/// [`TransferError::NotEmpty`], [`TransferError::Damaged`], [`TransferError::Unsound`],
/// [`StoreError::NewerStorage`], [`StoreError::WrongMasterKey`], or what the disk says.
/// Nothing is left behind then, but on a server, where what was copied so far stays marked.
pub async fn restore(file: &Path, target: Target, told: &Progress) -> Result<Restored, TransferError> {
    let Target { dir, database, master_key } = target;
    disk::must_be_bare(&dir)?;
    must_be_empty(&Place { dir: dir.clone(), database: database.clone() }).await?;
    if database.is_some() && master_key.is_none() {
        let what = "rows are copied to a server only with the key of their storage; name it";
        return Err(StoreError::BadMasterKey(what.into()).into());
    }
    let (scaffold, manifest) = unpacked(file, &dir, told).await?;
    renew(file, &scaffold, manifest.form, master_key.as_ref()).await?;
    told(Phase::CheckingTarget, 0, 0);
    let report = verify_dir(scaffold.path(), master_key.clone()).await?;
    if let Some(fault) = report.fault {
        let (place, advice) = (file.display().to_string(), "take another backup, and keep this one as it is");
        return Err(TransferError::Unsound { place, fault, advice });
    }
    match (database, master_key) {
        (Some(database), Some(master_key)) => {
            let from = Source {
                dir: scaffold.path().to_owned(),
                database: None,
                master_key: Some(master_key.clone()),
                files: None,
            };
            copy(&from, Options { dir, database: Some(database), master_key }, told).await?;
        }
        _ => scaffold.keep_as(&dir)?,
    }
    Ok(Restored { manifest, report })
}

/// Brings what an older program wrote to the form of this one.
async fn renew(
    file: &Path,
    scaffold: &Scaffold,
    found: i64,
    master_key: Option<&MasterKey>,
) -> Result<(), StoreError> {
    let known = newest();
    match (found.cmp(&known), master_key) {
        (Ordering::Equal, _) => Ok(()),
        (Ordering::Greater, _) => Err(StoreError::NewerStorage { found, known }),
        (Ordering::Less, None) => Err(StoreError::Io {
            path: file.display().to_string(),
            what: format!(
                "has form {found}; to bring it to form {known}, name the master key of its storage"
            ),
        }),
        (Ordering::Less, Some(master_key)) => {
            let (dir, master_key) = (scaffold.path().to_owned(), master_key.clone());
            // What is not sound is named by the check that follows.
            Store::open_unchecked(Options { dir, database: None, master_key }).await.map(drop)
        }
    }
}

/// The backup in a folder beside `dir`.
async fn unpacked(file: &Path, dir: &Path, told: &Progress) -> Result<(Scaffold, Manifest), TransferError> {
    let (file, dir, told) = (file.to_owned(), dir.to_owned(), told.clone());
    let work = tokio::task::spawn_blocking(move || {
        // A path such as `there/` or `.` has no name beside which another could stand.
        let dir = std::path::absolute(&dir).map_err(|e| StoreError::io(&dir, &e))?;
        let scaffold = Scaffold::raise(disk::beside(&dir.components().collect::<PathBuf>(), ".part"))?;
        let manifest = archive::unpack(&file, scaffold.path(), &told)?;
        Ok((scaffold, manifest))
    });
    work.await.map_err(|_| StoreError::Closed)?
}
