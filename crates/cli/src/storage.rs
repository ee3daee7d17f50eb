//! Finding and opening the storage, and the master key that belongs to it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use leye_app::{App, Chance, Rules};
use leye_store::{Bucket, BucketKey, Database, MasterKey, Options, Source, Store};

use crate::answer::Usage;

/// The database file within a storage folder.
const DATABASE: &str = "leye.db";
/// The witness within a storage folder: a folder of files, before that one file.
const WITNESS: &str = "heads";
const OLD_WITNESS: &str = "heads.log";
/// The master key within a storage folder, where it is kept nowhere else.
const KEY_FILE: &str = "master.key";
/// The environment variable that may hold the master key itself.
const KEY_VARIABLE: &str = "LEYE_MASTER_KEY";
/// The environment variable that may hold the key to the bucket itself.
const FILES_KEY_VARIABLE: &str = "LEYE_FILES_KEY";

/// Where the storage lies and what opens it.
#[derive(Clone, Debug, clap::Args)]
pub struct StorageArgs {
    /// Folder of the storage
    #[arg(long, value_name = "DIR", default_value = "leye-data")]
    pub data: PathBuf,
    /// File that holds the master key as hexadecimal digits or base64. Without it the
    /// variable LEYE_MASTER_KEY is asked for the key itself, then DIR/master.key is read
    #[arg(long, value_name = "FILE")]
    master_key: Option<PathBuf>,
    /// Address of a PostgreSQL database that holds the tables in place of a file in DIR:
    /// postgres://USER:PASSWORD@HOST:PORT/NAME. DIR then holds the witness of the ledger.
    /// On a command line others may read it: a password is better given by the variable
    #[arg(long, value_name = "URL", env = "LEYE_DATABASE", hide_env_values = true)]
    database: Option<Address>,
    /// Address of a bucket that speaks S3 and holds the files of people in place of DIR/files:
    /// https://HOST:PORT/BUCKET/PREFIX, with ?region=NAME where the service has several
    #[arg(long, value_name = "URL", env = "LEYE_FILES", hide_env_values = true)]
    files: Option<Address>,
    /// File that holds the key to the bucket, its name on one line and the key on the next.
    /// Without it the variable LEYE_FILES_KEY is asked for both, with a colon between
    #[arg(long, value_name = "FILE")]
    files_key: Option<PathBuf>,
}

/// An address as it was given. It may hold a password, so it is never shown as it is.
#[derive(Clone)]
struct Address(String);

impl From<&str> for Address {
    fn from(text: &str) -> Address {
        Address(text.to_owned())
    }
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Address(…)")
    }
}

impl StorageArgs {
    /// The storage at a place, as commands with other arguments name it: a folder, or the
    /// address of a database with the folder `data` for its witness.
    ///
    /// # Errors
    /// An address without that folder.
    pub fn at(place: &str, data: Option<&Path>, master_key: Option<PathBuf>) -> Result<StorageArgs> {
        if !is_address(place) {
            return Ok(StorageArgs {
                data: place.into(),
                master_key,
                database: None,
                files: None,
                files_key: None,
            });
        }
        let Some(data) = data else {
            bail!(Usage("name the folder for the witness of the database with --data DIR".to_owned()));
        };
        let (data, database) = (data.to_owned(), Some(place.into()));
        Ok(StorageArgs { data, master_key, database, files: None, files_key: None })
    }

    /// Whether there is storage in the folder or database.
    ///
    /// # Errors
    /// An address that cannot be read, a database that cannot be reached.
    pub async fn exists(&self) -> Result<bool> {
        match self.database()? {
            Some(database) => Ok(database.holds_storage().await?),
            None => Ok(self.has_file()),
        }
    }

    /// The database on a server, where one was named.
    ///
    /// # Errors
    /// An address that cannot be read.
    pub fn database(&self) -> Result<Option<Database>> {
        let address = self.database.as_ref().map(|address| address.0.trim()).filter(|text| !text.is_empty());
        address.map(Database::parse).transpose().context("--database")
    }

    /// The bucket that holds the files, where one was named.
    ///
    /// # Errors
    /// An address or a key that cannot be read.
    pub fn bucket(&self) -> Result<Option<Bucket>> {
        let address = self.files.as_ref().map(|address| address.0.trim()).filter(|text| !text.is_empty());
        let Some(address) = address else { return Ok(None) };
        let key = match (&self.files_key, std::env::var(FILES_KEY_VARIABLE)) {
            (Some(file), _) => BucketKey::from_file(file).context("--files-key")?,
            (None, Ok(text)) => BucketKey::from_text(&text).context(FILES_KEY_VARIABLE)?,
            (None, Err(_)) => bail!(
                "the key to the bucket is missing: name its file with --files-key FILE, or give it by the variable \
                 {FILES_KEY_VARIABLE}"
            ),
        };
        Ok(Some(Bucket::parse(address, key).context("--files")?))
    }

    /// Where the storage is, for people: never with a password.
    pub fn place(&self) -> String {
        match self.database() {
            Ok(Some(database)) => database.to_string(),
            _ => self.data.display().to_string(),
        }
    }

    /// A file that was begun and never written to is no storage yet.
    fn has_file(&self) -> bool {
        let empty = |path: &Path| fs::metadata(path).map_or(true, |found| found.len() == 0);
        let database = self.data.join(DATABASE);
        database.exists() && !(empty(&database) && empty(&self.data.join(format!("{DATABASE}-wal"))))
    }

