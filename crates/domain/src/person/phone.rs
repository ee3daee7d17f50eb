//! Telephone numbers of the mainland in one normal form.

use super::{mask, normalise, problem::NumberProblem};
use std::fmt;

/// A mobile (`13812345678`) or a landline with its area code (`0451-84000000`).
///
/// Personal data: `Debug` is masked; [`Phone::as_str`] gives the whole number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as typed, with or without +86, gaps, hyphens, brackets.
    ///
    /// # Errors
    /// The first fault; a landline must bring its area code.
    pub fn parse(text: &str) -> Result<Self, NumberProblem> {
        let typed: String = normalise::compact(text).chars().filter(|c| !matches!(c, '(' | ')')).collect();
        if typed.is_empty() {
            return Err(NumberProblem::Empty);
        }
        let (digits, international) = without_country(&typed);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NumberProblem::NotDigits);
        }
        if digits.starts_with('1') && !(international && digits.starts_with("10")) {
            return mobile(digits).map(Self);
        }
        match digits.strip_prefix('0') {
            Some(rest) => landline(rest).map(Self),
            None if international => landline(digits).map(Self),
            None if matches!(digits.len(), 7 | 8) => Err(NumberProblem::NoAreaCode),
            None => Err(NumberProblem::WrongPhonePrefix),
        }
    }

    /// The whole number in its normal form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a mobile, so that a message can reach it.
    pub fn is_mobile(&self) -> bool {
        self.0.starts_with('1')
    }

    /// The number for people to see: `138****5678`.
    pub fn masked(&self) -> String {
        mask::phone(&self.0)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

/// The number without the country code, and whether it had one. A bare 86 is
/// taken for it only before a whole mobile, for no landline begins with 8.
fn without_country(typed: &str) -> (&str, bool) {
    let explicit = typed.strip_prefix("+86").or_else(|| typed.strip_prefix("0086"));
    let bare = typed.strip_prefix("86").filter(|rest| rest.len() == 11 && rest.starts_with('1'));
    match explicit.or(bare) {
        Some(rest) => (rest, true),
        None => (typed, false),
    }
}

/// Eleven digits beginning with 13 to 19.
fn mobile(digits: &str) -> Result<String, NumberProblem> {
    match (digits.len(), digits.as_bytes().get(1)) {
        (11, Some(b'3'..=b'9')) => Ok(digits.to_owned()),
        (11, _) => Err(NumberProblem::WrongPhonePrefix),
        _ => Err(NumberProblem::WrongLength),
    }
}

/// A landline given without the leading 0 of its area code.
fn landline(digits: &str) -> Result<String, NumberProblem> {
    let area_length = match digits.as_bytes() {
        [b'1', b'0', ..] | [b'2', ..] => 2,
        [b'3'..=b'9', ..] => 3,
        _ => return Err(NumberProblem::WrongPhonePrefix),
    };
    let (area, local) = digits.split_at_checked(area_length).ok_or(NumberProblem::WrongLength)?;
    let length_fits = if area_length == 2 { local.len() == 8 } else { matches!(local.len(), 7 | 8) };
    match local.as_bytes().first() {
        _ if !length_fits => Err(NumberProblem::WrongLength),
        Some(b'2'..=b'9') => Ok(format!("0{area}-{local}")),
        _ => Err(NumberProblem::WrongPhonePrefix),
    }
}
