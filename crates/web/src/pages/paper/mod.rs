//! Papers: issued from a case, kept with it, and checked by anybody who holds one.

pub(crate) mod check;
mod fill;
pub(crate) mod issue;
pub(crate) mod list;
pub(crate) mod sign;
pub(crate) mod withdraw;

pub(crate) use issue::home;
