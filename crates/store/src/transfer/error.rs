//! What can go wrong on the way.

use crate::{error::StoreError, verify::Fault};

/// Why a storage was not moved.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TransferError {
    /// The target holds something already; nothing was written.
    #[error("{place} is not empty: it holds {what}; name a new place")]
    NotEmpty {
        /// The target.
        place: String,
        /// What is there.
        what: String,
    },
    /// A file that is no whole, unchanged backup.
    #[error("{file}: {what}")]
    Damaged {
        /// The file.
        file: String,
        /// What does not hold, and what to do.
        what: String,
    },
    /// The source has a form that the target does not have any more.
    #[error(
        "{0} has the form of an older program: open it once with this one, such as by `leye user list`, then repeat"
    )]
    Older(String),
    /// The chains do not hold.
    #[error("{place} is not sound: {fault}; {advice}")]
    Unsound {
        /// Which storage.
        place: String,
        /// The first thing wrong.
        fault: Fault,
        /// What to do.
        advice: &'static str,
    },
    /// A table of the target is not what was read at the source.
    #[error("table {0} is not the same in the target: remove the target and repeat")]
    Differs(&'static str),
    /// Storage or the disk failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl TransferError {
    /// True where a check gave a bad answer; false where something could not be done.
    pub fn is_negative(&self) -> bool {
        use TransferError::{Damaged, Differs, NotEmpty, Older, Store, Unsound};
        match self {
            Damaged { .. } | Unsound { .. } | Differs(_) => true,
            NotEmpty { .. } | Older(_) | Store(_) => false,
        }
    }
}
