//! Letters to the people whom a case is about.

pub(crate) mod read;
mod text;
