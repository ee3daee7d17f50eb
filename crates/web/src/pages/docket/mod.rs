//! Dockets of missed time limits (A2).

pub(crate) mod list;
pub(crate) mod read;
