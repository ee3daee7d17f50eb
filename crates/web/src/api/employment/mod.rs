//! The jobs of a person over the API.

pub(super) mod list;
pub(super) mod register;
