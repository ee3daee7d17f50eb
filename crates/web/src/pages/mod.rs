//! Pages for people: `<noun>/<verb>.rs` beside the template of the same path.

pub(crate) mod account;
pub(crate) mod agency;
pub(crate) mod application;
pub(crate) mod campaign;
pub(crate) mod check;
pub(crate) mod draft;
pub(crate) mod employer;
pub(crate) mod employment;
pub(crate) mod finding;
pub(crate) mod followup;
pub(crate) mod language;
pub(crate) mod letter;
pub(crate) mod name_seal;
pub(crate) mod notice;
pub(crate) mod original;
pub(crate) mod paper;
pub(crate) mod person;
pub(crate) mod problem;
pub(crate) mod rules;
pub(crate) mod scan;
pub(crate) mod session;
pub(crate) mod start;
pub(crate) mod supervision;
pub(crate) mod training;
pub(crate) mod user;
pub(crate) mod work;
