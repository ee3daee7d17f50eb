//! The files of a storage that need not be open, for whoever checks it.

use std::sync::Arc;

use tokio::runtime::Handle;

use super::{Files, Folder, bucket, digest, place_of, sealed};
use crate::{error::StoreError, keys::PersonKey, transfer::Source};

/// Where the files of a storage are looked for, where waiting blocks nobody.
pub(crate) struct Shelf {
    files: Arc<Files>,
    runtime: Handle,
}

/// What came of looking for a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// It is what the event says; without the key, at least what was written.
    Sound,
    /// It is not there.
    Missing,
    /// It is not what was written.
    Changed(&'static str),
}

impl Shelf {
    /// To be called within a runtime.
    pub(crate) fn of(files: Arc<Files>) -> Shelf {
        Shelf { files, runtime: Handle::current() }
    }

    /// Of a storage that is not open: the bucket that was named, else the folder.
    pub(crate) fn at(source: &Source) -> Result<Shelf, StoreError> {
        let files = match &source.files {
            Some(bucket) => Files::Bucket(bucket::Objects::of(bucket)?),
            None => Files::Folder(Folder::of(&source.dir)),
        };
        Ok(Shelf::of(Arc::new(files)))
    }

    /// Whether this is a bucket.
    pub(crate) fn is_bucket(&self) -> bool {
        matches!(*self.files, Files::Bucket(_))
    }

    pub(crate) fn look(
        &self,
        key: Option<&PersonKey>,
        county: &str,
        person: &str,
        named: &str,
    ) -> Result<Look, StoreError> {
        let place = place_of(county, person, named)?;
        let stored = match &*self.files {
            Files::Folder(folder) => folder.read(&place)?,
            Files::Bucket(bucket) => self.runtime.block_on(bucket.read(&place))?,
        };
        let Some(stored) = stored else { return Ok(Look::Missing) };
        if sealed::whole(&stored).is_none() {
            return Ok(Look::Changed("it is not what was written"));
        }
        let Some(key) = key else { return Ok(Look::Sound) };
        Ok(match sealed::open(key, &place, &stored) {
            None => Look::Changed("it does not open: it was changed"),
            Some(content) if digest(&content) != named => Look::Changed("it is not what its name says"),
            Some(_) => Look::Sound,
        })
    }
}
