//! Where the storages of the benches lie, and opening one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use jiff::SignedDuration;
use leye_app::{App, Chance, Rules, TimeSource, rules};
use leye_store::{Database, MasterKey, Options, Source, Store};

/// The master key within a storage folder, where `leye serve` looks for it too.
const KEY_FILE: &str = "master.key";
/// The database within a storage folder.
const DATABASE: &str = "leye.db";

/// The folder of one storage, and the database on a server that holds its tables, if one
/// does.
#[derive(Clone, Debug)]
pub struct Place(PathBuf, Option<Database>);

impl Place {
    /// A storage folder, whether it exists or not.
    pub fn new(dir: impl Into<PathBuf>) -> Place {
        Place(dir.into(), None)
    }

    /// A copy of this storage in a database on a server, with a folder of its own.
    ///
    /// # Errors
    /// An address that is none; what the store says.
    pub async fn copy_to(&self, url: &str) -> Result<Place> {
        let copy = Place(self.0.with_extension("server"), Some(Database::parse(url)?));
        copy.clear()?;
        let master_key = MasterKey::from_file(self.0.join(KEY_FILE))?;
        let from = Source { dir: self.0.clone(), database: None, master_key: Some(master_key), files: None };
        leye_store::copy(&from, copy.options(&self.0)?, &(Arc::new(|_, _, _| ()) as _)).await?;
        std::fs::copy(self.0.join(KEY_FILE), copy.0.join(KEY_FILE)).context("copying the master key")?;
        Ok(copy)
    }

    /// A copy of this storage in a folder beside it.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn copy(&self) -> Result<Place> {
        let copy = Place::new(self.0.with_extension("run"));
        copy.clear()?;
        copy_folder(&self.0, &copy.0).with_context(|| format!("copying {}", self.0.display()))?;
        Ok(copy)
    }

    fn options(&self, key_in: &Path) -> Result<Options> {
        let master_key = MasterKey::from_file(key_in.join(KEY_FILE))?;
        Ok(Options { dir: self.0.clone(), database: self.1.clone(), master_key })
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.0
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.0.join(DATABASE)
    }

    /// Removes whatever lies there.
    ///
    /// # Errors
    /// A folder that cannot be removed.
    pub fn clear(&self) -> Result<()> {
        match std::fs::remove_dir_all(&self.0) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("removing {}", self.0.display()))
            }
            _ => Ok(()),
        }
    }

    /// Makes the folder with a new key, or with the key of another storage: then the keyed
    /// hashes of both are the same.
    ///
    /// # Errors
    /// A folder or file that cannot be written.
    pub fn make(&self, like: Option<&Place>) -> Result<()> {
        std::fs::create_dir_all(&self.0).with_context(|| format!("making {}", self.0.display()))?;
        let file = self.0.join(KEY_FILE);
        match like {
            Some(other) => {
                std::fs::copy(other.0.join(KEY_FILE), file).context("copying the master key")?;
            }
            None => {
                MasterKey::generate_file(file)?;
            }
        }
        Ok(())
    }

    /// Opens the storage; makes it where only the key is there.
    ///
    /// # Errors
    /// What the store says.
    pub async fn store(&self) -> Result<Store> {
        let store = Store::open(self.options(&self.0)?).await;
        store.with_context(|| format!("opening the storage in {}", self.0.display()))
    }

    /// Opens the application over it, as one for training.
    ///
    /// # Errors
    /// What the application says.
    pub async fn app(&self) -> Result<App> {
        let rules = Rules::new(&rules::built_in())?;
        let app = App::open(self.store().await?, rules, Chance::from_system()).await?;
        app.begin(true).await?;
        Ok(app)
    }

    /// Sets the training clock so that it is the day on which the storage was made: else
    /// notices that end would be settled while something is measured.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn keep_its_day(&self) -> Result<()> {
        let store = self.store().await?;
        let now = TimeSource::system();
        let made = match store.setting(MADE_AT).await? {
            Some(text) => text.parse().context("when the storage was made")?,
            None => {
                store.put_setting(MADE_AT, &now.to_string()).await?;
                now
            }
        };
        let days = now.duration_since(made).as_hours() / 24;
        let behind = -SignedDuration::from_hours(24 * days);
        store.put_setting(AHEAD, &behind.as_micros().to_string()).await?;
        Ok(())
    }
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let (from, to) = (entry?.path(), to);
        let to = to.join(from.file_name().unwrap_or_default());
        if from.is_dir() { copy_folder(&from, &to)? } else { std::fs::copy(&from, &to).map(drop)? }
    }
    Ok(())
}

/// The setting that holds the offset of the training clock, in microseconds.
pub const AHEAD: &str = "training_ahead";
/// When the benches loaded the storage.
const MADE_AT: &str = "bench_made_at";
