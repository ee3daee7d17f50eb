//! Workbooks: xlsx, and the older xls and the open ods.

use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Ods, Reader, Xls, Xlsx};

use super::{MOST_COLUMNS, MOST_ROWS, Mark, Row, Sheet};
use crate::import::fault::Fault;

/// The form of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Xls,
    Ods,
    /// Encrypted as a whole, under whichever form.
    Locked,
}

/// The beginning of every zip file.
const ZIP: &[u8] = b"PK\x03\x04";
/// The beginning of every compound file: xls, and xlsx under a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// The type of an open document stands uncompressed at the beginning of the file.
const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// What kind of workbook this is; none when it is none.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(COMPOUND) {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Some(if holds(bytes, &name) { Kind::Locked } else { Kind::Xls });
    }
    if !bytes.starts_with(ZIP) {
        return None;
    }
    let head = &bytes[..bytes.len().min(256)];
    Some(if holds(head, OPEN_DOCUMENT) { Kind::Ods } else { Kind::Xlsx })
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Reads one sheet of a workbook.
pub(super) fn read(bytes: &[u8], kind: Kind, wanted: Option<&str>) -> Result<Sheet, Fault> {
    match kind {
        Kind::Locked => Err(locked()),
        Kind::Xlsx => xlsx(bytes, wanted),
        Kind::Xls => {
            let opened = Xls::new(Cursor::new(bytes));
            let mut book = opened.map_err(|e| match e {
                calamine::XlsError::Password => locked(),
                _ => broken(),
            })?;
            whole(&mut book, wanted)
        }
        Kind::Ods => {
            let opened = Ods::new(Cursor::new(bytes));
            let mut book = opened.map_err(|e| match e {
                calamine::OdsError::Password => locked(),
                _ => broken(),
            })?;
            whole(&mut book, wanted)
        }
    }
}

fn locked() -> Fault {
    Fault::of_file("workbook-locked")
}

fn broken() -> Fault {
    Fault::of_file("not-a-sheet").with("encoding", "")
}

/// The rows as they come in, cell by cell.
#[derive(Default)]
struct Rows {
    done: Vec<Row>,
    number: u32,
    cells: Vec<(usize, String, Option<Mark>)>,
}

impl Rows {
    fn cell(&mut self, row: u32, column: u32, value: (String, Option<Mark>)) -> Result<(), Fault> {
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MOST_COLUMNS || value.0.is_empty() {
            return Ok(());
        }
        if row + 1 != self.number {
            self.end()?;
            self.number = row + 1;
        }
        self.cells.push((column, value.0, value.1));
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        let cells = std::mem::take(&mut self.cells);
        let row = assembled(self.number, &cells);
        if row.is_blank() {
            return Ok(());
        }
        if self.done.len() == MOST_ROWS {
            return Err(Fault::of_file("too-many-rows").with("most", MOST_ROWS));
        }
        self.done.push(row);
        Ok(())
    }
}

fn assembled(number: u32, cells: &[(usize, String, Option<Mark>)]) -> Row {
    let width = cells.iter().map(|(column, ..)| column + 1).max().unwrap_or_default();
    let mut texts = vec![""; width];
    let mut marks = Vec::new();
    for (column, text, mark) in cells {
        texts[*column] = text;
        if let (Some(mark), Ok(column)) = (mark, u16::try_from(*column)) {
            marks.push((column, *mark));
        }
    }
    Row { number, texts: csv::StringRecord::from(texts), marks }
}

/// Cell by cell, so that a stray mark in the last row of the sheet costs nothing.
fn xlsx(bytes: &[u8], wanted: Option<&str>) -> Result<Sheet, Fault> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|e| match e {
        calamine::XlsxError::Password => locked(),
        _ => broken(),
    })?;
    let names = book.sheet_names();
    let mut found = Vec::new();
    for name in chosen(&names, wanted)? {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut rows = Rows::default();
        let mut cells = book.worksheet_cells_reader(&name).map_err(|_| broken())?;
        while let Some(cell) = cells.next_cell().map_err(|_| broken())? {
            let (row, column) = cell.get_position();
            rows.cell(row, column, shown(cell.get_value()))?;
        }
        rows.end()?;
        let rows = filled(rows.done, &merged);
        found.push(Sheet { name, rows });
    }
    the_one(found)
}

