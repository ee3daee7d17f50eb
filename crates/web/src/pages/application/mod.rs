//! Pages of a determination.

pub(crate) mod act;
mod act_parts;
mod act_read;
pub(crate) mod clock;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod read;
pub(crate) mod reason;
pub(crate) mod representative;
pub(crate) mod reveal;
mod ticks;
mod timeline;
