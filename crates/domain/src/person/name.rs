//! A person's name as it stands on the card.

use super::{mask, normalise};
use std::fmt;

/// The longest name that a card can hold, in characters.
const LONGEST: usize = 50;

/// A person's name: trimmed, with one spelling of gaps and of the middle dot.
///
/// Personal data: `Debug` is masked; [`PersonName::as_str`] gives the whole name.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonName(String);

/// Why a name is not accepted; its code is the key of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum NameProblem {
    /// Nothing was given.
    #[error("the name is empty: enter it as on the card")]
    Empty,
    /// More than 50 characters.
    #[error("the name is longer than 50 characters: enter it as on the card")]
    TooLong,
    /// A control or invisible character, which would hide what is stored.
    #[error("the name has an invisible character: type it instead of pasting it")]
    ControlCharacter,
    /// Only digits or signs.
    #[error("the name has no letter or character: enter it as on the card")]
    NoLetters,
}

impl NameProblem {
    /// The stable code, in kebab case, by which messages are looked up.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "name-empty",
            Self::TooLong => "name-too-long",
            Self::ControlCharacter => "name-control-character",
            Self::NoLetters => "name-no-letters",
        }
    }
}

impl PersonName {
    /// Reads a name as typed. A gap between two Han characters is dropped
    /// (`張　三` on ruled forms), others become one space; every middle dot
    /// becomes `·`; rare characters of all extensions are kept.
    ///
    /// # Errors
    /// The first fault.
    pub fn parse(text: &str) -> Result<Self, NameProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NameProblem::Empty);
        }
        if text.chars().any(|c| c.is_control() || normalise::is_invisible(c)) {
            return Err(NameProblem::ControlCharacter);
        }
        let name = with_even_gaps(text);
        if name.chars().count() > LONGEST {
            return Err(NameProblem::TooLong);
        }
        if !name.chars().any(|c| c.is_alphabetic() || is_han(c)) {
            return Err(NameProblem::NoLetters);
        }
        Ok(Self(name))
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as a public notice shows it: `劉**`.
    pub fn masked(&self) -> String {
        mask::name(&self.0)
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonName({})", self.masked())
    }
}

/// Whether a character is written in Han script: all blocks and extensions,
/// and the private area that older registers used for rare characters.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{E000}'..='\u{F8FF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Whether a character only chooses the form of the one before it.
pub(super) fn is_variation(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The middle dot for any of the dots that input methods give in its place.
fn middle_dot(c: char) -> char {
    match c {
        '\u{2022}' | '\u{2027}' | '\u{22C5}' | '\u{30FB}' | '\u{FF65}' => '\u{00B7}',
        other => other,
    }
}

/// The words of a trimmed text, joined: Han to Han directly, else by a space.
fn with_even_gaps(text: &str) -> String {
    let mut name = String::new();
    for word in text.split_whitespace() {
        let before = name.chars().rev().find(|&c| !is_variation(c));
        let (from_han, to_han) = (before.is_none_or(is_han), word.chars().next().is_some_and(is_han));
        if before.is_some() && !(from_han && to_han) {
            name.push(' ');
        }
        name.extend(word.chars().map(middle_dot));
    }
    name
}
