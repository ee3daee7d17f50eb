//! 殘疾人證 numbers: the holder's number, type and grade, perhaps a reissue mark.

use super::{mask, normalise, problem::NumberProblem, resident::ResidentNumber};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The kind of disability, in the order of its digit, 1 to 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DisabilityType {
    /// 視力
    Visual,
    /// 聽力
    Hearing,
    /// 言語
    Speech,
    /// 肢體
    Physical,
    /// 智力
    Intellectual,
    /// 精神
    Mental,
    /// 多重
    Multiple,
}

impl DisabilityType {
    /// The type that a digit stands for, `None` outside 1 to 7.
    fn from_digit(digit: char) -> Option<Self> {
        Some(match digit {
            '1' => Self::Visual,
            '2' => Self::Hearing,
            '3' => Self::Speech,
            '4' => Self::Physical,
            '5' => Self::Intellectual,
            '6' => Self::Mental,
            '7' => Self::Multiple,
            _ => return None,
        })
    }
}

/// The grade of a disability, 1 (heaviest) to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DisabilityGrade(u8);

impl DisabilityGrade {
    /// The grade as a number, 1 to 4.
    pub fn get(self) -> u8 {
        self.0
    }
}

/// A disability certificate's number; like the resident number that it holds,
/// it has no `Display`, and here even type and grade stay out of `Debug`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DisabilityNumber {
    text: String,
    holder: ResidentNumber,
    disability: DisabilityType,
    grade: DisabilityGrade,
}

impl DisabilityNumber {
    /// Reads a number as typed: 20 characters, or up to 22 with a reissue mark.
    ///
    /// # Errors
    /// The first fault, those of the holder's number before those of the rest.
    pub fn parse(text: &str, today: Date) -> Result<Self, NumberProblem> {
        let text = normalise::compact(text);
        match text.chars().count() {
            0 => return Err(NumberProblem::Empty),
            20..=22 => {}
            _ => return Err(NumberProblem::WrongLength),
        }
        if !text.is_ascii() {
            return Err(NumberProblem::NotDigits);
        }
        let holder = ResidentNumber::parse(&text[..18], today)?;
        let (disability, grade) = type_and_grade(&text[18..])?;
        Ok(Self { text, holder, disability, grade })
    }

    /// The full number, with the reissue mark: for sealing, not for showing.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The holder's resident number, the first 18 characters.
    pub fn holder(&self) -> &ResidentNumber {
        &self.holder
    }

    /// The kind of disability; a fact about health.
    pub fn disability(&self) -> DisabilityType {
        self.disability
    }

    /// The grade; a fact about health.
    pub fn grade(&self) -> DisabilityGrade {
        self.grade
    }

    /// The mark of reissue, such as `B1`, if there is one.
    pub fn suffix(&self) -> Option<&str> {
        Some(&self.text[20..]).filter(|mark| !mark.is_empty())
    }

    /// The number for people to see: the holder's region and last four only.
    pub fn masked(&self) -> String {
        mask::number(&self.text)
    }
}

impl fmt::Debug for DisabilityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DisabilityNumber({})", self.masked())
    }
}

/// Reads what follows the holder's number: ASCII, at least two characters.
fn type_and_grade(tail: &str) -> Result<(DisabilityType, DisabilityGrade), NumberProblem> {
    let mut chars = tail.chars();
    let disability =
        chars.next().and_then(DisabilityType::from_digit).ok_or(NumberProblem::WrongDisabilityType)?;
    let grade = match chars.next().and_then(|c| c.to_digit(10)) {
        Some(grade @ 1..=4) => DisabilityGrade(grade as u8),
        _ => return Err(NumberProblem::WrongDisabilityGrade),
    };
    if !chars.all(|c| c.is_ascii_alphanumeric()) {
        return Err(NumberProblem::WrongSuffix);
    }
    Ok((disability, grade))
}
