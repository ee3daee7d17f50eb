//! What can go wrong in storage, and what to do next.

use crate::idempotency::StoredAnswer;

/// A failure of storage itself: nothing about the rules, and never with personal data.
/// It can be cloned because every command that waited on one commit gets it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// A file or folder could not be read or written.
    #[error("{path}: {what}")]
    Io {
        /// The file or folder.
        path: String,
        /// What the operating system said, and what to do.
        what: String,
    },
    /// The database refused; a full disk is told here too.
    #[error("the database could not do it: {0}")]
    Database(String),
    /// The database server cannot be used, does not answer, or is away.
    #[error("{0}")]
    Server(String),
    /// The storage was written by a newer program.
    #[error("the storage has form {found}, this program knows up to {known}; run the newer program")]
    NewerStorage {
        /// Number of the newest migration in the storage.
        found: i64,
        /// Number of the newest migration in this program.
        known: i64,
    },
    /// The master key is not the one that this storage was made with.
    #[error(
        "the master key is not the one this storage was made with; give the right one, or another storage folder"
    )]
    WrongMasterKey,
    /// The storage is what an interrupted copy left.
    #[error(
        "{0} holds a copy that was cut off, and parts of it may be missing: remove it and repeat the copy into a new place"
    )]
    UnfinishedCopy(String),
    /// A master key that cannot be used.
    #[error("master key: {0}")]
    BadMasterKey(String),
    /// What the caller handed in cannot be stored. A fault of the program above.
    #[error("cannot be stored: {0}")]
    Invalid(String),
    /// What was read is not what was written.
    #[error("{place}: {what}; run `leye verify` and restore from a backup")]
    Corrupt {
        /// Where: table or `county/stream/seq`.
        place: String,
        /// What does not hold.
        what: String,
    },
    /// Somebody else changed the same record first; load it again and repeat.
    #[error("{0} was changed meanwhile; load it again and repeat")]
    Changed(String),
    /// The storage is shutting down.
    #[error("the storage is closed")]
    Closed,
}

/// Why a commit was not made. Nothing of it is stored.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CommitError {
    /// Another commit came first: load and decide again.
    #[error("the case is at version {current_version} by now")]
    Conflict {
        /// The version that is stored now; 0 if the stream does not exist.
        current_version: i64,
    },
    /// A value that must be unique exists already: the person of this identity number,
    /// or a person's key.
    #[error("a record with this key exists already")]
    DuplicateKey,
    /// The same request was answered before; this is the first answer.
    #[error("this request was answered before")]
    Idempotent(Box<StoredAnswer>),
    /// The same idempotency key came with another request.
    #[error("this idempotency key was used for another request")]
    KeyReused,
    /// The person's key was destroyed: nothing can be sealed for them any more.
    #[error("the person's data were erased")]
    Erased,
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl StoreError {
    pub(crate) fn io(path: &std::path::Path, error: &std::io::Error) -> StoreError {
        StoreError::Io { path: path.display().to_string(), what: error.to_string() }
    }

    pub(crate) fn corrupt(place: impl Into<String>, what: impl Into<String>) -> StoreError {
        StoreError::Corrupt { place: place.into(), what: what.into() }
    }
}
