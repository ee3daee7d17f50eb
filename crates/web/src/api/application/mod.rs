//! A determination over the API: one verb a file, as in the use cases.

pub(super) mod act;
pub(super) mod act_body;
pub(super) mod act_parts;
pub(super) mod clocks;
pub(super) mod events;
pub(super) mod past;
pub(super) mod read;
pub(super) mod receipts;
mod representative;
pub(super) mod ruling;
pub(super) mod submit;
