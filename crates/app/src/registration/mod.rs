//! Registration as unemployed, and the certificate: one stream a person, kept by the station.
//!
//! * `act` does something, `read` opens a register, `list` shows those of an agency
//! * `terms` takes from the pack what the core needs, `write` makes one commit

mod act;
mod list;
mod read;
mod terms;
mod write;

pub use list::{ListedRegistration, RegistrationFilter, RegistrationOnly, RegistrationPage};
pub use read::{RegistrationFile, RegistrationPast};
pub(crate) use write::fold;
