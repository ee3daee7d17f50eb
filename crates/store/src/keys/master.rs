//! The master key: read from a file or given by the caller, never stored.

use std::{fmt, io::Write, path::Path};

use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD, HEXLOWER, HEXLOWER_PERMISSIVE};
use zeroize::Zeroizing;

use crate::error::StoreError;

/// 32 bytes from which every other key follows. Whoever loses it loses every sealed
/// value; docs/operate/storage.md says how it is kept. Wiped from memory when dropped.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

impl MasterKey {
    /// A key from 32 bytes that the caller drew at random.
    pub fn from_bytes(bytes: [u8; 32]) -> MasterKey {
        MasterKey(Zeroizing::new(bytes))
    }

    /// A key from 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`StoreError::BadMasterKey`] when it is something else.
    pub fn from_hex(text: &str) -> Result<MasterKey, StoreError> {
        let bytes = HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes());
        MasterKey::of(bytes.ok()).ok_or_else(bad)
    }

    /// A key from 32 bytes in base64, with either alphabet, padded or not.
    ///
    /// # Errors
    /// [`StoreError::BadMasterKey`] when it is something else.
    pub fn from_base64(text: &str) -> Result<MasterKey, StoreError> {
        let text = text.trim().as_bytes();
        [BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD]
            .iter()
            .find_map(|alphabet| MasterKey::of(alphabet.decode(text).ok()))
            .ok_or_else(bad)
    }

    /// A key written as hexadecimal digits or as base64.
    ///
    /// # Errors
    /// [`StoreError::BadMasterKey`] when it is neither.
    pub fn from_text(text: &str) -> Result<MasterKey, StoreError> {
        MasterKey::from_hex(text).or_else(|_| MasterKey::from_base64(text))
    }

    /// Reads the key from a text file. Warns in the log if others may read that file.
    ///
    /// # Errors
    /// When the file cannot be read or holds no key.
    pub fn from_file(path: impl AsRef<Path>) -> Result<MasterKey, StoreError> {
        let path = path.as_ref();
        let bytes = Zeroizing::new(std::fs::read(path).map_err(|e| StoreError::io(path, &e))?);
        warn_if_open(path);
        let key = std::str::from_utf8(&bytes).ok().and_then(|text| MasterKey::from_text(text).ok());
        key.ok_or_else(|| {
            let (path, length) = (path.display(), bytes.len());
            StoreError::BadMasterKey(format!(
                "{path} has {length} bytes that are no key, which is 64 hexadecimal digits or base64; put the key \
                 back from where its copy is kept"
            ))
        })
    }

    /// Draws a new key and writes it to a file that only its owner may read (mode 0600).
    ///
    /// # Errors
    /// When the file exists (it is never overwritten: the old key may still be needed) or
    /// cannot be written.
    pub fn generate_file(path: impl AsRef<Path>) -> Result<MasterKey, StoreError> {
        let path = path.as_ref();
        let key = MasterKey(super::derived::random());
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let text = Zeroizing::new(HEXLOWER.encode(key.bytes()) + "\n");
        options
            .open(path)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .map_err(|e| StoreError::io(path, &e))?;
        Ok(key)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn of(bytes: Option<Vec<u8>>) -> Option<MasterKey> {
        let bytes = Zeroizing::new(bytes?);
        let array: [u8; 32] = bytes.as_slice().try_into().ok()?;
        Some(MasterKey::from_bytes(array))
    }
}

fn bad() -> StoreError {
    StoreError::BadMasterKey("expected 32 bytes as 64 hexadecimal digits or as base64".into())
}

#[cfg(unix)]
fn warn_if_open(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let open = std::fs::metadata(path).is_ok_and(|m| m.permissions().mode() & 0o077 != 0);
    if open {
        tracing::warn!(file = %path.display(), "others may read the master key; set its mode to 0600");
    }
}

#[cfg(not(unix))]
fn warn_if_open(_path: &Path) {}
