//! Values that storage encrypts under the key of the person they are about.
//!
//! In JSON a sealed value stands as `{"$sealed": …}`; the storage room replaces what is
//! inside by ciphertext before anything is hashed or written. When a person's key has
//! been destroyed on purpose, reading gives [`Sealed::Erased`] and the case goes on
//! without the value.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that is personal. Its `Debug` never shows it.
#[derive(Clone, PartialEq, Eq)]
pub enum Sealed<T> {
    /// Readable: the person's key exists.
    Open(T),
    /// The person's key was destroyed; nobody can read this again.
    Erased,
}

impl<T> Sealed<T> {
    /// The value, unless erased.
    pub fn get(&self) -> Option<&T> {
        match self {
            Sealed::Open(value) => Some(value),
            Sealed::Erased => None,
        }
    }
}

impl<T> From<T> for Sealed<T> {
    fn from(value: T) -> Sealed<T> {
        Sealed::Open(value)
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Sealed::Open(_) => "Sealed(…)",
            Sealed::Erased => "Sealed(erased)",
        })
    }
}

#[derive(Serialize, Deserialize)]
struct Wrapper<T> {
    #[serde(rename = "$sealed")]
    inner: T,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Inner<T> {
    Erased {
        #[serde(rename = "$erased")]
        erased: bool,
    },
    Open(T),
}

impl<T: Serialize> Serialize for Sealed<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let inner = match self {
            Sealed::Open(value) => Inner::Open(value),
            Sealed::Erased => Inner::Erased { erased: true },
        };
        Wrapper { inner }.serialize(to)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Sealed<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Sealed<T>, D::Error> {
        let wrapper: Wrapper<Inner<T>> = Wrapper::deserialize(from)?;
        Ok(match wrapper.inner {
            Inner::Open(value) => Sealed::Open(value),
            Inner::Erased { .. } => Sealed::Erased,
        })
    }
}
