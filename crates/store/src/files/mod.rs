//! Files of people: photos, scans and issued papers. Each is sealed under the key of the person
//! it is about, so that an erasure makes it unreadable wherever a copy lies, and is kept once,
//! under the hash of its content, in a folder beside the database or in a bucket.

mod bucket;
mod folder;
mod named;
mod sealed;
mod shelf;

use std::sync::Arc;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::{
    error::{CommitError, StoreError},
    keys::PersonKey,
    statements::people,
    store::Store,
    value::params,
};

pub use bucket::{Bucket, BucketKey};
pub use folder::FILES_FOLDER;
pub(crate) use folder::{Folder, Listed};
pub(crate) use named::named;
pub(crate) use shelf::{Look, Shelf};

/// The setting that says in which bucket the files lie; without it they lie in the folder.
pub(crate) const FILES_IN: &str = "files_in";
/// Below this stands, as long as an erasure is on its way, the name of each person whose files go.
const ERASING: &str = "erasing";

/// SHA-256 of a content, in hexadecimal: the name under which it is kept.
pub(crate) fn digest(content: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(content))
}

/// An open place of files.
pub(crate) enum Files {
    Folder(Folder),
    Bucket(bucket::Objects),
}

impl Store {
    /// Keeps files in a bucket in place of the folder beside the database. To be called once,
    /// before the first file; the bucket itself is not asked. The storage notes where its files
    /// are, so that nobody looks for them elsewhere.
    ///
    /// # Errors
    /// A bucket whose description cannot be used, files that lie in the folder, a second call.
    pub async fn keep_files_in(&self, bucket: Bucket) -> Result<(), StoreError> {
        let folder = Folder::of(self.dir());
        let place = folder.path("");
        if !blocking(move || folder.below("")).await?.is_empty() {
            return Err(StoreError::Io {
                path: place.display().to_string(),
                what: format!(
                    "the files lie here: copy all that is in it to {bucket} under the same names, and remove it"
                ),
            });
        }
        let (files, shown) = (Files::Bucket(bucket::Objects::of(&bucket)?), bucket.to_string());
        if self.setting(FILES_IN).await?.as_ref() != Some(&shown) {
            self.put_setting(FILES_IN, &shown).await?;
        }
        self.inner.files.set(Arc::new(files)).map_err(|_| StoreError::Io {
            path: shown,
            what: "the place of the files is chosen twice".to_owned(),
        })
    }

    async fn files(&self) -> Result<Arc<Files>, StoreError> {
        if let Some(files) = self.inner.files.get() {
            return Ok(files.clone());
        }
        if let Some(bucket) = self.setting(FILES_IN).await? {
            return Err(StoreError::Io {
                path: bucket,
                what: "the files of this storage lie in this bucket: name it with --files".to_owned(),
            });
        }
        let files = self.inner.files.get_or_init(|| Arc::new(Files::Folder(Folder::of(self.dir()))));
        Ok(files.clone())
    }

    /// Keeps a file of a person; gives the hash under which it is found. It is on disk, or in
    /// the bucket, when this comes back. The same content again costs nothing.
    ///
    /// # Errors
    /// [`CommitError::Erased`] for a person whose key was destroyed; otherwise what the place
    /// of files says. Then nothing is kept.
    pub async fn keep_file(&self, county: &str, person: &str, content: &[u8]) -> Result<String, CommitError> {
        let digest = digest(content);
        let key = self.file_key(county, person).await?.ok_or(CommitError::Erased)?;
        let (files, place) = (self.files().await?, place_of(county, person, &digest)?);
        if files.read(&place).await?.is_some_and(|stored| sealed::open(&key, &place, &stored).is_some()) {
            return Ok(digest);
        }
        files.write(&place, sealed::seal(&key, &place, content)?).await?;
        if self.file_key(county, person).await?.is_none() {
            // Erased meanwhile: nobody can read it, and nobody would remove it.
            files.remove(&place).await?;
            return Err(CommitError::Erased);
        }
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
        let place = place_of(county, person, digest)?;
        let Some(stored) = self.files().await?.read(&place).await? else { return Ok(None) };
        let broken = |what: &str| StoreError::corrupt(format!("{FILES_FOLDER}/{place}"), what);
        let content =
            sealed::open(&key, &place, &stored).ok_or_else(|| broken("it does not open: it was changed"))?;
        if self::digest(&content) != digest {
            return Err(broken("it is not what its name says"));
        }
        Ok(Some(content))
    }

