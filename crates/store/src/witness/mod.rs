//! The witness: one file a county, outside the database, with one line for every end that
//! a stream has had. A tail that is cut from the database, heads and all, is still named
//! here. The form is written down in docs/operate/storage.md.
//!
//! The database notes how far each file must reach, in the transaction of the events
//! (table `witness`, one row a county and node); the lines are appended right after it.

use crate::{chain::GENESIS, error::StoreError, keys::MacKey, value::Row};

mod books;
mod file;
mod keeping;

pub(crate) use books::{Books, at_once};
pub(crate) use keeping::{Place, Witnesses, make_folder, node_of, our_node};

/// The folder of the files within a storage folder.
pub(crate) const FOLDER: &str = "heads";

/// The one file that storage of form 1 had.
pub(crate) const OLD_FILE: &str = "heads.log";

/// Stem of that file once it is closed, and the node of its row, whose county is empty.
pub(crate) const OLD: &str = "before-0002";

/// The node of a storage on SQLite, which is written from one folder only.
pub(crate) const LOCAL: &str = "local";

/// The file of a county, from the storage folder.
pub(crate) fn file_of(county: &str) -> String {
    format!("{FOLDER}/{county}.log")
}

/// How far the file reaches: number of the last line, length in bytes, the line's tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tip {
    pub line: i64,
    pub bytes: i64,
    pub mac: String,
}

impl Tip {
    pub(crate) fn start() -> Tip {
        Tip { line: 0, bytes: 0, mac: GENESIS.to_owned() }
    }

    /// What a row of the database says; a file without one has not begun.
    pub(crate) fn read(row: Option<Row>) -> Result<Tip, StoreError> {
        match row {
            Some(mut row) => Ok(Tip { line: row.int()?, bytes: row.int()?, mac: row.text()? }),
            None => Ok(Tip::start()),
        }
    }
}

/// One line: number, county, stream, seq, hash, tag.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub number: i64,
    pub county: String,
    pub stream: String,
    pub seq: i64,
    pub hash: String,
    pub mac: String,
}

impl Line {
    pub(crate) fn parse(text: &str) -> Option<Line> {
        let mut parts = text.split(' ').map(str::to_owned);
        let line = Line {
            number: parts.next()?.parse().ok()?,
            county: parts.next()?,
            stream: parts.next()?,
            seq: parts.next()?.parse().ok()?,
            hash: parts.next()?,
            mac: parts.next()?,
        };
        // Written back it must be the same, so that no byte can differ unseen.
        (line.render() == text).then_some(line)
    }

    fn said(&self) -> String {
        format!("{} {} {} {} {}", self.number, self.county, self.stream, self.seq, self.hash)
    }

    fn render(&self) -> String {
        format!("{} {}", self.said(), self.mac)
    }

    /// The tag that the line must bear after the line with tag `before`.
    pub(crate) fn tag(&self, key: &MacKey, before: &str) -> String {
        key.hex(&[before, " ", &self.said()])
    }
}

/// Writes lines one after the other, from a tip onward.
pub(crate) struct Pen<'a> {
    key: &'a MacKey,
    pub text: String,
    pub tip: Tip,
}

impl<'a> Pen<'a> {
    pub(crate) fn at(key: &'a MacKey, tip: Tip) -> Pen<'a> {
        Pen { key, text: String::new(), tip }
    }

    pub(crate) fn write(&mut self, county: &str, stream: &str, seq: i64, hash: &str) {
        let mut line = Line {
            number: self.tip.line + 1,
            county: county.to_owned(),
            stream: stream.to_owned(),
            seq,
            hash: hash.to_owned(),
            mac: String::new(),
        };
        line.mac = line.tag(self.key, &self.tip.mac);
        let text = line.render() + "\n";
        let bytes = self.tip.bytes + i64::try_from(text.len()).expect("a line is short");
        self.tip = Tip { line: line.number, bytes, mac: line.mac };
        self.text.push_str(&text);
    }
}
