//! Follow-up over the API: what is owed, and visits that are delivered.

pub(super) mod list;
pub(super) mod visit;
