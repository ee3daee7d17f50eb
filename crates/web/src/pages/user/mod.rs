//! Staff, for their administrator.

pub(crate) mod add;
pub(crate) mod change;
mod form;
pub(crate) mod list;
