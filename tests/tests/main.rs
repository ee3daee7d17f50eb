//! Whole-system tests: the use cases on real storage, in folders of their own.

mod access;
mod acts;
mod cast;
mod house;
mod tidy;
