//! The use cases on real storage: one binary for the whole crate.

mod demo;
