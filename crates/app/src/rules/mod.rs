//! The policy pack, compiled in or from a folder, and the calendars: together they give
//! the policy in force on a day.

mod files;
mod map;
mod relatives;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock, RwLock};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use leye_domain::calendar::{Calendar, SpecialDay};
use leye_domain::policy::Policy;
use leye_pack::{Diagnostic, Pack};
use leye_rules::Engines;

pub use relatives::Relative;

use crate::error::AppError;

/// A checked pack with the calendars that were imported beside it.
#[derive(Debug)]
pub struct Rules {
    /// The pack.
    pub pack: Arc<Pack>,
    engines: Engines,
    relatives: OnceLock<Vec<Relative>>,
    zone: TimeZone,
    imported: RwLock<BTreeMap<i16, Vec<SpecialDay>>>,
    cache: RwLock<Option<(Date, Arc<Policy>)>>,
}

/// The files of the pack that is compiled in.
pub fn built_in() -> BTreeMap<String, String> {
    files::built_in()
}

/// The files of a pack in a folder.
///
/// # Errors
/// The file that cannot be read, and why.
pub fn folder(path: &Path) -> Result<BTreeMap<String, String>, AppError> {
    files::folder(path)
}

/// Every fault of a pack's files.
pub fn check(files: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    leye_pack::compile(files).1
}

impl Rules {
    /// Compiles the files of a pack.
    ///
    /// # Errors
    /// [`AppError::Rules`] with the first fault and how many there are.
    pub fn new(files: &BTreeMap<String, String>) -> Result<Rules, AppError> {
        let (pack, faults) = leye_pack::compile(files);
        let pack = pack.ok_or_else(|| {
            let first =
                faults.first().map(|f| format!("{}:{}: {}", f.file, f.line, f.message)).unwrap_or_default();
            AppError::Rules(format!(
                "the policy pack has {} faults, first {first}; run `leye pack check`",
                faults.len()
            ))
        })?;
        let zone = TimeZone::get(&pack.time_zone)
            .map_err(|_| AppError::Rules(format!("pack.toml: unknown time zone {}", pack.time_zone)))?;
        let pack = Arc::new(pack);
        let engines = Engines::new(pack.clone());
        Ok(Rules {
            pack,
            engines,
            relatives: OnceLock::new(),
            zone,
            imported: RwLock::default(),
            cache: RwLock::default(),
        })
    }

    /// The time zone in which days begin and end.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// What judges people by the pack's predicates.
    pub fn engines(&self) -> &Engines {
        &self.engines
    }

    /// The rules in force on a day, going on with provisional years.
    pub fn policy(&self, on: Date) -> Arc<Policy> {
        let held = self.cache.read().ok().and_then(|cache| cache.clone());
        if let Some((day, policy)) = held
            && day == on
        {
            return policy;
        }
        let policy =
            Arc::new(map::policy(&self.pack, self.calendar().or_provisional(), self.zone.clone(), on));
        if let Ok(mut cache) = self.cache.write() {
            *cache = Some((on, policy.clone()));
        }
        policy
    }

    /// The statutory calendar: the pack's years and the imported ones. A year without a
    /// calendar is an error.
    pub fn calendar(&self) -> Calendar {
        let imported = self.imported.read().map(|years| years.clone()).unwrap_or_default();
        map::calendar(&self.pack, &imported)
    }

    /// Adds an imported year, or replaces one.
    pub fn import(&self, year: i16, days: Vec<SpecialDay>) {
        if let Ok(mut years) = self.imported.write() {
            if years.get(&year) == Some(&days) {
                return;
            }
            years.insert(year, days);
        }
        if let Ok(mut cache) = self.cache.write() {
            *cache = None;
        }
    }
}
