//! One screening over several machines, on an Apache Ballista cluster.
//!
//! The people file is cut into slices of whole households. A slice is one partition of a
//! physical plan ([`plan`]); executors judge it by the same compiled predicates as one machine
//! does, and what they find is merged in the order of the file. The pack travels in the plan
//! ([`job`]), so that an executor needs nothing but the people file, under the same path.
//!
//! A people file that cannot be judged is an answer and not a failure: it comes back as a row
//! that says why, and is not tried again.
//!
//! No other room knows Ballista. Without the feature `ballista` this room is empty.
#![cfg(feature = "ballista")]

mod client;
mod codec;
mod error;
mod job;
mod plan;
mod process;

pub use client::{Request, screen};
pub use error::ClusterError;
pub use process::{Executor, Scheduler};
