//! What may be done in a follow-up.

pub(crate) mod answers;
mod conflict;
mod report;
mod risk;

use super::FollowUp;
use crate::employment::Job;

pub(crate) use report::report;

/// A job with its follow-up.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) employment: u32,
    pub(crate) job: &'a Job,
    pub(crate) follow_up: &'a FollowUp,
}
