//! How a file is written: sealed under the key of its person, then the SHA-256 of the sealed
//! bytes, so that a disk that went bad is noticed without any key.

use sha2::{Digest, Sha256};

use crate::{error::StoreError, keys::PersonKey};

/// Length of the hash at the end.
const HASH: usize = 32;

pub(crate) fn seal(key: &PersonKey, place: &str, content: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut sealed = key.encrypt(place, content)?;
    let hash: [u8; HASH] = Sha256::digest(&sealed).into();
    sealed.extend_from_slice(&hash);
    Ok(sealed)
}

/// The sealed bytes, if they are what was written.
pub(crate) fn whole(stored: &[u8]) -> Option<&[u8]> {
    let (sealed, hash) = stored.split_at_checked(stored.len().checked_sub(HASH)?)?;
    let found: [u8; HASH] = Sha256::digest(sealed).into();
    (found == *hash).then_some(sealed)
}

pub(crate) fn open(key: &PersonKey, place: &str, stored: &[u8]) -> Option<Vec<u8>> {
    key.decrypt(place, whole(stored)?)
}
