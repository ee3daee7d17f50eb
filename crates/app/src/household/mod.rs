//! Households: who belongs to one, and those of which nobody has work (C1.2, A7).
//!
//! * `act` does something, `member` reads what was said of a member, `look` looks every day
//! * `read` opens a household, `list` shows those of an agency and counts them down
//! * `assist` says what follows for the assistance of its members
//! * `relocate` says what the move of a member does to a household
//! * `terms` takes from the pack what the core needs, `write` makes one commit

mod act;
mod assist;
mod list;
mod look;
mod member;
mod read;
mod relocate;
mod terms;
mod write;

pub use act::HouseholdWish;
pub use list::{HouseholdFilter, HouseholdOnly, HouseholdPage, ListedHousehold, MonthCount};
pub use member::MemberGiven;
pub use read::{HouseholdFile, HouseholdPast};
pub(crate) use write::fold;
