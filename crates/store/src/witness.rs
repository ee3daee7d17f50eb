//! heads.log: a file beside the database with one line for every end that a stream has
//! had. A tail that is cut from the database, heads and all, is still named here. Its
//! form is written down in docs/operate/storage.md.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use crate::{chain::GENESIS, keys::MacKey};

pub(crate) const FILE: &str = "heads.log";

/// How much of the file's end is read to find its last lines.
const TAIL: u64 = 64 * 1024;

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

/// The end of the file as it is.
pub(crate) struct Tail {
    /// The last whole line and the one before it.
    pub last: Option<Line>,
    pub previous: Option<Line>,
    /// Length without a line that was written in part.
    pub whole: u64,
    /// True if there is something there that is no line.
    pub garbled: bool,
}

/// The file, open for appending.
pub(crate) struct WitnessFile {
    pub path: PathBuf,
    file: File,
}

impl WitnessFile {
    pub(crate) fn open(dir: &Path) -> io::Result<WitnessFile> {
        let path = dir.join(FILE);
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(WitnessFile { file: options.open(&path)?, path })
    }

    pub(crate) fn lock(&self) -> io::Result<()> {
        self.file.lock()
    }

    pub(crate) fn unlock(&self) -> io::Result<()> {
        self.file.unlock()
    }

    pub(crate) fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    pub(crate) fn append(&mut self, text: &str) -> io::Result<()> {
        self.file.write_all(text.as_bytes())
    }

    pub(crate) fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)
    }

    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    pub(crate) fn tail(&mut self) -> io::Result<Tail> {
        let length = self.len()?;
        let from = length.saturating_sub(TAIL);
        self.file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        Read::take(&self.file, length - from).read_to_end(&mut bytes)?;
        Ok(tail(&bytes, from))
    }
}

/// Reads the end of the file; `from` is where `bytes` begin. A part of a line without its
/// end, or zeros, are what a loss of power leaves; anything else that is no line is not.
fn tail(bytes: &[u8], from: u64) -> Tail {
    let ended = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let lines = bytes[..ended].split_inclusive(|&byte| byte == b'\n');
    let mut lines: Vec<&[u8]> = lines.collect();
    let last = lines.pop();
    let previous = lines.pop();
    let parse = |line: &[u8]| {
        std::str::from_utf8(line).ok().and_then(|text| Line::parse(text.trim_end_matches('\n')))
    };
    let (parsed, before) = (last.and_then(parse), previous.and_then(parse));
    let garbled = (last.is_some() && parsed.is_none())
        || (previous.is_some() && before.is_none() && (from == 0 || !lines.is_empty()));
    Tail { last: parsed, previous: before, whole: from + ended as u64, garbled }
}
