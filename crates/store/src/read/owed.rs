//! Answers to how much an agency owes, for as long as they hold.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use quick_cache::sync::Cache;

use super::worklist::Owed;

/// How long an answer is given again.
const HOLDS: SignedDuration = SignedDuration::from_secs(2);
/// For how many agencies: those of a city.
const KEPT: usize = 4096;

/// What was asked, and how many changes of duties there had been.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    pub agency: String,
    pub until: Timestamp,
    pub changes: u64,
}

/// The answers, and how often this service has changed a duty.
pub(crate) struct OwedCache {
    changes: AtomicU64,
    kept: Cache<String, (Asked, Timestamp, Owed)>,
}

impl Default for OwedCache {
    fn default() -> OwedCache {
        OwedCache { changes: AtomicU64::new(0), kept: Cache::new(KEPT) }
    }
}

impl OwedCache {
    /// To be called after a duty was changed and before anybody is told.
    pub(crate) fn changed(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }

    /// To be read before the database is asked, so that an answer that misses a change is
    /// not taken for one that knows it.
    pub(super) fn changes(&self) -> u64 {
        self.changes.load(Ordering::SeqCst)
    }

    pub(super) fn get(&self, asked: &Asked, now: Timestamp) -> Option<Owed> {
        let (known, at, owed) = self.kept.get(&asked.agency)?;
        let age = now.duration_since(at);
        (known == *asked && age >= SignedDuration::ZERO && age < HOLDS).then_some(owed)
    }

    pub(super) fn put(&self, asked: Asked, now: Timestamp, owed: Owed) {
        self.kept.insert(asked.agency.clone(), (asked, now, owed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_holds_until_it_is_old_or_a_duty_changed() {
        let (cache, now) = (OwedCache::default(), Timestamp::UNIX_EPOCH);
        let asked = |cache: &OwedCache| Asked { agency: "a".into(), until: now, changes: cache.changes() };
        let owed = Owed { open: 3, late: 2, soon: 1 };
        cache.put(asked(&cache), now, owed);
        let second = SignedDuration::from_secs(1);
        assert_eq!(cache.get(&asked(&cache), now + second), Some(owed));
        assert_eq!(cache.get(&asked(&cache), now + second * 2), None);
        assert_eq!(cache.get(&asked(&cache), now - second), None, "the training clock went back");
        cache.changed();
        assert_eq!(cache.get(&asked(&cache), now), None);
    }
}
