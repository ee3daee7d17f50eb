//! The integration tests of the pure core, as one binary.

mod accountability;
mod assistance;
mod calendar;
mod case;
mod clock;
mod complaint;
mod desk;
mod followup;
mod household;
mod name_seal;
mod paper;
mod person;
mod rating;
mod registration;
mod relocation;
mod rulebook;
mod supervision;
