//! From the bytes of a file to rows of text: workbooks and CSV in one form.

mod encoding;
mod plain;
mod workbook;

use super::fault::Fault;

/// More rows than any register of a city has. A file that goes beyond is not a register.
pub const MOST_ROWS: usize = 400_000;

/// Columns beyond this one are not read: no register is so wide, and a stray mark far to
/// the right must not cost memory.
pub(super) const MOST_COLUMNS: usize = 256;

/// What is worth knowing of a cell beside its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The workbook holds a number here and not text.
    Number,
    /// The text is that of the cell above it or to its left, with which it is merged.
    Merged,
}

/// A row, its texts kept in one piece of memory.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// As the program that made the sheet numbers it, from 1.
    pub number: u32,
    texts: csv::StringRecord,
    marks: Vec<(u16, Mark)>,
}

impl Row {
    /// A row without marks.
    pub(super) fn plain(number: u32, texts: csv::StringRecord) -> Row {
        Row { number, texts, marks: Vec::new() }
    }

    /// The text of a cell, as it stands there; empty where there is none.
    pub(crate) fn text(&self, column: usize) -> &str {
        self.texts.get(column).unwrap_or_default()
    }

    /// Every text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter()
    }

    /// What is worth knowing of a cell.
    pub(crate) fn mark(&self, column: usize) -> Option<Mark> {
        self.marks.iter().find(|(at, _)| usize::from(*at) == column).map(|(_, mark)| *mark)
    }

    /// Whether no cell holds anything.
    pub(crate) fn is_blank(&self) -> bool {
        self.texts.iter().all(|text| super::text::clean(text).is_empty())
    }
}

/// One sheet, blank rows left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    /// Its name in the workbook; empty for CSV.
    pub name: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// How the bytes are to be read, where that is not told from them.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The sheet of a workbook, by name or by number from 1; without it the only one with
    /// anything in it.
    pub sheet: Option<String>,
    /// The encoding of CSV; without it, it is told from the bytes.
    pub encoding: Option<String>,
}

/// Says how well the first rows of a text can be read: how many headings they name.
pub(crate) type Judge<'a> = &'a dyn Fn(&[Row]) -> usize;

/// Reads the sheet.
///
/// # Errors
/// The one fault of the file as a whole: locked, empty, not a sheet, several sheets.
pub(crate) fn read(bytes: &[u8], reading: &Reading, judge: Judge<'_>) -> Result<Sheet, Fault> {
    if bytes.is_empty() {
        return Err(Fault::of_file("file-empty"));
    }
    let sheet = match workbook::kind(bytes) {
        Some(kind) => workbook::read(bytes, kind, reading.sheet.as_deref())?,
        None => plain::read(bytes, reading.encoding.as_deref(), judge)?,
    };
    if sheet.rows.is_empty() {
        return Err(Fault::of_file("file-empty"));
    }
    Ok(sheet)
}
