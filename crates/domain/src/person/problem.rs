//! Why a number is not accepted.

use serde::{Serialize, Serializer};

/// What is wrong with a number, as a stable code that the pages translate.
///
/// No variant carries the number, nor the check digit that would have been
/// right: that would help to invent a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum NumberProblem {
    /// Nothing was given.
    #[error("the number is empty: enter it as printed on the card")]
    Empty,
    /// More or fewer characters than the kind has.
    #[error("the number has the wrong length: compare it with the card, character by character")]
    WrongLength,
    /// A character that is no digit where only a digit may stand.
    #[error("the number has a character that is not a digit: only the last may be X")]
    NotDigits,
    /// A letter that credit codes leave out (I, O, S, V, Z), or a sign.
    #[error("the code has a character that credit codes never use: check I and 1, O and 0")]
    WrongCharacter,
    /// The last character does not fit the others.
    #[error("the check digit does not fit: at least one character is mistyped")]
    WrongCheckDigit,
    /// The date of birth inside does not exist.
    #[error("the date of birth inside the number does not exist: check digits 7 to 14")]
    ImpossibleDate,
    /// The date of birth inside lies after today.
    #[error("the date of birth inside the number is in the future: check digits 7 to 14")]
    BornInFuture,
    /// The date of birth inside is older than anybody who was ever numbered.
    #[error("the date of birth inside the number is too long ago: check digits 7 to 10")]
    BornTooEarly,
    /// A foreign permanent residence card issued before December 2023.
    #[error("this is the number of an older card without a full date: use the 18-digit card")]
    OldForeignCard,
    /// The disability type is not 1 to 7.
    #[error("the disability type, character 19, is not 1 to 7")]
    WrongDisabilityType,
    /// The disability grade is not 1 to 4.
    #[error("the disability grade, character 20, is not 1 to 4")]
    WrongDisabilityGrade,
    /// What follows the grade is not a mark of reissue.
    #[error("after the grade only letters and digits may follow")]
    WrongSuffix,
    /// A landline without its area code.
    #[error("the landline lacks its area code: write it as 0451-84000000")]
    NoAreaCode,
    /// No mobile or landline number begins like this.
    #[error("no telephone number begins like this: a mobile begins with 13 to 19")]
    WrongPhonePrefix,
}

impl NumberProblem {
    /// The stable code, in kebab case, by which messages are looked up.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::WrongLength => "wrong-length",
            Self::NotDigits => "not-digits",
            Self::WrongCharacter => "wrong-character",
            Self::WrongCheckDigit => "wrong-check-digit",
            Self::ImpossibleDate => "impossible-date",
            Self::BornInFuture => "born-in-future",
            Self::BornTooEarly => "born-too-early",
            Self::OldForeignCard => "old-foreign-card",
            Self::WrongDisabilityType => "wrong-disability-type",
            Self::WrongDisabilityGrade => "wrong-disability-grade",
            Self::WrongSuffix => "wrong-suffix",
            Self::NoAreaCode => "no-area-code",
            Self::WrongPhonePrefix => "wrong-phone-prefix",
        }
    }
}

impl Serialize for NumberProblem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
