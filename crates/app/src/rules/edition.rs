//! One pack, ready to rule: its checked form, its engines, its files.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use leye_pack::Pack;
use leye_rules::Engines;
use leye_store::{PackRow, Store};

use super::Relative;
use crate::error::AppError;

type Files = BTreeMap<String, String>;

/// A pack with what judges by it.
#[derive(Clone, Debug)]
pub(crate) struct Edition {
    pub pack: Arc<Pack>,
    pub engines: Arc<Engines>,
    pub files: Arc<Files>,
    pub relatives: Arc<OnceLock<Arc<[Relative]>>>,
    /// Fingerprint of all of its files, under which storage keeps them.
    pub files_hash: String,
}

impl Edition {
    /// Compiles the files of a pack.
    pub(crate) fn new(files: &Files) -> Result<Edition, AppError> {
        let (pack, faults) = leye_pack::compile(files);
        let pack = pack.ok_or_else(|| {
            let first =
                faults.first().map(|f| format!("{}:{}: {}", f.file, f.line, f.message)).unwrap_or_default();
            AppError::Rules(format!(
                "the policy pack has {} faults, first {first}; run `leye pack check`",
                faults.len()
            ))
        })?;
        let pack = Arc::new(pack);
        let engines = Arc::new(Engines::new(pack.clone()));
        let files_hash = Store::files_hash(&written(files)?);
        let files = Arc::new(files.clone());
        Ok(Edition { pack, engines, files, relatives: Arc::default(), files_hash })
    }

    /// As storage keeps it.
    pub(crate) fn row(&self, kept_at: jiff::Timestamp) -> Result<PackRow, AppError> {
        Ok(PackRow {
            files_hash: self.files_hash.clone(),
            pack_hash: self.pack.hash.clone(),
            id: self.pack.id.clone(),
            kept_at,
            files: written(&self.files)?,
        })
    }
}

/// The files as one text, in the order of their names.
fn written(files: &Files) -> Result<String, AppError> {
    serde_json::to_string(files).map_err(|e| AppError::Rules(format!("a pack cannot be written: {e}")))
}

/// The files of a kept pack.
pub(crate) fn files_of(row: &PackRow) -> Result<Files, AppError> {
    serde_json::from_str(&row.files)
        .map_err(|e| AppError::Rules(format!("packs/{}: {e}; run `leye verify`", row.files_hash)))
}
