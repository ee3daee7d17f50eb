//! The web room from outside: one binary for the whole crate.

mod api;
mod operate;
mod registers;
