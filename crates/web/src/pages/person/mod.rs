//! People who are served, and their files.

mod facts;
pub(crate) mod find;
pub(crate) mod read;
pub(crate) mod reveal;
