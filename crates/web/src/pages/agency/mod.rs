//! The tree of agencies.

pub(crate) mod change;
pub(crate) mod list;
