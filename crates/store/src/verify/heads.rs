//! The table `heads` against the events.

use crate::{
    engine::Snapshot,
    error::StoreError,
    keys::Keys,
    statements::{events, reference},
    value::params,
};

use super::{Stop, VerifyReport, fault};

const PAGE: i64 = 1000;

/// The master key must be the one of this storage, or every tag would seem forged.
pub(super) fn check_key(view: &mut dyn Snapshot, keys: Option<&Keys>) -> Result<(), Stop> {
    let Some(keys) = keys else { return Ok(()) };
    let stored = view.query(reference::SETTING, params!["master_key_check"])?.into_iter().next();
    match stored.map(|mut row| row.text()).transpose()? {
        Some(value) if value == keys.check_value() => Ok(()),
        _ => Err(StoreError::WrongMasterKey.into()),
    }
}

/// The end of a stream that was walked.
pub(super) fn check_end(
    view: &mut dyn Snapshot,
    county: &str,
    stream: &str,
    seq: i64,
    hash: &str,
) -> Result<(), Stop> {
    let found = view.query(events::HEAD, params![county, stream])?.into_iter().next();
    let place = format!("{county}/{stream}/{seq}");
    let Some(mut row) = found else {
        return Err(fault(place, "the last event of a stream that has no head"));
    };
    let (head, head_hash) = (row.int()?, row.text()?);
    if head > seq {
        let what = format!("missing: the head of the stream is at {head}");
        return Err(fault(format!("{county}/{stream}/{}", seq + 1), what));
    }
    if head < seq {
        let what = format!("an event beyond the head of the stream, which is at {head}");
        return Err(fault(format!("{county}/{stream}/{}", head + 1), what));
    }
    if head_hash != hash { Err(fault(place, "the head of the stream has another hash")) } else { Ok(()) }
}

/// No head without events, and every head with its tag.
pub(super) fn check(view: &mut dyn Snapshot, keys: Option<&Keys>, report: &VerifyReport) -> Result<(), Stop> {
    if let Some(mut row) = view.query(events::HEAD_WITHOUT_EVENTS, vec![])?.into_iter().next() {
        let (county, stream, seq) = (row.text()?, row.text()?, row.int()?);
        let what = format!("missing: the head of the stream is at {seq}, and there is no event");
        return Err(fault(format!("{county}/{stream}/1"), what));
    }
    let count =
        view.query(events::COUNT_HEADS, vec![])?.into_iter().next().map_or(Ok(0), |mut row| row.int())?;
    if u64::try_from(count).ok() != Some(report.streams) {
        return Err(fault("heads", format!("{count} heads of {} streams", report.streams)));
    }
    keys.map_or(Ok(()), |keys| check_tags(view, keys))
}

fn check_tags(view: &mut dyn Snapshot, keys: &Keys) -> Result<(), Stop> {
    let mut after = (String::new(), String::new());
    loop {
        let page = view.query(events::HEADS_AFTER, params![&after.0, &after.1, PAGE])?;
        if page.is_empty() {
            return Ok(());
        }
        for mut row in page {
            let (county, stream, seq) = (row.text()?, row.text()?, row.int()?);
            let (hash, mac) = (row.text()?, row.text()?);
            if keys.head_mac(&county, &stream, seq, &hash) != mac {
                let what = "the head of the stream was not written by this service";
                return Err(fault(format!("{county}/{stream}/{seq}"), what));
            }
            after = (county, stream);
        }
    }
}
