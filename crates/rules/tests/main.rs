//! Rulings: the shipped pack against a plain reading of the rules, bad input, bytes.

#![allow(clippy::unwrap_used)]

mod bad_input;
mod bytes;
mod dates;
mod examples;
mod exceptions;
mod oracle;
mod packs;
mod people;
mod predicates;
mod random;
mod sample;
mod slices;
mod trace;
