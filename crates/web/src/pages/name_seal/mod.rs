//! Name seals: who has which.

pub(crate) mod list;
