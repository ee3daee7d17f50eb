//! Originals: where each is, and how it travels.

pub(crate) mod away;
pub(crate) mod hand_over;
pub(crate) mod rows;
