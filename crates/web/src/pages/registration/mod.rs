//! Registration as unemployed and the certificate: how it stands, the acts, and lists.

pub(crate) mod act;
mod act_parts;
mod act_read;
pub(crate) mod list;
pub(crate) mod read;
mod refusal;
mod told;
