//! The witness files against the events: what they name must be there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use crate::{
    engine::Snapshot,
    error::StoreError,
    keys::Keys,
    statements::events,
    value::params,
    witness::{FOLDER, Line, OLD, OLD_FILE, Tip, file_of},
};

use super::{Stop, VerifyReport, fault};

/// The files of a folder and how long they were before the database was looked at: every
/// line up to there must be in the view, whatever is committed meanwhile.
pub(super) struct Lengths(BTreeMap<String, u64>);

impl Lengths {
    pub(super) fn of(dir: &Path) -> Lengths {
        let mut lengths = BTreeMap::new();
        let mut note = |name: String, path: PathBuf| {
            if let Ok(found) = std::fs::metadata(path) {
                lengths.insert(name, found.len());
            }
        };
        note(OLD_FILE.to_owned(), dir.join(OLD_FILE));
        for entry in std::fs::read_dir(dir.join(FOLDER)).into_iter().flatten().flatten() {
            if let Some(name) = entry.file_name().to_str().filter(|name| name.ends_with(".log")) {
                note(format!("{FOLDER}/{name}"), entry.path());
            }
        }
        Lengths(lengths)
    }
}

/// Holds every file of a node against the database.
pub(super) fn check(
    view: &mut dyn Snapshot,
    dir: &Path,
    node: &str,
    lengths: &Lengths,
    keys: Option<&Keys>,
    report: &mut VerifyReport,
) -> Result<(), Stop> {
    let mut tips = BTreeMap::new();
    for mut row in view.query(events::WITNESSES, vec![])? {
        let (county, of) = (row.text()?, row.text()?);
        if of == node || of == OLD {
            let old_place = of == OLD && lengths.0.contains_key(OLD_FILE);
            let name = if of == OLD { OLD } else { &county };
            tips.insert(if old_place { OLD_FILE.to_owned() } else { file_of(name) }, Tip::read(Some(row))?);
        }
    }
    let names: BTreeSet<&String> = tips.keys().chain(lengths.0.keys()).collect();
    for name in names {
        let tip = tips.get(name).cloned().unwrap_or_else(Tip::start);
        match lengths.0.get(name) {
            Some(&length) => {
                let mut log = Log { view, name, path: dir.join(name), length, keys };
                log.check(&tip, report)?;
            }
            None if tip.line > 0 => return Err(fault(name.as_str(), "missing")),
            None => {}
        }
    }
    Ok(())
}

/// How many lines are held against the database at once.
const CHUNK: usize = 4000;
/// How much of a file is read at once, in bytes.
const READ: usize = 1 << 20;

/// One file.
pub(super) struct Log<'a> {
    pub view: &'a mut dyn Snapshot,
    pub name: &'a str,
    pub path: PathBuf,
    pub length: u64,
    pub keys: Option<&'a Keys>,
}

impl Log<'_> {
    /// Walks the file and holds its end against `tip`, which the database knows. Gives the
    /// end of the last whole line.
    pub(super) fn check(&mut self, tip: &Tip, report: &mut VerifyReport) -> Result<Tip, Stop> {
        let failed = |e: std::io::Error| StoreError::io(Path::new(self.name), &e);
        let file = File::open(&self.path).map_err(failed)?;
        let mut texts = BufReader::with_capacity(READ, file.take(self.length)).split(b'\n');
        let mut before = Tip::start();
        loop {
            let mut bytes = before.bytes;
            let mut chunk = Vec::new();
            for text in texts.by_ref().take(CHUNK) {
                let text = text.map_err(failed)?;
                let ends = bytes + i64::try_from(text.len()).unwrap_or(i64::MAX) + 1;
                if self.is_torn(ends, tip) {
                    break;
                }
                bytes = ends;
                chunk.push(text);
            }
            if chunk.is_empty() {
                break;
            }
            self.check_lines(&chunk, &mut before, report)?;
            before.bytes = bytes;
        }
        if before.line > tip.line {
            let what = format!("ahead of the database, which knows {} lines", tip.line);
            return Err(fault(self.name, what));
        }
        if before.line == tip.line && before.mac != tip.mac {
            let place = format!("{} line {}", self.name, tip.line);
            return Err(fault(place, "not the line that the database knows"));
        }
        report.witness_behind += u64::try_from(tip.line - before.line).unwrap_or(0);
        Ok(before)
    }

    /// True if a line that would end there was being written when the process died. It is
    /// the last one.
    fn is_torn(&self, ends: i64, tip: &Tip) -> bool {
        let length = i64::try_from(self.length).unwrap_or(i64::MAX);
        ends > length && length < tip.bytes
    }

    /// Holds lines that follow each other against the database, all in one go.
    fn check_lines(
        &mut self,
        texts: &[Vec<u8>],
        before: &mut Tip,
        report: &mut VerifyReport,
    ) -> Result<(), Stop> {
        let numbered = (before.line + 1..).zip(texts);
        let read: Vec<_> = numbered.map(|(number, text)| self.read(number, text)).collect();
        // What comes behind a line that is none is not looked at.
        let good = || read.iter().map_while(|line| line.as_ref().ok());
        let asked = good().map(|line| params![&line.county, &line.stream, line.seq]).collect();
        let answers = self.view.query_each(events::HASH, asked)?;
        for (line, answer) in good().zip(answers) {
            let hash = answer.into_iter().next().map(|mut row| row.text()).transpose()?;
            self.check_line(line, hash.as_deref(), before)?;
            report.witness_lines += 1;
        }
        read.into_iter().find_map(Result::err).map_or(Ok(()), Err)
    }

    fn place(&self, number: i64) -> String {
        format!("{} line {number}", self.name)
    }

    fn read(&self, number: i64, text: &[u8]) -> Result<Line, Stop> {
        let line = std::str::from_utf8(text).ok().and_then(Line::parse);
        let at = || self.place(number);
        let line = line.ok_or_else(|| fault(at(), "is no line as the service writes it"))?;
        if line.number != number {
            return Err(fault(at(), format!("bears the number {}", line.number)));
        }
        Ok(line)
    }

    /// One line against the hash of the event that it names, if that is there.
    fn check_line(&self, line: &Line, hash: Option<&str>, before: &mut Tip) -> Result<(), Stop> {
        let at = || self.place(line.number);
        let place = || format!("{}/{}/{}", line.county, line.stream, line.seq);
        match hash {
            None => return Err(fault(place(), format!("missing: {} knows this event", at()))),
            Some(hash) if hash != line.hash => {
                let what = format!("another event: {} knows it with another hash", at());
                return Err(fault(place(), what));
            }
            Some(_) => {}
        }
        if self.keys.is_some_and(|keys| line.mac != line.tag(&keys.witness, &before.mac)) {
            return Err(fault(at(), "was not written by this service"));
        }
        before.line = line.number;
        before.mac.clone_from(&line.mac);
        Ok(())
    }
}
