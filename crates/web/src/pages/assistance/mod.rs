//! One-to-one assistance (A7): the list, the file of a person, and a form for each act.

pub(crate) mod act;
mod form;
mod input;
pub(crate) mod letter;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod words;
