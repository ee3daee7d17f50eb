//! Keys that follow from the master key, one per purpose. The only place of this room
//! that draws random bytes: keys, nonces and the ids of audit entries.

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{MasterKey, PersonKey, signing::Signers};
use crate::error::StoreError;

/// HMAC-SHA-256 under one derived key.
#[derive(Clone)]
pub(crate) struct MacKey(Hmac<Sha256>);

impl MacKey {
    pub(super) fn derive(master: &MasterKey, label: &str) -> MacKey {
        let key = derive(master, label);
        MacKey(keyed(key.as_slice()))
    }

    fn tag(&self, parts: &[&str]) -> Vec<u8> {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().to_vec()
    }

    /// The tag of the parts as a secret.
    pub(super) fn secret(&self, parts: &[&str]) -> Zeroizing<[u8; 32]> {
        let tag = Zeroizing::new(self.tag(parts));
        Zeroizing::new(tag.as_slice().try_into().expect("a tag has 32 bytes"))
    }

    /// The tag of the parts, joined as they are, in hexadecimal.
    pub(crate) fn hex(&self, parts: &[&str]) -> String {
        HEXLOWER.encode(&self.tag(parts))
    }
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length")
}

pub(super) fn derive(master: &MasterKey, label: &str) -> Zeroizing<[u8; 32]> {
    let mut mac = keyed(master.bytes());
    mac.update(b"leye/v1/");
    mac.update(label.as_bytes());
    Zeroizing::new(mac.finalize().into_bytes().into())
}

#[expect(
    clippy::disallowed_methods,
    reason = "keys and nonces must not be foreseeable, so no caller may choose their source; nothing is decided by them"
)]
fn draw(bytes: &mut [u8]) {
    rand::fill(bytes);
}

/// 32 bytes that nobody can foresee.
pub(super) fn random() -> Zeroizing<[u8; 32]> {
    let mut bytes = Zeroizing::new([0; 32]);
    draw(bytes.as_mut_slice());
    bytes
}

/// Every key that follows from the master key.
pub(crate) struct Keys {
    wrap: Aes256Gcm,
    lookup: MacKey,
    check: MacKey,
    /// What the service signs with; the public halves are for everybody.
    pub signers: Signers,
    /// Of the rows in `heads`.
    pub heads: MacKey,
    /// Of the lines in the witness files.
    pub witness: MacKey,
}

impl Keys {
    pub(crate) fn of(master: &MasterKey) -> Keys {
        Keys {
            wrap: Aes256Gcm::new(&(*derive(master, "wrap")).into()),
            signers: Signers::of(master),
            lookup: MacKey::derive(master, "lookup"),
            check: MacKey::derive(master, "check"),
            heads: MacKey::derive(master, "heads"),
            witness: MacKey::derive(master, "witness"),
        }
    }

    /// A value by which a storage knows its master key again, without revealing it.
    pub(crate) fn check_value(&self) -> String {
        self.check.hex(&["this storage"])
    }

    pub(crate) fn lookup(&self, domain: &str, text: &str) -> String {
        BASE64URL_NOPAD.encode(&self.lookup.tag(&[domain, "\0", text]))
    }

    /// The tag of a row in `heads`.
    pub(crate) fn head_mac(&self, county: &str, stream: &str, seq: i64, hash: &str) -> String {
        self.heads.hex(&[county, "\n", stream, "\n", &seq.to_string(), "\n", hash])
    }

    /// A new data key, and how it is stored.
    pub(crate) fn new_person_key(
        &self,
        county: &str,
        person: &str,
    ) -> Result<(PersonKey, Vec<u8>), StoreError> {
        let secret = random();
        let wrapped = encrypt(&self.wrap, &place(county, person), secret.as_slice())?;
        Ok((PersonKey::new(&secret), wrapped))
    }

    pub(crate) fn unwrap_person_key(
        &self,
        county: &str,
        person: &str,
        wrapped: &[u8],
    ) -> Result<PersonKey, StoreError> {
        let broken =
            || StoreError::corrupt(format!("person_keys {county}/{person}"), "the key does not open");
        let secret = Zeroizing::new(decrypt(&self.wrap, &place(county, person), wrapped).ok_or_else(broken)?);
        let secret: [u8; 32] = secret.as_slice().try_into().map_err(|_| broken())?;
        Ok(PersonKey::new(&Zeroizing::new(secret)))
    }
}

fn place(county: &str, person: &str) -> String {
    format!("{county}/person_keys/{person}")
}

/// A fresh nonce of 12 bytes, then ciphertext and tag.
pub(super) fn encrypt(cipher: &Aes256Gcm, place: &str, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut nonce = [0u8; 12];
    draw(&mut nonce);
    let payload = Payload { msg: plain, aad: place.as_bytes() };
    let sealed = cipher
        .encrypt(&nonce.into(), payload)
        .map_err(|_| StoreError::Invalid("a value too long to seal".into()))?;
    Ok([&nonce[..], &sealed].concat())
}

/// The plain bytes, unless anything was changed or it belongs elsewhere.
pub(super) fn decrypt(cipher: &Aes256Gcm, place: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, rest) = sealed.split_at_checked(12)?;
    let nonce: [u8; 12] = nonce.try_into().ok()?;
    cipher.decrypt(&nonce.into(), Payload { msg: rest, aad: place.as_bytes() }).ok()
}

/// Sixteen random hexadecimal digits, for ids that need only be distinct.
pub(crate) fn random_suffix() -> String {
    let mut bytes = [0u8; 8];
    draw(&mut bytes);
    HEXLOWER.encode(&bytes)
}
