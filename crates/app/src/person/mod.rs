//! Use cases of a person's file: one verb a file.

mod card;
mod erase;
mod fault;
mod find;
mod read;
pub(crate) mod write;

pub(crate) use card::{Card, Cards};
pub use fault::faults;
pub(crate) use fault::text_fault;
pub use find::Found;
pub use read::PersonFile;
pub(crate) use write::{PersonWrite, keep_known};
