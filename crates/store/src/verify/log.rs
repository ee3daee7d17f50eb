//! heads.log against the events: what it names must be there.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use crate::{
    engine::Snapshot,
    error::StoreError,
    keys::Keys,
    statements::events,
    value::params,
    witness::{FILE, Line, Tip},
};

use super::{Stop, VerifyReport, fault};

pub(super) fn length(dir: &Path) -> u64 {
    std::fs::metadata(dir.join(FILE)).map_or(0, |found| found.len())
}

pub(super) fn check(
    view: &mut dyn Snapshot,
    dir: &Path,
    length: u64,
    keys: Option<&Keys>,
    report: &mut VerifyReport,
) -> Result<(), Stop> {
    let tip = stored_tip(view)?;
    let path = dir.join(FILE);
    if !path.exists() {
        return if tip.line == 0 { Ok(()) } else { Err(fault(FILE, "missing")) };
    }
    let file = File::open(&path).map_err(|e| StoreError::io(&path, &e))?;
    let mut before = Tip::start();
    for text in BufReader::new(file.take(length)).split(b'\n') {
        let text = text.map_err(|e| StoreError::io(&path, &e))?;
        let begins = before.bytes;
        before.bytes += i64::try_from(text.len()).unwrap_or(i64::MAX) + 1;
        if u64::try_from(before.bytes).unwrap_or(u64::MAX) > length
            && i64::try_from(length).is_ok_and(|l| l < tip.bytes)
        {
            // The last line was being written when the process died.
            before.bytes = begins;
            break;
        }
        check_line(view, &text, &mut before, keys)?;
        report.witness_lines += 1;
    }
    if before.line > tip.line {
        return Err(fault(FILE, format!("ahead of the database, which knows {} lines", tip.line)));
    }
    if before.line == tip.line && before.mac != tip.mac {
        return Err(fault(format!("{FILE} line {}", tip.line), "not the line that the database knows"));
    }
    report.witness_behind = u64::try_from(tip.line - before.line).unwrap_or(0);
    Ok(())
}

fn check_line(
    view: &mut dyn Snapshot,
    text: &[u8],
    before: &mut Tip,
    keys: Option<&Keys>,
) -> Result<(), Stop> {
    let number = before.line + 1;
    let at = format!("{FILE} line {number}");
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

fn stored_tip(view: &mut dyn Snapshot) -> Result<Tip, StoreError> {
    match view.query(events::WITNESS, vec![])?.into_iter().next() {
        Some(mut row) => Ok(Tip { line: row.int()?, bytes: row.int()?, mac: row.text()? }),
        None => Ok(Tip::start()),
    }
}
