//! The policy packs, compiled in, from a folder or published, and the calendars: together they
//! give the policy in force on a day.

mod edition;
mod files;
mod map;
mod relatives;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use leye_domain::calendar::{Calendar, SpecialDay};
use leye_domain::policy::Policy;
use leye_pack::{Diagnostic, Pack};
use leye_rules::Engines;

pub use relatives::Relative;

use crate::clock::TimeSource;
use crate::error::AppError;
pub(crate) use edition::{Edition, files_of};

/// Policies of so many days are kept.
const KEPT: usize = 32;

/// The packs by the day from which each is in force, with the calendars that were imported
/// beside them. Before the first published pack, and without any, the rules are those that the
/// service was started with.
#[derive(Debug)]
pub struct Rules {
    base: Edition,
    /// By day, the earliest first.
    published: RwLock<Arc<Vec<(Date, Edition)>>>,
    zone: TimeZone,
    pub(crate) time: Arc<TimeSource>,
    imported: RwLock<BTreeMap<i16, Vec<SpecialDay>>>,
    cache: RwLock<BTreeMap<Date, Arc<Policy>>>,
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

/// The files of a pack in a folder, or of one that is compiled in and has this name. A folder
/// goes first.
///
/// # Errors
/// The file that cannot be read, and why; a name that is neither.
pub fn named(place: &Path) -> Result<BTreeMap<String, String>, AppError> {
    let compiled_in = || files::named(place.to_str()?);
    if place.is_dir() {
        return folder(place);
    }
    compiled_in().ok_or_else(|| {
        AppError::Rules(format!(
            "{}: there is no such folder, and no pack of that name is compiled in (there are: {})",
            place.display(),
            files::names().join(", ")
        ))
    })
}

/// The files of a pack with those of the compiled-in packs that it extends.
pub(crate) fn resolved(files: BTreeMap<String, String>) -> BTreeMap<String, String> {
    files::resolved(files)
}

/// Every fault of a pack's files, those of its predicates too, and what could be read in spite
/// of them.
pub fn inspect(files: &BTreeMap<String, String>) -> (Option<Pack>, Vec<Diagnostic>) {
    let (pack, mut faults) = leye_pack::inspect(files);
    // A faulty fact is not there: what asks for it would be blamed instead.
    let facts_are_whole = !faults.iter().any(|fault| fault.file.starts_with("facts"));
    if let Some(pack) = pack.as_ref().filter(|_| facts_are_whole) {
        faults.extend(leye_rules::check(pack));
        faults.sort();
        faults.dedup();
    }
    (pack, faults)
}

impl Rules {
    /// Compiles the files of a pack.
    ///
    /// # Errors
    /// [`AppError::Rules`] with the first fault and how many there are.
    pub fn new(files: &BTreeMap<String, String>) -> Result<Rules, AppError> {
        let base = Edition::new(files)?;
        let zone = TimeZone::get(&base.pack.time_zone)
            .map_err(|_| AppError::Rules(format!("pack.toml: unknown time zone {}", base.pack.time_zone)))?;
        Ok(Rules {
            base,
            published: RwLock::default(),
            zone,
            time: Arc::default(),
            imported: RwLock::default(),
            cache: RwLock::default(),
        })
    }

    /// The time zone in which days begin and end.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    fn today(&self) -> Date {
        self.zone.to_datetime(self.time.now()).date()
    }

    /// The pack in force today.
    pub fn pack(&self) -> Arc<Pack> {
        self.pack_on(self.today())
    }

    /// The pack in force on a day.
    pub fn pack_on(&self, day: Date) -> Arc<Pack> {
        self.edition(day).pack
    }

    /// What judges people by the predicates of the pack in force today.
    pub fn engines(&self) -> Arc<Engines> {
        self.engines_on(self.today())
    }

    /// What judges people by the predicates of the pack in force on a day.
    pub fn engines_on(&self, day: Date) -> Arc<Engines> {
        self.edition(day).engines
    }

    /// The pack that the service was started with.
    pub(crate) fn base(&self) -> &Edition {
        &self.base
    }

    /// The pack in force on a day, with what judges by it.
    pub(crate) fn edition(&self, day: Date) -> Edition {
        let published = self.published();
        let in_force = published.iter().rev().find(|(from, _)| *from <= day);
        in_force.map_or(&self.base, |(_, edition)| edition).clone()
    }

    pub(crate) fn published(&self) -> Arc<Vec<(Date, Edition)>> {
        self.published.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes over the published packs.
    pub(crate) fn publish(&self, mut packs: Vec<(Date, Edition)>) {
        packs.sort_by_key(|(day, _)| *day);
        *self.published.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(packs);
        self.forget();
    }

    /// The files of the rules with this fingerprint, among those that are loaded.
    pub(crate) fn files_of(&self, hash: &str) -> Option<BTreeMap<String, String>> {
        let published = self.published();
        let mut all = published.iter().map(|(_, edition)| edition).chain([&self.base]);
        all.find(|edition| edition.pack.hash == hash).map(|edition| (*edition.files).clone())
    }

    /// The rules in force on a day, going on with provisional years.
    pub fn policy(&self, on: Date) -> Arc<Policy> {
        let held = self.cache.read().ok().and_then(|cache| cache.get(&on).cloned());
        if let Some(policy) = held {
            return policy;
        }
        let (pack, calendar) = (self.pack_on(on), self.calendar_on(on).or_provisional());
        let policy = Arc::new(map::policy(&pack, calendar, self.zone.clone(), on));
        if let Ok(mut cache) = self.cache.write() {
            while cache.len() >= KEPT {
                cache.pop_first();
            }
            cache.insert(on, policy.clone());
        }
        policy
    }

    /// The statutory calendar: the years of today's pack and the imported ones. A year without
    /// a calendar is an error.
    pub fn calendar(&self) -> Calendar {
        self.calendar_on(self.today())
    }

    fn calendar_on(&self, day: Date) -> Calendar {
        let imported = self.imported.read().map(|years| years.clone()).unwrap_or_default();
        map::calendar(&self.pack_on(day), &imported)
    }

    /// Adds an imported year, or replaces one.
    pub fn import(&self, year: i16, days: Vec<SpecialDay>) {
        if let Ok(mut years) = self.imported.write() {
            if years.get(&year) == Some(&days) {
                return;
            }
            years.insert(year, days);
        }
        self.forget();
    }

    fn forget(&self) {
        if let Ok(mut cache) = self.cache.write() {
            cache.clear();
        }
    }
}
