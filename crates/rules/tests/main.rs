//! Rulings: the shipped pack against a plain reading of the rules, bad input, bytes.

#![allow(clippy::unwrap_used)]

mod ask;
mod bad_input;
mod bytes;
mod dates;
mod examples;
mod exceptions;
mod exits;
mod oracle;
mod packs;
mod people;
mod predicates;
mod random;
mod rehearse;
mod sample;
mod slices;
mod trace;
