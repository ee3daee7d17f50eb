//! My work.

pub(crate) mod list;
