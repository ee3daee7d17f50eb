//! `leye import`.

mod files;
mod kinds;
mod register;
mod roster;
