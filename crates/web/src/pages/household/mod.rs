//! Households: the list with its count down, one household, and the acts.

pub(crate) mod act;
mod act_parts;
mod act_read;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod read;
mod refusal;
