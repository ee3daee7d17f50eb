//! Which policy pack is meant: the one compiled in, or a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::civil::Date;
use leye_app::{Rules, TimeSource, rules};

/// Which pack.
#[derive(Clone, Debug, clap::Args)]
pub struct PackArgs {
    /// Folder of the policy pack to use instead of the one compiled in
    #[arg(long, value_name = "DIR")]
    pack: Option<PathBuf>,
}

impl PackArgs {
    /// The rules of the pack.
    ///
    /// # Errors
    /// A folder that cannot be read, or a pack with faults.
    pub fn rules(&self) -> Result<Rules> {
        Ok(Rules::new(&self.files()?)?)
    }

    /// The files of the pack, with those of the packs that it extends.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn files(&self) -> Result<BTreeMap<String, String>> {
        Ok(match &self.pack {
            Some(folder) => rules::folder(folder)?,
            None => rules::built_in(),
        })
    }
}

/// The rules of a folder, or of a pack that is compiled in and has this name.
///
/// # Errors
/// A place that is neither, or a pack with faults.
pub fn named(place: &Path) -> Result<Rules> {
    Rules::new(&rules::named(place)?).with_context(|| place.display().to_string())
}

/// Today by the system's clock, in the time zone of the rules.
pub fn today(rules: &Rules) -> Date {
    rules.zone().to_datetime(TimeSource::system()).date()
}
