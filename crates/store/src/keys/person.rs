//! A person's data key, and a small store of keys in use.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use aes_gcm::{Aes256Gcm, KeyInit};
use zeroize::Zeroizing;

use super::derived;
use crate::error::StoreError;

/// The key under which everything personal about one person is sealed.
pub(crate) struct PersonKey(Aes256Gcm);

impl PersonKey {
    pub(super) fn new(secret: &Zeroizing<[u8; 32]>) -> PersonKey {
        PersonKey(Aes256Gcm::new(&(**secret).into()))
    }

    pub(crate) fn encrypt(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        derived::encrypt(&self.0, place, plain)
    }

    pub(crate) fn decrypt(&self, place: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        derived::decrypt(&self.0, place, sealed)
    }
}

/// How many keys stay unwrapped in memory.
const KEPT: usize = 4096;

/// Keys lately used for *sealing*. Reading never asks here: it takes the wrapped key with
/// the row, so an erased person is unreadable at once, whatever is kept.
#[derive(Default)]
pub(crate) struct KeyCache(Mutex<HashMap<(String, String), Arc<PersonKey>>>);

impl KeyCache {
    pub(crate) fn get(&self, county: &str, person: &str) -> Option<Arc<PersonKey>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&(county.to_owned(), person.to_owned())).cloned()
    }

    pub(crate) fn put(&self, county: &str, person: &str, key: Arc<PersonKey>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert((county.to_owned(), person.to_owned()), key);
    }

    pub(crate) fn forget(&self, county: &str, person: &str) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.remove(&(county.to_owned(), person.to_owned()));
    }
}
