//! Pages of employers.

pub(crate) mod list;
pub(crate) mod read;
