//! The real binary, as somebody at a terminal meets it: answers, exit codes, errors.

#![allow(clippy::unwrap_used)]

mod calendar;
mod config;
mod docs;
mod id;
mod operate;
mod pack;
mod person;
mod privacy;
mod retirement;
mod run;
mod serve;
mod service;
mod storage;
mod tls;
mod transfer;
mod user;
