//! The register of determined people: what a screening finds about them, and how a station
//! reviews it.

mod close;
mod facts;
mod list;
mod read;
mod screen;
pub(crate) mod write;

pub use close::ReviewClosing;
pub(crate) use close::noted;
pub(crate) use facts::met;
pub use list::{Finding, FindingFilter, FindingKind, FindingPage, What};
pub use read::{ReasonFile, ReviewFile};
pub use screen::RegisterScreening;
