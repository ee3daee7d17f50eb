//! Opening a storage, and what every part of it shares.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

use crate::{
    engine::{Batch, Database, Engine, Expect, Failed, Guard, Place, Reach},
    error::StoreError,
    files::{FILES_IN, Files, Folder},
    keys::{Algorithm, KeyCache, Keys, MasterKey, Signed, Signer},
    plan::HeadCache,
    read::OwedCache,
    value::Value,
};

/// Where a storage lies and the key that opens it.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder; made if it does not exist. On a server it holds the witness alone.
    pub dir: PathBuf,
    /// The PostgreSQL database that holds the tables; without one they lie in a SQLite
    /// file in the folder.
    pub database: Option<Database>,
    /// The master key. New storage is bound to it; existing storage refuses another.
    pub master_key: MasterKey,
}

impl Options {
    pub(crate) fn place(&self) -> Place {
        Place { dir: self.dir.clone(), database: self.database.clone() }
    }
}

/// An open storage. Cheap to clone; the last clone that is dropped closes it.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("dir", &self.dir()).finish_non_exhaustive()
    }
}

pub(crate) struct Inner {
    pub place: Place,
    pub engine: Engine,
    pub keys: Arc<Keys>,
    pub key_cache: KeyCache,
    /// The key to sign with.
    pub signer: RwLock<Signer>,
    pub heads: HeadCache,
    pub owed: OwedCache,
    /// The folder beside the database, or a bucket; opened with the first file.
    pub files: OnceLock<Arc<Files>>,
}

/// Makes the folder, where it is missing, so that only its owner may look inside.
pub(crate) fn make_dir(dir: &std::path::Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(dir)
}

impl Store {
    /// Opens the storage in a folder: makes and migrates it, checks the master key, completes
    /// the witness where the machine died before it was written, and drops the files that an
    /// erasure then left behind.
    ///
    /// # Errors
    /// [`StoreError::NewerStorage`] for storage of a newer program,
    /// [`StoreError::WrongMasterKey`] for another key, [`StoreError::UnfinishedCopy`] for what
    /// an interrupted copy left, otherwise what the file system or the database says.
    pub async fn open(options: Options) -> Result<Store, StoreError> {
        let store = Store::open_unchecked(options).await?;
        if store.setting(crate::transfer::UNFINISHED).await?.is_some() {
            return Err(StoreError::UnfinishedCopy(store.inner.place.to_string()));
        }
        if store.setting(FILES_IN).await?.is_none() {
            let swept = store.sweep(&Files::Folder(Folder::of(store.dir()))).await;
            if let Err(error) = swept {
                tracing::warn!(%error, "what erasures left of files is not swept");
            }
        }
        Ok(store)
    }

    /// As [`Store::open`], also for a storage into which a copy is on its way.
    pub(crate) async fn open_unchecked(options: Options) -> Result<Store, StoreError> {
        let keys = Arc::new(Keys::of(&options.master_key));
        make_dir(&options.dir).map_err(|e| StoreError::io(&options.dir, &e))?;
        let place = options.place();
        let engine = Engine::open(place.clone(), keys.clone()).await?;
        let (key_cache, heads, owed) = (KeyCache::default(), HeadCache::default(), OwedCache::default());
        let (signer, files) = (RwLock::new(keys.signers.signer(1, Algorithm::Ed25519)), OnceLock::new());
        let inner = Inner { place, engine, keys, key_cache, signer, heads, owed, files };
        Ok(Store { inner: Arc::new(inner) })
    }

    /// Keyed hash of a text, in base64url: the same text in the same domain (`"identity"`,
    /// `"phone"`, `"name"`, …) gives the same hash in this storage and in no other. With it
    /// something personal is found without being readable.
    pub fn keyed_hash(&self, domain: &str, text: &str) -> String {
        self.inner.keys.lookup(domain, text)
    }

    /// Signs in the name of this storage, with the key in use. It follows from the master key;
    /// its public half is in what this gives.
    pub fn sign(&self, message: &[u8]) -> Signed {
        self.inner.signer.read().unwrap_or_else(PoisonError::into_inner).sign(message)
    }

    /// Says with which key is signed from now on: a number, from 1, and how. Storage keeps no
    /// list of them; until this is called it is the first.
    pub fn sign_with(&self, number: u32, algorithm: Algorithm) {
        let signer = self.inner.keys.signers.signer(number, algorithm);
        *self.inner.signer.write().unwrap_or_else(PoisonError::into_inner) = signer;
    }

    /// The public half of a signing key.
    pub fn public_key(&self, number: u32, algorithm: Algorithm) -> Vec<u8> {
        self.inner.keys.signers.signer(number, algorithm).public()
    }

    /// The folder of this storage.
    pub fn dir(&self) -> &std::path::Path {
        &self.inner.place.dir
    }

    /// Makes changes that belong together and promise nothing.
    pub(crate) async fn write(&self, batch: Batch, what: &str) -> Result<(), StoreError> {
        match self.inner.engine.apply(batch).await {
            Ok(_) => Ok(()),
            Err(Failed::Store(error)) => Err(error),
            Err(Failed::Duplicate) => Err(StoreError::Invalid(format!("{what}: it exists already"))),
            Err(Failed::Guard(_)) => Err(StoreError::Changed(what.to_owned())),
        }
    }

    /// One statement that changes something.
    pub(crate) async fn write_one(
        &self,
        reach: Reach,
        sql: &'static str,
        params: Vec<Value>,
        what: &str,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::of(reach);
        batch.step(sql, params);
        self.write(batch, what).await
    }

    /// One statement that changes exactly one row. False if it found none.
    pub(crate) async fn write_found(
        &self,
        reach: Reach,
        sql: &'static str,
        params: Vec<Value>,
    ) -> Result<bool, StoreError> {
        let mut batch = Batch::of(reach);
        batch.expect(sql, params, Expect::Changed(Guard::Unchanged));
        match self.inner.engine.apply(batch).await {
            Ok(_) => Ok(true),
            Err(Failed::Guard(_)) => Ok(false),
            Err(Failed::Duplicate) => Err(StoreError::Invalid("it exists already".into())),
            Err(Failed::Store(error)) => Err(error),
        }
    }
}
