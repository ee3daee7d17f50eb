//! Keys: the master key, what is derived from it, and one data key a person.

mod derived;
mod master;
mod person;
mod signing;

pub(crate) use derived::{Keys, MacKey, random_suffix};
pub use master::MasterKey;
pub(crate) use person::{KeyCache, PersonKey};
pub(crate) use signing::Signer;
pub use signing::{Algorithm, Signed};

/// The setting by which a storage knows its master key.
pub(crate) const KEY_CHECK: &str = "master_key_check";
