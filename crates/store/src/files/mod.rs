//! Files of people: photos, scans and issued papers. Each is sealed under the key of the person
//! it is about, so that an erasure makes it unreadable wherever a copy lies, and is kept once,
//! under the hash of its content, in a folder beside the database or in a bucket.

mod place;

use std::sync::Arc;

use data_encoding::HEXLOWER;
use object_store::ObjectStoreExt;
use sha2::{Digest, Sha256};

use crate::{
    error::{CommitError, StoreError},
    keys::PersonKey,
    statements::people,
    store::Store,
    value::params,
};

pub(crate) use place::Files;
pub use place::{Bucket, FILES_FOLDER};

/// SHA-256 of a content, in hexadecimal: the name under which it is kept.
pub fn digest(content: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(content))
}

impl Store {
    /// Keeps files in a bucket in place of the folder beside the database. To be called once,
    /// before the first file.
    ///
    /// # Errors
    /// A bucket whose description cannot be used, or a second call.
    pub fn keep_files_in(&self, bucket: Bucket) -> Result<(), StoreError> {
        let files = Files::bucket(bucket)?;
        self.inner
            .files
            .set(files)
            .map_err(|_| StoreError::Invalid("the place of files is chosen twice".into()))
    }

    fn files(&self) -> Result<&Files, StoreError> {
        match self.inner.files.get() {
            Some(files) => Ok(files),
            None => {
                let folder = Files::folder(&self.inner.place.dir)?;
                Ok(self.inner.files.get_or_init(|| folder))
            }
        }
    }

    /// Keeps a file of a person; gives the hash under which it is found. It is on disk, or in
    /// the bucket, when this comes back. The same content again costs nothing.
    ///
    /// # Errors
    /// [`CommitError::Erased`] for a person whose key was destroyed; otherwise what the place
    /// of files says.
    pub async fn keep_file(&self, county: &str, person: &str, content: &[u8]) -> Result<String, CommitError> {
        let digest = digest(content);
        let key = self.file_key(county, person).await?.ok_or(CommitError::Erased)?;
        let place = place_of(county, person, &digest);
        if self.files()?.read(&place).await?.is_some_and(|sealed| key.decrypt(&place, &sealed).is_some()) {
            return Ok(digest);
        }
        let sealed = key.encrypt(&place, content)?;
        self.files()?.write(&place, sealed).await?;
        Ok(digest)
    }

    /// A file of a person; none if there is none, or nobody can read it any more.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for a file that was changed; otherwise what the place says.
    pub async fn file(
        &self,
        county: &str,
        person: &str,
        digest: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(key) = self.file_key(county, person).await? else { return Ok(None) };
        let place = place_of(county, person, digest);
        let Some(sealed) = self.files()?.read(&place).await? else { return Ok(None) };
        let broken = |what: &str| StoreError::corrupt(&format!("files/{place}"), what);
        let content =
            key.decrypt(&place, &sealed).ok_or_else(|| broken("it does not open: it was changed"))?;
        if self::digest(&content) != digest {
            return Err(broken("it is not what its name says"));
        }
        Ok(Some(content))
    }

    /// Removes every file of a person, after their key was destroyed.
    pub(crate) async fn drop_files(&self, county: &str, person: &str) -> Result<(), StoreError> {
        self.files()?.drop_all(&format!("{county}/{person}")).await
    }

    /// The key is asked for each time: an erased person is unreadable at once.
    async fn file_key(&self, county: &str, person: &str) -> Result<Option<Arc<PersonKey>>, StoreError> {
        let found = self.inner.engine.query(people::KEY, params![county, person]).await?;
        let Some(mut row) = found.into_iter().next() else { return Ok(None) };
        let wrapped = row.opt_blob()?;
        Ok(self.unwrap(county, Some(person), wrapped.as_deref())?.map(Arc::new))
    }
}

fn place_of(county: &str, person: &str, digest: &str) -> String {
    format!("{county}/{person}/{digest}")
}

impl Files {
    async fn write(&self, place: &str, content: Vec<u8>) -> Result<(), StoreError> {
        let path = object_store::path::Path::from(place);
        self.objects.put(&path, content.into()).await.map_err(|error| self.failed(place, &error))?;
        self.settle(place)
    }

    async fn read(&self, place: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = object_store::path::Path::from(place);
        let found = match self.objects.get(&path).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            other => other.map_err(|error| self.failed(place, &error))?,
        };
        let bytes = found.bytes().await.map_err(|error| self.failed(place, &error))?;
        Ok(Some(bytes.to_vec()))
    }

    async fn drop_all(&self, under: &str) -> Result<(), StoreError> {
        let failed = |error: object_store::Error| self.failed(under, &error);
        let path = object_store::path::Path::from(under);
        let listed = self.objects.list_with_delimiter(Some(&path)).await.map_err(failed)?;
        for object in listed.objects {
            self.objects.delete(&object.location).await.map_err(failed)?;
        }
        Ok(())
    }
}
