//! Coming in and going out.

pub(crate) mod back;
pub(crate) mod cookie;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
