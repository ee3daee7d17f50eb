//! The jobs of a person: registered, corrected, ended (B1).

pub(crate) mod correct;
pub(crate) mod end;
mod facts;
pub(crate) mod list;
pub(crate) mod reason;
pub(crate) mod register;
pub(crate) mod support;
