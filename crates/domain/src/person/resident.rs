//! 公民身份號碼 and the cards that share its form (GB 11643-1999).

use super::{check_digit, mask, normalise, problem::NumberProblem};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Nobody who was born earlier was alive when numbers were first given out
/// (1984); such a year is a slip of the pen.
const FIRST_BIRTH_YEAR: i16 = 1850;

/// Sex as the 17th digit tells it: odd is male.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// 男
    #[serde(rename = "M")]
    Male,
    /// 女
    #[serde(rename = "F")]
    Female,
}

/// Which card a number stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdKind {
    /// 居民身份證
    Resident,
    /// 港澳台居民居住證, region 810000, 820000 or 830000
    HkMoTw,
    /// 外國人永久居留身份證, beginning with 9
    ForeignPermanent,
}

/// A person's 18-character number whose date and check digit are right.
///
/// It is personal data: `Debug` is masked, there is no `Display` and no
/// serde; whoever writes the full number must call [`ResidentNumber::as_str`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ResidentNumber {
    text: String,
    born: Date,
}

impl ResidentNumber {
    /// Reads a number as typed: 18 characters, or the 15 digits of before 1999,
    /// which gain the century 19 and their check digit. Gaps, hyphens,
    /// full-width digits and a small x are accepted.
    ///
    /// # Errors
    /// The first fault; [`NumberProblem::BornInFuture`] is judged by `today`.
    /// The region is never one: it may be any dissolved code.
    pub fn parse(text: &str, today: Date) -> Result<Self, NumberProblem> {
        let number = Self::from_stored(text)?;
        if number.born > today {
            return Err(NumberProblem::BornInFuture);
        }
        Ok(number)
    }

    /// Reads a number that was accepted on an earlier day, so that no `today`
    /// is needed; everything else is checked as in [`ResidentNumber::parse`].
    ///
    /// # Errors
    /// As [`ResidentNumber::parse`], save the future birth.
    pub fn from_stored(text: &str) -> Result<Self, NumberProblem> {
        let text = eighteen(normalise::compact(text))?;
        let born = born_of(&text)?;
        if !text.ends_with(check_digit::resident(&text[..17])) {
            return Err(NumberProblem::WrongCheckDigit);
        }
        Ok(Self { text, born })
    }

    /// The full number: for sealing and for the keyed hash, not for showing.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The date of birth.
    pub fn born(&self) -> Date {
        self.born
    }

    /// The sex, from the 17th digit.
    pub fn sex(&self) -> Sex {
        if (self.text.as_bytes()[16] - b'0') % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// The first six digits: the region of first registration, dissolved or
    /// not. On a foreigner's card they are 9, province and nationality.
    pub fn region(&self) -> &str {
        &self.text[..6]
    }

    /// Which card the number stands on.
    pub fn kind(&self) -> IdKind {
        kind_of(&self.text)
    }

    /// The number for people to see: region and last four.
    pub fn masked(&self) -> String {
        mask::number(&self.text)
    }
}

impl fmt::Debug for ResidentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResidentNumber({})", self.masked())
    }
}

/// The card that a number beginning like this stands on.
pub(super) fn kind_of(compact: &str) -> IdKind {
    if ["810000", "820000", "830000"].iter().any(|region| compact.starts_with(region)) {
        IdKind::HkMoTw
    } else if compact.starts_with('9') {
        IdKind::ForeignPermanent
    } else {
        IdKind::Resident
    }
}

/// The date in digits 7 to 14 of 18 characters whose first 17 are digits.
pub(super) fn born_of(text: &str) -> Result<Date, NumberProblem> {
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse::<i16>().ok());
    let date = || {
        let (month, day) = (i8::try_from(part(10..12)?).ok()?, i8::try_from(part(12..14)?).ok()?);
        Date::new(part(6..10)?, month, day).ok()
    };
    match date() {
        None => Err(NumberProblem::ImpossibleDate),
        Some(born) if born.year() < FIRST_BIRTH_YEAR => Err(NumberProblem::BornTooEarly),
        Some(born) => Ok(born),
    }
}

/// Whether this is the form of cards before December 2023: 3 letters, 12 digits.
pub(super) fn is_old_foreign_card(compact: &str) -> bool {
    let bytes = compact.as_bytes();
    bytes.len() == 15
        && bytes[..3].iter().all(u8::is_ascii_uppercase)
        && bytes[3..].iter().all(u8::is_ascii_digit)
}

/// The 18 characters of a compact number, of the right shape but not yet
/// checked; 15 digits are lengthened.
fn eighteen(compact: String) -> Result<String, NumberProblem> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    match compact.chars().count() {
        0 => Err(NumberProblem::Empty),
        15 if is_old_foreign_card(&compact) => Err(NumberProblem::OldForeignCard),
        15 if !digits(&compact) => Err(NumberProblem::NotDigits),
        15 => lengthened(&compact),
        18 if !digits(compact.strip_suffix('X').unwrap_or(&compact)) => Err(NumberProblem::NotDigits),
        18 => Ok(compact),
        _ => Err(NumberProblem::WrongLength),
    }
}

/// The 18-character form of 15 digits; only residents ever had the short form.
fn lengthened(fifteen: &str) -> Result<String, NumberProblem> {
    if kind_of(fifteen) != IdKind::Resident {
        return Err(NumberProblem::WrongLength);
    }
    let first_17 = format!("{}19{}", &fifteen[..6], &fifteen[6..]);
    let check = check_digit::resident(&first_17);
    Ok(first_17 + &check.to_string())
}
