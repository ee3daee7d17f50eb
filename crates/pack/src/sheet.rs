//! Reads CSV by its lines: a heading that has to be as expected, and rows of as many
//! fields. Lines that begin with `#` are remarks.

use crate::diagnostic::Code;
use crate::reader::Source;

/// One row with its place.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    source: Source<'a>,
    at: usize,
    fields: csv::StringRecord,
}

impl Row<'_> {
    /// The field in a column, without blanks around it.
    pub(crate) fn field(&self, column: usize) -> &str {
        self.fields.get(column).unwrap_or_default().trim()
    }

    /// Reports a fault at a column.
    pub(crate) fn fault(&self, column: usize, code: Code, message: String, remedy: &str) {
        let before: usize = self.fields.iter().take(column).map(|field| field.len() + 1).sum();
        self.source.fault(self.at + before, code, message, remedy);
    }
}

/// The rows below a heading of exactly `columns`. Faulty rows are reported and left out.
pub(crate) fn rows<'a>(source: Source<'a>, columns: &[&str]) -> Vec<Row<'a>> {
    let mut reader =
        csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(source.text.as_bytes());
    if !reader.headers().is_ok_and(|headers| headers.iter().eq(columns.iter().copied())) {
        let at = heading(source.text);
        let message = "the heading is not the expected one";
        source.fault(at, Code::MissingKey, message, format!("write: {}", columns.join(",")));
        return Vec::new();
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(fields) => rows.extend(check(source, fields, columns.len())),
            Err(error) => {
                let at = error.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
                source.fault(at, Code::Syntax, "this row is not CSV", "correct the row");
            }
        }
    }
    rows
}

fn check(source: Source<'_>, fields: csv::StringRecord, columns: usize) -> Option<Row<'_>> {
    let start = fields.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
    // A record's position may still lie on the remarks before it.
    let at = start + heading(source.text.get(start..).unwrap_or_default());
    if fields.len() != columns {
        let message = format!("the row has {} fields and not {columns}", fields.len());
        source.fault(at, Code::Syntax, message, "correct the commas of the row");
        return None;
    }
    Some(Row { source, at, fields })
}

/// Where the first line begins that is neither empty nor a remark.
fn heading(text: &str) -> usize {
    let skipped =
        text.split_inclusive('\n').take_while(|line| line.starts_with('#') || line.trim().is_empty());
    skipped.map(str::len).sum()
}
