//! Badges and who is on duty (A9): the week of an agency with its badges, the sign on a desk, and the page
//! on which anybody checks a badge.

pub(crate) mod check;
pub(crate) mod roster;
pub(crate) mod sign;
