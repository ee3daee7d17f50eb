//! What the storage room promises, checked from outside.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[macro_use]
mod fixture;

mod backup;
mod bucket;
mod chain;
mod citus;
mod commit;
mod concurrency;
mod conformance;
mod copy;
mod crash;
mod dossiers;
mod files;
mod people;
mod rebuild;
mod reference;
mod seal;
mod statements;
mod transfer;
mod upgrade;
mod worklist;
