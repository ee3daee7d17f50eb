//! The integration tests of the pure core, as one binary.

mod calendar;
mod case;
mod clock;
mod followup;
mod name_seal;
mod paper;
mod person;
mod rulebook;
mod supervision;
