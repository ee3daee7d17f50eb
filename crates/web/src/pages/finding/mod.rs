//! What screenings found: lists, and closing a review or an entry of the outreach.

pub(crate) mod list;
pub(crate) mod outreach;
pub(crate) mod reasons;
pub(crate) mod review;
