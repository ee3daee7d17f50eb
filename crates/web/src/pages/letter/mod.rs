//! Letters to the people whom a case is about: `read` opens one, `text` has what it says, `sheet`
//! is what every letter is made of, also those of assistance.

pub(crate) mod read;
pub(crate) mod sheet;
mod text;
