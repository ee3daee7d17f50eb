//! Whole-system tests: the use cases on real storage, in folders of their own.

mod access;
mod acts;
mod calendars;
mod cast;
mod clockwork;
mod erasure;
mod house;
mod scope;
mod separation;
mod tampering;
mod tidy;
