//! Employers: find and open, and write an entry.

mod read;
mod write;

pub use read::{EmployerAfter, EmployerQuery};
pub(crate) use write::{EmployerWrite, row};
