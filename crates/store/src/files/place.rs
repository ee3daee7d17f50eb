//! Where files lie: a folder, or a bucket that speaks S3.

use std::{
    fmt,
    fs::File,
    path::{Path, PathBuf},
};

use object_store::{ObjectStore, aws::AmazonS3Builder, local::LocalFileSystem};
use zeroize::Zeroizing;

use crate::{error::StoreError, store::make_dir};

/// The folder of files within a storage folder.
pub const FILES_FOLDER: &str = "files";

/// A bucket that speaks S3.
#[derive(Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Address of the service, as `https://HOST:PORT`; empty for that of the region.
    pub endpoint: String,
    /// The region.
    pub region: String,
    /// What begins every name in it; may be empty.
    pub prefix: String,
    /// Name of the access key.
    pub access_key: String,
    /// The access key.
    pub secret: Zeroizing<String>,
    /// Whether the service may be spoken to without TLS, which only a test may want.
    pub may_be_plain: bool,
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bucket")
            .field("name", &self.name)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// An open place of files.
pub(crate) struct Files {
    pub(super) objects: Box<dyn ObjectStore>,
    /// The folder, where it is one.
    folder: Option<PathBuf>,
}

impl Files {
    pub(super) fn folder(storage: &Path) -> Result<Files, StoreError> {
        let folder = storage.join(FILES_FOLDER);
        make_dir(&folder).map_err(|e| StoreError::io(&folder, &e))?;
        let objects = LocalFileSystem::new_with_prefix(&folder)
            .map_err(|error| StoreError::Invalid(format!("{}: {error}", folder.display())))?;
        Ok(Files { objects: Box::new(objects), folder: Some(folder) })
    }

    pub(super) fn bucket(bucket: Bucket) -> Result<Files, StoreError> {
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&bucket.name)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.access_key)
            .with_secret_access_key(bucket.secret.as_str())
            .with_allow_http(bucket.may_be_plain);
        if !bucket.endpoint.is_empty() {
            builder = builder.with_endpoint(&bucket.endpoint);
        }
        let unusable = |error| StoreError::Invalid(format!("the bucket {}: {error}", bucket.name));
        let objects = builder.build().map_err(unusable)?;
        let prefix = object_store::path::Path::from(bucket.prefix.as_str());
        let objects = object_store::prefix::PrefixStore::new(objects, prefix);
        Ok(Files { objects: Box::new(objects), folder: None })
    }

    /// What was written to a folder is on disk only when somebody says so: the file, and the
    /// folder that names it.
    pub(super) fn settle(&self, place: &str) -> Result<(), StoreError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let path = folder.join(place);
        for path in path.ancestors().take_while(|path| path.starts_with(folder)) {
            File::open(path).and_then(|file| file.sync_all()).map_err(|e| StoreError::io(path, &e))?;
        }
        Ok(())
    }

    pub(super) fn failed(&self, place: &str, error: &object_store::Error) -> StoreError {
        StoreError::Invalid(format!("files/{place}: {error}"))
    }
}
