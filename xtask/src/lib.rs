//! The chores of the project: `cargo xtask run`, `test`, `ui` and `tidy`.
//!
//! A library as well as a program, so that `tests/tests/tidy.rs` runs the same
//! checks as `cargo xtask tidy`. Kept light: it is the first thing that anybody
//! compiles.

pub mod check;
pub mod needs;
pub mod serve;
pub mod step;
pub mod tidy;
pub mod ui;
pub mod workspace;
