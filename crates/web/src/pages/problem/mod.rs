//! Problems of the follow-up: the register, finding one, and what is done about it.

pub(crate) mod find;
pub(crate) mod list;
pub(crate) mod read;
