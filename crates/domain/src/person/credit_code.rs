//! 統一社會信用代碼 of employers and organisations (GB 32100-2015).

use super::{check_digit, normalise, problem::NumberProblem};
use serde::Serialize;
use std::fmt;

/// A unified social credit code whose characters and check character are right.
///
/// It names an organisation, is printed on its licence, and may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct CreditCode(String);

impl CreditCode {
    /// Reads a code as typed; gaps, hyphens, full-width and small letters are
    /// accepted.
    ///
    /// # Errors
    /// The first fault. The check digit of the organisation code inside is not
    /// one, for some codes were given out without it: see
    /// [`CreditCode::organisation_code_fits`].
    pub fn parse(text: &str) -> Result<Self, NumberProblem> {
        let code = normalise::compact(text);
        match code.chars().count() {
            0 => return Err(NumberProblem::Empty),
            18 => {}
            _ => return Err(NumberProblem::WrongLength),
        }
        if !code.bytes().all(|c| check_digit::credit_value(c).is_some()) {
            return Err(NumberProblem::WrongCharacter);
        }
        if !code[2..8].bytes().all(|c| c.is_ascii_digit()) {
            return Err(NumberProblem::NotDigits);
        }
        if check_digit::credit(&code[..17]) != code.chars().next_back() {
            return Err(NumberProblem::WrongCheckDigit);
        }
        Ok(Self(code))
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The region where the organisation was registered, six digits.
    pub fn region(&self) -> &str {
        &self.0[2..8]
    }

    /// The organisation code inside (GB 11714), nine characters.
    pub fn organisation_code(&self) -> &str {
        &self.0[8..17]
    }

    /// Whether the organisation code inside fits its own check digit.
    pub fn organisation_code_fits(&self) -> bool {
        let code = self.organisation_code();
        check_digit::organisation(&code[..8]) == code.chars().next_back()
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
