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
        let mut before = Tip::start();
        for text in BufReader::new(file.take(self.length)).split(b'\n') {
            let text = text.map_err(failed)?;
            let begins = before.bytes;
            before.bytes += i64::try_from(text.len()).unwrap_or(i64::MAX) + 1;
            if u64::try_from(before.bytes).unwrap_or(u64::MAX) > self.length
                && i64::try_from(self.length).is_ok_and(|l| l < tip.bytes)
            {
                // The last line was being written when the process died.
                before.bytes = begins;
                break;
            }
            check_line(self.view, self.name, &text, &mut before, self.keys)?;
            report.witness_lines += 1;
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
}

fn check_line(
    view: &mut dyn Snapshot,
    name: &str,
    text: &[u8],
    before: &mut Tip,
    keys: Option<&Keys>,
) -> Result<(), Stop> {
    let number = before.line + 1;
    let at = format!("{name} line {number}");
    let line = std::str::from_utf8(text).ok().and_then(Line::parse);
    let Some(line) = line else { return Err(fault(at, "is no line as the service writes it")) };
    if line.number != number {
        return Err(fault(at, format!("bears the number {}", line.number)));
    }
    let place = format!("{}/{}/{}", line.county, line.stream, line.seq);
    let found = view.query(events::HASH, params![&line.county, &line.stream, line.seq])?.into_iter().next();
    match found.map(|mut row| row.text()).transpose()? {
        None => return Err(fault(place, format!("missing: {at} knows this event"))),
        Some(hash) if hash != line.hash => {
            return Err(fault(place, format!("another event: {at} knows it with another hash")));
        }
        Some(_) => {}
    }
    if keys.is_some_and(|keys| line.mac != line.tag(&keys.witness, &before.mac)) {
        return Err(fault(at, "was not written by this service"));
    }
    before.line = number;
    before.mac = line.mac;
    Ok(())
}
