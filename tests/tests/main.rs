//! Whole-system tests: the use cases on real storage, in folders of their own.

mod access;
mod acts;
mod assistance;
mod at_once;
mod calendars;
mod cast;
mod clockwork;
mod erasure;
mod faults;
mod followup;
mod house;
mod households;
mod papers;
mod record;
mod register;
mod registration;
mod representatives;
mod rulebook;
mod scope;
mod separation;
mod session;
mod supervision;
mod tampering;
mod tidy;
