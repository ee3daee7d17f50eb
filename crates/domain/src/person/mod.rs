//! Who somebody is: identity numbers, names, telephones, ages, and what of them may be shown.
//!
//! Everything here is a pure function of what was typed and of the day given;
//! the numbers of a rule (retirement, dissolved regions) come in as data.
//! `Debug` of every personal type is masked, and none of them has `Display`.

pub mod age;
pub mod birth_month;
pub mod check;
mod check_digit;
pub mod credit_code;
pub mod disability;
pub mod legacy;
pub mod mask;
pub mod name;
mod normalise;
pub mod phone;
pub mod problem;
pub mod resident;
pub mod retirement;

pub use age::{birthday_in, completed_years};
pub use birth_month::{BirthMonth, UnknownBirthMonth};
pub use check::{Checked, NumberKind, check};
pub use credit_code::CreditCode;
pub use disability::{DisabilityGrade, DisabilityNumber, DisabilityType};
pub use legacy::{Hint, LegacyRegion, legacy_rows, region_hint};
pub use name::{NameProblem, PersonName};
pub use phone::Phone;
pub use problem::NumberProblem;
pub use resident::{IdKind, ResidentNumber, Sex};
pub use retirement::{
    Retirement, RetirementClass, RetirementRule, RetirementRules, UnknownRetirementClass,
    statutory_retirement,
};
