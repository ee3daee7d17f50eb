//! Moving a whole storage: into another one, into one file, and back.
//!
//! Rows are moved as they are stored. Sealed values stay sealed, so the target needs the
//! same master key. Whatever was moved is read again at its new place and held against what
//! was read at the old one, and the chains of the new place are walked from end to end. Files of a
//! folder go with the rows; those of a bucket stay where they are.

use std::{path::PathBuf, sync::Arc};

use crate::{
    engine::{Database, Place},
    files::Bucket,
    keys::MasterKey,
};

mod archive;
mod backup;
mod copy;
mod disk;
mod error;
mod files;
mod restore;
mod rows;

pub use archive::Manifest;
pub use backup::{BackedUp, backup};
pub(crate) use copy::must_be_finished;
pub use copy::{Copied, copy};
pub(crate) use disk::{failed, is_at};
pub use error::TransferError;
pub use restore::{Restored, Target, restore};
pub use rows::TableSum;

/// The setting that marks a storage into which a copy is on its way.
pub(crate) const UNFINISHED: &str = "copy_unfinished";

/// A storage that is read, also while it is served. Nothing in it is changed.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its folder. Of one on a server, the folder with the witness.
    pub dir: PathBuf,
    /// The database on a server that holds its tables, if one does.
    pub database: Option<Database>,
    /// Its master key, where it is known.
    pub master_key: Option<MasterKey>,
    /// The bucket that holds its files, if one does.
    pub files: Option<Bucket>,
}

impl Source {
    pub(crate) fn place(&self) -> Place {
        Place { dir: self.dir.clone(), database: self.database.clone() }
    }
}

/// What is being done, for whoever waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The source's chains are walked; no count.
    CheckingSource,
    /// Rows are written to the target.
    CopyingRows,
    /// Files are copied beside the target.
    CopyingFiles,
    /// Rows are read again in the target.
    ComparingRows,
    /// Pages of the database are set aside.
    CopyingPages,
    /// Bytes are hashed.
    Hashing,
    /// Bytes are packed into the file.
    Packing,
    /// Bytes are unpacked from the file.
    Unpacking,
    /// The target's chains are walked; no count.
    CheckingTarget,
}

/// Hears what is being done, how much of it is done, and how much there is in all (0 if
/// that is not known).
pub type Progress = Arc<dyn Fn(Phase, u64, u64) + Send + Sync>;
