//! What the service signs with. Every signing key follows from the master key by its number and
//! its algorithm, so that a rotation brings no new secret that somebody would have to keep.

use std::fmt;

use ed25519_dalek::{Signature as Ed25519Signature, VerifyingKey as Ed25519Key};
use sm2::dsa::{Signature as Sm2Signature, VerifyingKey as Sm2Key};

use super::{MacKey, MasterKey, derived::derive};

/// The name of the signer in an SM2 signature, where nothing else is agreed upon (GM/T 0009).
const SM2_SIGNER: &str = "1234567812345678";
/// An uncompressed point: a byte that says so, and both coordinates.
const SM2_KEY: usize = 65;
const UNCOMPRESSED: u8 = 4;
/// A secret of SM2 is below the order of its curve, which one in four thousand million is not.
const TRIES: u32 = 16;

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Algorithm {
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// SM2 with SM3 (GB/T 32918, GB/T 32905).
    #[serde(rename = "SM2-SM3")]
    Sm2,
}

impl Algorithm {
    /// What the member `algorithm` of a signature says.
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Ed25519 => "Ed25519",
            Algorithm::Sm2 => "SM2-SM3",
        }
    }

    /// The algorithm of this name.
    pub fn named(name: &str) -> Option<Algorithm> {
        [Algorithm::Ed25519, Algorithm::Sm2].into_iter().find(|one| one.name() == name)
    }

    fn label(self) -> &'static str {
        match self {
            Algorithm::Ed25519 => "ed25519",
            Algorithm::Sm2 => "sm2",
        }
    }

    /// Whether a signature is of this message and was made by the key. A key has one algorithm
    /// by its length: none can be taken for one of the other.
    pub fn holds(self, key: &[u8], message: &[u8], value: &[u8]) -> bool {
        let held = match self {
            Algorithm::Ed25519 => ed25519_holds(key, message, value),
            Algorithm::Sm2 => sm2_holds(key, message, value),
        };
        held.is_some()
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn ed25519_holds(key: &[u8], message: &[u8], value: &[u8]) -> Option<()> {
    let key = Ed25519Key::from_bytes(key.try_into().ok()?).ok()?;
    key.verify_strict(message, &Ed25519Signature::from_slice(value).ok()?).ok()
}

fn sm2_holds(key: &[u8], message: &[u8], value: &[u8]) -> Option<()> {
    if key.len() != SM2_KEY || key.first() != Some(&UNCOMPRESSED) {
        return None;
    }
    let key = Sm2Key::from_sec1_bytes(SM2_SIGNER, key).ok()?;
    let value = Sm2Signature::from_slice(value).ok()?;
    sm2::dsa::signature::Verifier::verify(&key, message, &value).ok()
}

/// What the service vouches for.
#[derive(Clone, Debug)]
pub struct Signed {
    /// How it is signed.
    pub algorithm: Algorithm,
    /// The public key: 32 bytes for Ed25519, for SM2 the uncompressed point of 65.
    pub key: Vec<u8>,
    /// The signature: 64 bytes, for SM2 `r` and `s`.
    pub value: Vec<u8>,
}

/// A key to sign with.
pub(crate) enum Signer {
    Ed25519(Box<ed25519_dalek::SigningKey>),
    Sm2(Box<sm2::dsa::SigningKey>),
}

impl Signer {
    /// A signature that everybody can check.
    pub(crate) fn sign(&self, message: &[u8]) -> Signed {
        let value = match self {
            Signer::Ed25519(key) => ed25519_dalek::Signer::sign(key.as_ref(), message).to_bytes().to_vec(),
            Signer::Sm2(key) => {
                let value: Sm2Signature = sm2::dsa::signature::Signer::sign(key.as_ref(), message);
                value.to_bytes().to_vec()
            }
        };
        let (algorithm, key) = (self.algorithm(), self.public());
        Signed { algorithm, key, value }
    }

    fn algorithm(&self) -> Algorithm {
        match self {
            Signer::Ed25519(_) => Algorithm::Ed25519,
            Signer::Sm2(_) => Algorithm::Sm2,
        }
    }

    pub(crate) fn public(&self) -> Vec<u8> {
        match self {
            Signer::Ed25519(key) => key.verifying_key().to_bytes().to_vec(),
            Signer::Sm2(key) => sm2::PublicKey::from(key.verifying_key()).to_sec1_bytes().to_vec(),
        }
    }
}

/// Every key to sign with that follows from one master key.
pub(crate) struct Signers {
    first: ed25519_dalek::SigningKey,
    later: MacKey,
}

impl Signers {
    pub(super) fn of(master: &MasterKey) -> Signers {
        let first = ed25519_dalek::SigningKey::from_bytes(&derive(master, "sign"));
        Signers { first, later: MacKey::derive(master, "sign-later") }
    }

    /// The key with a number. The first was there before keys had numbers, and is of Ed25519
    /// whatever is asked for.
    pub(crate) fn signer(&self, number: u32, algorithm: Algorithm) -> Signer {
        if number <= 1 {
            return Signer::Ed25519(Box::new(self.first.clone()));
        }
        let label = format!("sign/{number}/{}", algorithm.label());
        let key = (0..TRIES).find_map(|again| {
            let again = if again == 0 { String::new() } else { format!("/{again}") };
            let secret = self.later.secret(&[&label, &again]);
            match algorithm {
                Algorithm::Ed25519 => {
                    Some(Signer::Ed25519(Box::new(ed25519_dalek::SigningKey::from_bytes(&secret))))
                }
                Algorithm::Sm2 => {
                    let key = sm2::dsa::SigningKey::from_slice(SM2_SIGNER, secret.as_slice()).ok()?;
                    Some(Signer::Sm2(Box::new(key)))
                }
            }
        });
        key.expect("one of sixteen secrets is below the order of the curve")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hexadecimal: &str) -> Vec<u8> {
        let plain: String = hexadecimal.split_whitespace().collect();
        data_encoding::HEXUPPER.decode(plain.as_bytes()).unwrap()
    }

    fn key() -> Vec<u8> {
        bytes(
            "04 09F9DF31 1E5421A1 50DD7D16 1E4BC5C6 72179FAD 1833FC07 6BB08FF3 56F35020
             CCEA490C E26775A5 2DC6EA71 8CC1AA60 0AED05FB F35E084A 6632F607 2DA9AD13",
        )
    }

    /// The example of GB/T 32918.5-2017, A.2: its key, its message and its signature.
    #[test]
    fn the_signature_of_the_standard_holds() {
        let value = bytes(
            "F5A03B06 48D2C463 0EEAC513 E1BB81A1 5944DA38 27D5B741 43AC7EAC EEE720B3
             B1B6AA29 DF212FD8 763182BC 0D421CA1 BB9038FD 1F7F42D4 840B69C4 85BBC1AA",
        );
        assert!(Algorithm::Sm2.holds(&key(), b"message digest", &value));
        assert!(!Algorithm::Sm2.holds(&key(), b"message digesu", &value));
        for at in 0..value.len() {
            let mut other = value.clone();
            other[at] ^= 1;
            assert!(!Algorithm::Sm2.holds(&key(), b"message digest", &other));
        }
    }

    #[test]
    fn the_key_of_the_standard_follows_from_its_secret() {
        let secret = bytes("3945208F 7B2144B1 3F36E38A C6D39F95 88939369 2860B51A 42FB81EF 4DF7C5B8");
        let signer = Signer::Sm2(Box::new(sm2::dsa::SigningKey::from_slice(SM2_SIGNER, &secret).unwrap()));
        assert_eq!(signer.public(), key());
        let signed = signer.sign(b"message digest");
        assert!(Algorithm::Sm2.holds(&signed.key, b"message digest", &signed.value));
    }

    #[test]
    fn no_signature_is_taken_for_one_of_another_key_or_algorithm() {
        let signers = Signers::of(&MasterKey::from_bytes([7; 32]));
        let all: Vec<_> =
            [(1, Algorithm::Ed25519), (2, Algorithm::Sm2), (2, Algorithm::Ed25519), (3, Algorithm::Sm2)]
                .map(|(number, algorithm)| signers.signer(number, algorithm).sign(b"text"))
                .into();
        for (at, signed) in all.iter().enumerate() {
            assert_eq!(signed.value.len(), 64);
            for algorithm in [Algorithm::Ed25519, Algorithm::Sm2] {
                for (by, other) in all.iter().enumerate() {
                    let holds = algorithm.holds(&other.key, b"text", &signed.value);
                    assert_eq!(holds, at == by && algorithm == signed.algorithm, "{at} {by} {algorithm}");
                }
            }
        }
        let compressed = [&[2], &all[1].key[1..33]].concat();
        assert!(!Algorithm::Sm2.holds(&compressed, b"text", &all[1].value));
    }

    /// A change of these would make every storage lose its keys.
    #[test]
    fn the_keys_of_a_master_key_stay_what_they_are() {
        let signers = Signers::of(&MasterKey::from_bytes([7; 32]));
        let begin = |number, algorithm| {
            data_encoding::HEXLOWER.encode(&signers.signer(number, algorithm).public()[..8])
        };
        assert_eq!(begin(1, Algorithm::Sm2), begin(1, Algorithm::Ed25519));
        assert_eq!(
            [begin(1, Algorithm::Ed25519), begin(2, Algorithm::Ed25519), begin(2, Algorithm::Sm2)],
            ["8671ca029e348ccc", "104958886847c3f1", "04949c403dc85c5d"]
        );
    }
}
