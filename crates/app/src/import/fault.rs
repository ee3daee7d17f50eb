//! What is wrong with a file, a heading, a row or a cell. Codes are keys of the words; what
//! is shown of a cell is masked.

use std::collections::BTreeMap;
use std::fmt::Display;

use leye_domain::person::mask;
use serde::Serialize;

/// A fault, or something worth knowing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The sheet; empty in CSV.
    pub sheet: String,
    /// The row as numbered in the sheet, from 1; none for the file as a whole.
    pub row: Option<u32>,
    /// The letter of the column; none for a whole row.
    pub column: Option<String>,
    /// The heading of the column, as it stands in the file.
    pub heading: Option<String>,
    /// What the column means to us.
    pub field: Option<String>,
    /// The kind of fault: `import-CODE` are its words.
    pub code: String,
    /// What the cell holds, masked.
    pub found: Option<String>,
    /// What the words are filled with.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

impl Fault {
    /// A fault of the file as a whole.
    pub(crate) fn of_file(code: &str) -> Fault {
        Fault { code: code.to_owned(), ..Fault::default() }
    }

    /// A fault of a row.
    pub(crate) fn of_row(row: u32, code: &str) -> Fault {
        Fault { row: Some(row), code: code.to_owned(), ..Fault::default() }
    }

    /// Fills the words with a value.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Display) -> Fault {
        self.values.insert(name.to_owned(), value.to_string());
        self
    }
}

/// The letter of a column, counted from 0: `A`, `B`, … `Z`, `AA`.
pub(crate) fn letter(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// The longest text of a cell that a fault repeats, in characters.
const SHOWN: usize = 24;

/// What may be shown of a cell, whatever column it stands in by mistake.
pub(crate) fn masked(field: &str, text: &str) -> String {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let short = |text: &str| text.chars().take(SHOWN).collect::<String>();
    if digits >= 15 {
        return short(&mask::number(text));
    }
    match field {
        "number" | "credit_code" => short(&mask::number(text)),
        "phone" => short(&mask::phone(text)),
        "address" => short(&mask::address(text)),
        "name" | "contact" if digits == 0 => short(&mask::name(text)),
        _ if digits >= 7 && !plain(field) => short(&mask::phone(text)),
        "certificate" | "household" | "name" | "contact" => mask::generic(text),
        _ => short(text),
    }
}

/// Fields that hold nothing personal, so that their digits may be read.
fn plain(field: &str) -> bool {
    matches!(
        field,
        "received"
            | "determined_on"
            | "employed_since"
            | "station"
            | "agency"
            | "code"
            | "parent"
            | "category"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_in_a_workbook() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letter), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_number_is_masked_in_whatever_column_it_stands() {
        for field in ["name", "category", "received", "address", "station"] {
            assert!(!masked(field, "230102197403021234").contains("19740302"), "{field}");
        }
        assert_eq!(masked("phone", "13812345678"), "138****5678");
        assert_eq!(masked("received", "2026-13-40"), "2026-13-40");
    }
}
