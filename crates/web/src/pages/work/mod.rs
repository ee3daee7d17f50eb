//! My work.

pub(crate) mod list;
mod other;
