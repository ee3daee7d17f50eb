//! Every statement, by name. One subset of SQL for SQLite and PostgreSQL:
//!
//! * parameters are `$1`, `$2`, …, and first appear in that order;
//! * `INSERT … ON CONFLICT`, no function that only one database knows;
//! * an optional condition takes the empty text for "any" (`$2 = '' OR …`), so that one
//!   prepared statement serves, and parameters always have a kind;
//! * a list comes as `,a,b,` and is asked with `LIKE`: codes and states hold no `%`, and
//!   `_` stands for itself among them because no two differ in one letter only there;
//! * every statement on a spread table names `county` in its joins, and is bound to one
//!   county or listed in [`spread::EVERYWHERE`].
//!
//! [`all`] lists them for the conformance tests.

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub const $name: &str = $sql;)*
        /// Name and text of every statement of this module.
        pub const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

pub mod case;
pub mod dossiers;
pub mod employers;
pub mod events;
pub mod findings;
pub mod lists;
pub mod people;
pub mod reference;
pub mod spread;
pub mod terms;
pub mod transfer;
pub mod worklist;

pub use spread::{REFERENCE, SPREAD};

/// Name and text of every statement, for conformance tests.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        case::ALL,
        dossiers::ALL,
        employers::ALL,
        events::ALL,
        findings::ALL,
        lists::ALL,
        people::ALL,
        reference::ALL,
        terms::ALL,
        transfer::ALL,
        worklist::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}
