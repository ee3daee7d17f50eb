//! Guidance notes (B2b): the list, writing one, and what is done about it.

pub(crate) mod give;
pub(crate) mod list;
pub(crate) mod read;
