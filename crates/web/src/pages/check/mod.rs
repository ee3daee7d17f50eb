//! The self-check: one question a page, only those that can still change the answer, and at
//! the end what to bring and where to go. Nothing is kept: the answers travel in the forms.

mod answers;
mod bring;
mod flow;
mod place;
mod question;
mod result;
mod state;

pub(crate) use bring::proof_title;
pub(crate) use flow::{begin, send};
pub(crate) use question::value_words;