    /// Notes that the files of a person are to go, before their key does. An erasure does not
    /// wait for a bucket that is away: without the key nobody reads what stays behind.
    pub(crate) async fn begin_dropping(&self, county: &str, person: &str) {
        if let Err(error) = self.mark(county, person).await {
            tracing::warn!(%error, "sealed files of an erased person stay behind, readable by nobody");
        }
    }

    async fn mark(&self, county: &str, person: &str) -> Result<(), StoreError> {
        let files = self.files().await?;
        let theirs = format!("{county}/{person}");
        let place = place_of(ERASING, county, person)?;
        if files.below(&theirs).await?.is_empty() { Ok(()) } else { files.write(&place, Vec::new()).await }
    }

    /// Drops what erasures have left: whatever an erased person's files are, wherever a program
    /// was killed; and what programs that were killed had begun to write. Where somebody relies
    /// on the files just now, as a backup does, it is left for the next time.
    ///
    /// # Errors
    /// What the place of files says. It can be repeated.
    pub async fn sweep_files(&self) -> Result<(), StoreError> {
        let files = self.files().await?;
        self.sweep(&files).await
    }

    pub(crate) async fn sweep(&self, files: &Files) -> Result<(), StoreError> {
        let _alone = match files {
            Files::Folder(folder) => match folder.alone()? {
                Some(alone) => Some(alone),
                None => return Ok(()),
            },
            Files::Bucket(_) => None,
        };
        files.sweep().await?;
        for mark in files.below(ERASING).await? {
            let mut parts = mark.split('/').skip(1);
            let (Some(county), Some(person)) = (parts.next(), parts.next()) else { continue };
            // A mark without an erasure was left by one that was cut off before it was done.
            if self.file_key(county, person).await?.is_none() {
                for place in files.below(&format!("{county}/{person}")).await? {
                    files.remove(&place).await?;
                }
            }
            files.remove(&mark).await?;
        }
        Ok(())
    }

    /// The key is asked for each time: an erased person is unreadable at once.
    async fn file_key(&self, county: &str, person: &str) -> Result<Option<Arc<PersonKey>>, StoreError> {
        let found = self.inner.engine.query(people::KEY, params![county, person]).await?;
        let Some(mut row) = found.into_iter().next() else { return Ok(None) };
        let wrapped = row.opt_blob()?;
        Ok(self.unwrap(county, Some(person), wrapped.as_deref())?.map(Arc::new))
    }
}

/// Where a file lies. Plain names only, so that nothing lies outside.
pub(crate) fn place_of(county: &str, person: &str, digest: &str) -> Result<String, StoreError> {
    let plain = |name: &str| {
        let signs = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
        signs && !name.is_empty() && !name.starts_with('.')
    };
    match [county, person, digest].into_iter().all(plain) {
        true => Ok(format!("{county}/{person}/{digest}")),
        false => Err(StoreError::Invalid("a file of a person whose id is none".to_owned())),
    }
}

impl Files {
    async fn write(&self, place: &str, content: Vec<u8>) -> Result<(), StoreError> {
        match self {
            Files::Bucket(bucket) => bucket.write(place, content).await,
            Files::Folder(folder) => {
                let (folder, place) = (folder.clone(), place.to_owned());
                blocking(move || folder.write(&place, &content)).await
            }
        }
    }

    async fn read(&self, place: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match self {
            Files::Bucket(bucket) => bucket.read(place).await,
            Files::Folder(folder) => {
                let (folder, place) = (folder.clone(), place.to_owned());
                blocking(move || folder.read(&place)).await
            }
        }
    }

    async fn below(&self, under: &str) -> Result<Vec<String>, StoreError> {
        match self {
            Files::Bucket(bucket) => bucket.below(under).await,
            Files::Folder(folder) => {
                let (folder, under) = (folder.clone(), under.to_owned());
                blocking(move || folder.below(&under)).await
            }
        }
    }

    async fn remove(&self, place: &str) -> Result<(), StoreError> {
        match self {
            Files::Bucket(bucket) => bucket.remove(place).await,
            Files::Folder(folder) => {
                let (folder, place) = (folder.clone(), place.to_owned());
                blocking(move || folder.remove(&place)).await
            }
        }
    }

    async fn sweep(&self) -> Result<(), StoreError> {
        match self {
            Files::Bucket(_) => Ok(()),
            Files::Folder(folder) => {
                let folder = folder.clone();
                blocking(move || folder.sweep()).await
            }
        }
    }
}

/// Does what waits for a disk where it keeps nobody else waiting.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Closed)?
}