    /// Opens storage that exists.
    ///
    /// # Errors
    /// No storage, no key or not its key, storage that cannot be read.
    pub async fn open(&self, rules: Rules) -> Result<App> {
        self.must_exist().await?;
        let Some(key) = self.key()? else {
            bail!(
                "the master key of the storage in {place} is missing: put it back as {file}, or name it with \
                 --master-key FILE or the variable {KEY_VARIABLE}; without it nobody can read what is sealed",
                place = self.place(),
                file = self.own_key_file().display(),
            );
        };
        self.wire(key, rules, Chance::from_system()).await
    }

    /// The storage as one that is only read.
    ///
    /// # Errors
    /// There is none; a key or an address that cannot be read.
    pub async fn source(&self) -> Result<Source> {
        self.must_exist().await?;
        let (dir, database) = (self.data.clone(), self.database()?);
        Ok(Source { dir, database, master_key: self.key()?, files: self.bucket()? })
    }

    /// Makes new storage, with a new master key in its folder unless one is given.
    ///
    /// # Errors
    /// A folder that cannot be written, a key that cannot be used.
    pub async fn create(&self, rules: Rules, chance: Chance) -> Result<App> {
        self.must_not_be_lost()?;
        make_private_folder(&self.data)?;
        let key = match self.key()? {
            Some(key) => key,
            None => MasterKey::generate_file(self.own_key_file())?,
        };
        self.wire(key, rules, chance).await
    }

    /// The key, where there is one: from the file named, else from the environment, else
    /// from the storage's own folder.
    ///
    /// # Errors
    /// A key that is named and cannot be read or used.
    pub fn key(&self) -> Result<Option<MasterKey>> {
        if let Some(file) = &self.master_key {
            return Ok(Some(MasterKey::from_file(file).context("--master-key")?));
        }
        match std::env::var(KEY_VARIABLE) {
            Ok(text) if !text.trim().is_empty() => {
                return Ok(Some(MasterKey::from_text(&text).context(KEY_VARIABLE)?));
            }
            Err(std::env::VarError::NotUnicode(_)) => {
                bail!("{KEY_VARIABLE}: not text; write it as hexadecimal digits")
            }
            _ => {}
        }
        let own = self.own_key_file();
        if own.exists() { Ok(Some(MasterKey::from_file(own)?)) } else { Ok(None) }
    }

    /// Refuses a folder or database without storage.
    ///
    /// # Errors
    /// There is none; says how to make some.
    pub async fn must_exist(&self) -> Result<()> {
        if self.exists().await? {
            return Ok(());
        }
        if let Some(database) = self.database()? {
            bail!(
                "there is no storage in {database}: make it with `leye serve --database URL`, or with \
                 `leye demo --database URL` for training, or name another database"
            )
        }
        let dir = self.data.display();
        if fs::symlink_metadata(&self.data).is_ok() && !self.data.is_dir() {
            bail!("{dir} is no folder: name the folder of the storage with --data DIR");
        }
        bail!(
            "there is no storage in {dir}: name its folder with --data DIR, or make new storage with \
             `leye serve --data {dir}`, or with `leye demo --data {dir}` for training"
        )
    }

    /// Refuses to begin anew where the witness knows of cases: their database is lost, or
    /// another one.
    fn must_not_be_lost(&self) -> Result<()> {
        let logs = fs::read_dir(self.data.join(WITNESS)).into_iter().flatten().flatten();
        let known = logs.map(|entry| entry.path()).chain([self.data.join(OLD_WITNESS)]);
        let told = |path: &PathBuf| {
            let log = path.extension().is_some_and(|extension| extension == "log");
            log && fs::metadata(path).is_ok_and(|found| found.len() > 0)
        };
        let Some(witness) = { known }.find(told) else { return Ok(()) };
        let database = match self.database()? {
            Some(database) => database.to_string(),
            None => self.data.join(DATABASE).display().to_string(),
        };
        bail!(
            "{} knows of cases, but {database} is missing or empty: name the right place, or restore a backup into \
             another folder with --data DIR; new storage is never begun over a lost one",
            witness.display(),
        )
    }

    fn own_key_file(&self) -> PathBuf {
        self.data.join(KEY_FILE)
    }

    async fn wire(&self, master_key: MasterKey, rules: Rules, chance: Chance) -> Result<App> {
        let options = Options { dir: self.data.clone(), database: self.database()?, master_key };
        let bucket = self.bucket()?;
        let store = Store::open(options).await;
        let store = store.with_context(|| format!("opening the storage in {}", self.place()))?;
        if let Some(bucket) = bucket {
            store.keep_files_in(bucket).await.context("--files")?;
        }
        Ok(App::open(store, rules, chance).await?)
    }
}

/// Whether a place is the address of a database, and no folder.
pub fn is_address(place: &str) -> bool {
    place.starts_with("postgres://") || place.starts_with("postgresql://")
}

/// Makes the folder for its owner alone; one that exists keeps its mode.
fn make_private_folder(path: &Path) -> Result<()> {
    if fs::symlink_metadata(path).is_ok() && !path.is_dir() {
        bail!("{} is no folder: name another with --data DIR", path.display());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).with_context(|| format!("making the folder {}", path.display()))
}
