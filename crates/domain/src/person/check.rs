//! `leye id check`: what kind of number this is, and whether it can be one.

use super::check_digit;
use super::credit_code::CreditCode;
use super::disability::DisabilityNumber;
use super::legacy::{Hint, LegacyRegion, region_hint};
use super::problem::NumberProblem;
use super::resident::{self, IdKind, ResidentNumber, Sex};
use super::{mask, normalise};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The kinds of number that [`check`] tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberKind {
    /// 居民身份證
    Resident,
    /// 港澳台居民居住證
    HkMoTw,
    /// 外國人永久居留身份證
    ForeignPermanent,
    /// 統一社會信用代碼
    CreditCode,
    /// 殘疾人證
    Disability,
}

/// One checked number; its JSON is that of `leye id check` in the contracts.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// The number as it was given.
    pub number: String,
    /// The kind; of an invalid number a guess.
    pub kind: NumberKind,
    /// Whether the number can be one of its kind.
    pub valid: bool,
    /// Date of birth, where the kind has one and the number is valid.
    pub born: Option<Date>,
    /// Sex, where the kind has one and the number is valid.
    pub sex: Option<Sex>,
    /// Region code of six digits, where the kind has one and the number is valid.
    pub region: Option<String>,
    /// What is wrong; `None` exactly when the number is valid.
    pub problem: Option<NumberProblem>,
    /// What is odd about a valid number.
    pub hint: Option<Hint>,
}

impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checked")
            .field("number", &mask::number(&self.number))
            .field("kind", &self.kind)
            .field("problem", &self.problem)
            .field("hint", &self.hint)
            .finish_non_exhaustive()
    }
}

/// Checks a number of any kind; `legacy` is the pack's table of region codes.
pub fn check(number: &str, today: Date, legacy: &[LegacyRegion]) -> Checked {
    let kind = guess(&normalise::compact(number));
    let facts = match kind {
        NumberKind::CreditCode => CreditCode::parse(number).map(|code| of_code(&code)),
        NumberKind::Disability => {
            DisabilityNumber::parse(number, today).map(|certificate| of_person(certificate.holder(), legacy))
        }
        _ => ResidentNumber::parse(number, today).map(|person| of_person(&person, legacy)),
    };
    let problem = facts.as_ref().err().copied();
    let Facts { born, sex, region, hint } = facts.unwrap_or_default();
    let valid = problem.is_none();
    Checked { number: number.to_owned(), kind, valid, born, sex, region, problem, hint }
}

/// What a valid number tells.
#[derive(Default)]
struct Facts {
    born: Option<Date>,
    sex: Option<Sex>,
    region: Option<String>,
    hint: Option<Hint>,
}

fn of_person(number: &ResidentNumber, legacy: &[LegacyRegion]) -> Facts {
    // A foreigner's card has province and nationality there, which is no region.
    let has_region = number.kind() != IdKind::ForeignPermanent;
    Facts {
        born: Some(number.born()),
        sex: Some(number.sex()),
        region: has_region.then(|| number.region().to_owned()),
        hint: region_hint(number, legacy),
    }
}

fn of_code(code: &CreditCode) -> Facts {
    Facts {
        region: Some(code.region().to_owned()),
        hint: (!code.organisation_code_fits()).then_some(Hint::OrganisationCode),
        ..Facts::default()
    }
}

/// The most likely kind of a compact number, valid or not.
fn guess(compact: &str) -> NumberKind {
    let length = compact.chars().count();
    if resident::is_old_foreign_card(compact) {
        NumberKind::ForeignPermanent
    } else if length <= 18 && is_like_credit_code(compact) {
        NumberKind::CreditCode
    } else if length > 18 {
        NumberKind::Disability
    } else {
        match resident::kind_of(compact) {
            IdKind::Resident => NumberKind::Resident,
            IdKind::HkMoTw => NumberKind::HkMoTw,
            IdKind::ForeignPermanent => NumberKind::ForeignPermanent,
        }
    }
}

/// Whether a number of at most 18 characters is rather a credit code.
///
/// Letters before the last place decide, save those that credit codes leave
/// out because they are slips for digits (O for 0). Without letters, 18 places
/// with a possible date of birth are a person's; without one they are a code
/// when it is whole, or when it begins with 9, as companies' codes do.
fn is_like_credit_code(compact: &str) -> bool {
    let body = compact.strip_suffix('X').unwrap_or(compact);
    if body.bytes().any(|c| c.is_ascii_alphabetic()) {
        let letters = || body.bytes().filter(u8::is_ascii_alphabetic);
        return letters().any(|c| check_digit::credit_value(c).is_some());
    }
    let is_whole = || CreditCode::parse(compact).is_ok_and(|code| is_common_code(&code));
    let century = compact.get(6..8);
    compact.len() == 18
        && resident::born_of(compact).is_err()
        && (is_whole() || (compact.starts_with('9') && !matches!(century, Some("19" | "20"))))
}

/// Whether a code that is all digits may be trusted to be no mistyped resident
/// number: its registrar is a common one and its inner check digit fits too.
fn is_common_code(code: &CreditCode) -> bool {
    let registrars = ["11", "12", "13", "19", "51", "52", "53", "59", "91", "92", "93"];
    registrars.contains(&&code.as_str()[..2]) && code.organisation_code_fits()
}