/// The forms whose reader gives the sheet in one piece; xls is bounded by its form.
fn whole<'a, R: Reader<Cursor<&'a [u8]>>>(book: &mut R, wanted: Option<&str>) -> Result<Sheet, Fault> {
    let names = book.sheet_names();
    let mut found = Vec::new();
    for name in chosen(&names, wanted)? {
        let range = book.worksheet_range(&name).map_err(|_| broken())?;
        let (top, left) = range.start().unwrap_or_default();
        let mut rows = Rows::default();
        for (row, column, value) in range.used_cells() {
            let at =
                |offset: usize, start: u32| u32::try_from(offset).unwrap_or(u32::MAX).saturating_add(start);
            rows.cell(at(row, top), at(column, left), shown(&borrowed(value)))?;
        }
        rows.end()?;
        found.push(Sheet { name, rows: rows.done });
    }
    the_one(found)
}

/// The sheets to be looked at: the one that was asked for, by name or number, or all.
fn chosen(names: &[String], wanted: Option<&str>) -> Result<Vec<String>, Fault> {
    let Some(wanted) = wanted else { return Ok(names.to_vec()) };
    let by_number = || wanted.parse::<usize>().ok().and_then(|n| names.get(n.checked_sub(1)?));
    let found = names.iter().find(|name| name.trim() == wanted.trim()).or_else(by_number);
    let unknown = || Fault::of_file("sheet-unknown").with("sheet", wanted).with("sheets", names.join(", "));
    found.map(|name| vec![name.clone()]).ok_or_else(unknown)
}

/// The only sheet with anything in it.
fn the_one(mut found: Vec<Sheet>) -> Result<Sheet, Fault> {
    if found.len() > 1 {
        found.retain(|sheet| !sheet.rows.is_empty());
    }
    if found.len() > 1 {
        let names: Vec<&str> = found.iter().map(|sheet| sheet.name.as_str()).collect();
        return Err(Fault::of_file("several-sheets").with("sheets", names.join(", ")));
    }
    found.pop().ok_or_else(|| Fault::of_file("file-empty"))
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(n) => DataRef::Int(*n),
        Data::Float(n) => DataRef::Float(*n),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(b) => DataRef::Bool(*b),
        Data::DateTime(at) => DataRef::DateTime(*at),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        _ => DataRef::Empty,
    }
}

/// A cell as it is to be read; a number bears its mark.
fn shown(value: &DataRef<'_>) -> (String, Option<Mark>) {
    match value {
        DataRef::String(text) => (text.clone(), None),
        DataRef::SharedString(text) => ((*text).to_owned(), None),
        DataRef::Int(n) => (n.to_string(), Some(Mark::Number)),
        DataRef::Float(n) => (format!("{n}"), Some(Mark::Number)),
        DataRef::Bool(b) => (u8::from(*b).to_string(), None),
        DataRef::DateTime(at) => (day(at), None),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), None),
        DataRef::Error(error) => (error.to_string(), None),
        _ => (String::new(), None),
    }
}

fn day(at: &ExcelDateTime) -> String {
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// Writes the text of a merged cell into every cell that it covers.
fn filled(mut rows: Vec<Row>, merged: &[Dimensions]) -> Vec<Row> {
    for region in merged {
        let column = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let (left, right) = (column(region.start.1), column(region.end.1).min(MOST_COLUMNS - 1));
        let first = rows.partition_point(|row| row.number < region.start.0 + 1);
        let last = rows.partition_point(|row| row.number <= region.end.0 + 1);
        let Some(top) = rows[first..last].first().filter(|row| row.number == region.start.0 + 1) else {
            continue;
        };
        let text = top.text(left).to_owned();
        if text.is_empty() {
            continue;
        }
        for row in &mut rows[first..last] {
            let skip = usize::from(row.number == region.start.0 + 1);
            fill(row, left + skip..right + 1, &text);
        }
    }
    rows
}

fn fill(row: &mut Row, columns: std::ops::Range<usize>, text: &str) {
    if columns.is_empty() {
        return;
    }
    let width = row.texts.len().max(columns.end);
    let texts =
        (0..width).map(|at| if columns.contains(&at) { text } else { row.texts.get(at).unwrap_or_default() });
    let texts: csv::StringRecord = texts.collect();
    row.texts = texts;
    row.marks.retain(|(at, _)| !columns.contains(&usize::from(*at)));
    row.marks.extend(columns.filter_map(|at| u16::try_from(at).ok()).map(|at| (at, Mark::Merged)));
}
