//! The region codes that identity numbers may begin with, dissolved ones included.

use leye_domain::person::LegacyRegion;

use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::sheet::{Row, rows};

const FILE: &str = "legacy_regions.csv";
const COLUMNS: [&str; 4] = ["code", "name", "start_year", "end_year"];

pub(crate) fn read_all(folder: &Folder<'_>) -> Vec<LegacyRegion> {
    let Some(source) = folder.source(FILE) else {
        return Vec::new();
    };
    rows(source, &COLUMNS).iter().map(read_one).collect()
}

fn read_one(row: &Row<'_>) -> LegacyRegion {
    let code = row.field(0);
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        row.fault(0, Code::WrongCode, format!("`{code}` is no region code"), "write its 6 digits");
    }
    if row.field(1).is_empty() {
        row.fault(1, Code::MissingKey, "the region has no name".to_owned(), "add the name");
    }
    let (start_year, end_year) = (read_year(row, 2), read_year(row, 3));
    if start_year.zip(end_year).is_some_and(|(start, end)| end < start) {
        let message = "the last year lies before the first".to_owned();
        row.fault(3, Code::ReversedDates, message, "swap or correct the two years");
    }
    LegacyRegion { code: code.to_owned(), name: row.field(1).to_owned(), start_year, end_year }
}

/// An empty year is one that is not known, or not over.
fn read_year(row: &Row<'_>, column: usize) -> Option<i16> {
    let text = row.field(column);
    let year = text.parse().ok().filter(|year| (1900..=2999).contains(year));
    if !text.is_empty() && year.is_none() {
        row.fault(
            column,
            Code::WrongType,
            format!("`{text}` is no year"),
            "write four digits, or leave it empty",
        );
    }
    year
}
