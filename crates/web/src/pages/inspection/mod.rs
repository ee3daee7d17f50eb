//! Inspections of offices and stations (B2c): the list, recording one, and how its findings stand.

pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod record;
