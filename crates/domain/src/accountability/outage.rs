//! What an outage takes off a term: the working time in which nobody could do anything is added at
//! its end.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::Span;
use crate::calendar::{Calendar, MissingYear};

/// Between when and when there is work on a working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// From.
    pub opens: Time,
    /// To.
    pub closes: Time,
}

/// When a term really ended: its due time, and after it as much working time as outages took off the
/// term, in which there was no outage either. Without an outage in working hours it is the due time.
///
/// # Errors
/// [`MissingYear`] where a year has no calendar.
pub fn effective_due(
    (begun, due): (Option<Timestamp>, Timestamp),
    outages: &[Span],
    hours: Hours,
    (calendar, zone): (&Calendar, &TimeZone),
) -> Result<Timestamp, MissingYear> {
    let from = begun.unwrap_or(Timestamp::MIN);
    let mut lost = SignedDuration::ZERO;
    for outage in outages {
        let (from, to) = (outage.from.max(from), outage.to.min(due));
        for (opens, closes) in work(from, to, hours, (calendar, zone))? {
            lost += closes.duration_since(opens);
        }
    }
    if lost.is_zero() {
        return Ok(due);
    }
    // Forward from the due time, day by day, over the working time that is free of outages.
    let mut day = zone.to_datetime(due).date();
    loop {
        let at = |time| zone.to_timestamp(day.to_datetime(time)).unwrap_or(due);
        let (opens, closes) = (at(hours.opens).max(due), at(hours.closes));
        if calendar.kind(day)?.is_working() {
            for (free, until) in without(opens, closes, outages) {
                let here = until.duration_since(free);
                if here >= lost {
                    return Ok(free.checked_add(lost).unwrap_or(until));
                }
                lost -= here;
            }
        }
        let Ok(next) = day.tomorrow() else { return Ok(closes) };
        day = next;
    }
}

/// The working time between two instants, day by day.
fn work(
    from: Timestamp,
    to: Timestamp,
    hours: Hours,
    (calendar, zone): (&Calendar, &TimeZone),
) -> Result<Vec<(Timestamp, Timestamp)>, MissingYear> {
    let mut found = Vec::new();
    if from >= to {
        return Ok(found);
    }
    let (mut day, last): (Date, Date) = (zone.to_datetime(from).date(), zone.to_datetime(to).date());
    while day <= last {
        if calendar.kind(day)?.is_working() {
            let at = |time| zone.to_timestamp(day.to_datetime(time)).unwrap_or(to);
            let (opens, closes) = (at(hours.opens).max(from), at(hours.closes).min(to));
            if opens < closes {
                found.push((opens, closes));
            }
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    Ok(found)
}

/// The parts of a span in which there was no outage.
fn without(from: Timestamp, to: Timestamp, outages: &[Span]) -> Vec<(Timestamp, Timestamp)> {
    let mut parts: Vec<(Timestamp, Timestamp)> = Some((from, to)).filter(|_| from < to).into_iter().collect();
    for outage in outages {
        parts = parts
            .into_iter()
            .flat_map(|(from, to)| [(from, to.min(outage.from)), (from.max(outage.to), to)])
            .filter(|(from, to)| from < to)
            .collect();
    }
    parts
}
