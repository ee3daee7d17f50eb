//! The real binary, as somebody at a terminal meets it: answers, exit codes, errors.

#![allow(clippy::unwrap_used)]

mod bad_storage;
mod calendar;
mod config;
mod database;
mod docs;
mod findings;
mod form;
mod guide;
mod id;
mod import;
mod key;
mod operate;
mod pack;
mod person;
mod privacy;
mod retirement;
mod run;
mod screen;
mod serve;
mod service;
mod storage;
mod tls;
mod training;
mod transfer;
mod user;
