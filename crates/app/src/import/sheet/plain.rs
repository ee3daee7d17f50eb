//! CSV: encoding and separator are told by which of them lets the heading be read.

use super::{Judge, MOST_COLUMNS, MOST_ROWS, Row, Sheet, encoding};
use crate::import::fault::Fault;

const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// Rows that are looked at to tell how the text is to be read.
const LOOK: usize = 20;

pub(super) fn read(bytes: &[u8], named: Option<&str>, judge: Judge<'_>) -> Result<Sheet, Fault> {
    let candidates = match named {
        Some(name) => {
            let unknown = || Fault::of_file("encoding-unknown").with("encoding", name);
            vec![encoding::named(name).ok_or_else(unknown)?]
        }
        None => encoding::candidates(bytes),
    };
    let mut best: Option<(usize, std::borrow::Cow<'_, str>, u8)> = None;
    for encoding in candidates {
        let Some(text) = encoding::decode(bytes, encoding) else { continue };
        if text.contains('\0') {
            continue;
        }
        let judged = SEPARATORS.map(|separator| (judge(&rows(&text, separator, LOOK).0), separator));
        // Of equals the first, which is the comma.
        let (score, separator) =
            judged.into_iter().rev().max_by_key(|(score, _)| *score).unwrap_or((0, b','));
        if best.as_ref().is_none_or(|(so_far, ..)| score > *so_far) {
            best = Some((score, text, separator));
        }
    }
    let Some((_, text, separator)) = best else {
        let code = if named.is_some() { "encoding-wrong" } else { "not-a-sheet" };
        return Err(Fault::of_file(code).with("encoding", named.unwrap_or_default()));
    };
    let (rows, more) = rows(&text, separator, MOST_ROWS);
    if more {
        return Err(Fault::of_file("too-many-rows").with("most", MOST_ROWS));
    }
    Ok(Sheet { name: String::new(), rows })
}

/// The first rows that are not blank, and whether there are more.
fn rows(text: &str, separator: u8, most: usize) -> (Vec<Row>, bool) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut numbers = Numbers { text: text.as_bytes(), at: 0, row: 1 };
    for record in reader.records().map_while(Result::ok) {
        let start = record.position().map_or(0, csv::Position::byte);
        let number = numbers.of(usize::try_from(start).unwrap_or_default());
        // A cell of several lines is one row to whoever reads the sheet.
        numbers.row = numbers.row.saturating_sub(record.iter().map(|cell| breaks(cell.as_bytes())).sum());
        let texts: csv::StringRecord = record.iter().take(MOST_COLUMNS).collect();
        let row = Row::plain(number, texts);
        if row.is_blank() {
            continue;
        }
        if rows.len() == most {
            return (rows, true);
        }
        rows.push(row);
    }
    (rows, false)
}

/// Counts rows along the text. The reader itself loses count where lines end in two signs.
struct Numbers<'a> {
    text: &'a [u8],
    at: usize,
    row: u32,
}

impl Numbers<'_> {
    /// The row that begins at a byte, or after the ends of line that stand there.
    fn of(&mut self, start: usize) -> u32 {
        let rest = self.text.get(start..).unwrap_or_default();
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let to = (start + ends).clamp(self.at, self.text.len());
        self.row += breaks(&self.text[self.at..to]);
        self.at = to;
        self.row
    }
}

/// Ends of line, of one sign or two.
fn breaks(text: &[u8]) -> u32 {
    let ends = (0..text.len())
        .filter(|at| text[*at] == b'\n' || (text[*at] == b'\r' && text.get(at + 1) != Some(&b'\n')));
    u32::try_from(ends.count()).unwrap_or(u32::MAX)
}
