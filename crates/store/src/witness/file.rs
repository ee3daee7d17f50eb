//! One file of the witness, open for appending.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    path::PathBuf,
};

use super::Line;

/// How much of a file's end is read to find its last lines.
const TAIL: u64 = 64 * 1024;

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
    pub(crate) fn open(path: PathBuf) -> io::Result<WitnessFile> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(WitnessFile { file: options.open(&path)?, path })
    }

    /// Locks the file against other processes, if that needs no waiting.
    pub(crate) fn try_lock(&self) -> io::Result<bool> {
        match self.file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    pub(crate) fn lock(&self) -> io::Result<()> {
        self.file.lock()
    }

    /// The same open file, to wait for its lock on another thread.
    pub(crate) fn twin(&self) -> io::Result<File> {
        self.file.try_clone()
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
