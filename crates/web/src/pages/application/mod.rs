//! Pages of a determination.

pub(crate) mod act;
mod act_parts;
mod act_read;
pub(crate) mod clock;
mod known;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod read;
pub(crate) mod reason;
pub(crate) mod receipts;
pub(crate) mod representative;
pub(crate) mod reveal;
mod ruling;
mod ticks;
pub(crate) mod timeline;
