//! The real binary, as somebody at a terminal meets it: answers, exit codes, errors.

#![allow(clippy::unwrap_used)]

mod bad_storage;
mod calendar;
mod id;
mod pack;
mod person;
mod retirement;
mod run;
mod serve;
mod storage;
mod transfer;
mod user;
