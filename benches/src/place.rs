//! Where the storages of the benches lie, and opening one.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::SignedDuration;
use leye_app::{App, Chance, Rules, TimeSource, rules};
use leye_store::{MasterKey, Options, Store};

/// The master key within a storage folder, where `leye serve` looks for it too.
const KEY_FILE: &str = "master.key";
/// The database within a storage folder.
const DATABASE: &str = "leye.db";

/// The folder of one storage.
#[derive(Clone, Debug)]
pub struct Place(PathBuf);

impl Place {
    /// A storage folder, whether it exists or not.
    pub fn new(dir: impl Into<PathBuf>) -> Place {
        Place(dir.into())
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
        let master_key = MasterKey::from_file(self.0.join(KEY_FILE))?;
        let store = Store::open(Options { dir: self.0.clone(), database: None, master_key }).await;
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

/// The setting that holds the offset of the training clock, in microseconds.
pub const AHEAD: &str = "training_ahead";
/// When the benches loaded the storage.
const MADE_AT: &str = "bench_made_at";
