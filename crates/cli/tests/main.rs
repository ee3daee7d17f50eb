//! The real binary, as somebody at a terminal meets it: answers, exit codes, errors.

#![allow(clippy::unwrap_used)]

mod calendar;
mod id;
mod import;
mod pack;
mod person;
mod retirement;
mod run;
mod serve;
mod storage;
mod user;
