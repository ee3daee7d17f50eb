//! The public board.

pub(crate) mod list;
pub(crate) mod object;
