//! Instants as storage writes them: RFC 3339, UTC, six digits of a second. The length is
//! fixed, so their order as text is their order in time, on either database.

use jiff::Timestamp;

/// Sorts after every instant.
pub(crate) const END_OF_TIME: &str = "9999";

pub(crate) fn text(at: Timestamp) -> String {
    format!("{at:.6}")
}

pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

/// The instant as it will be read back: to the microsecond.
pub(crate) fn kept(at: Timestamp) -> Timestamp {
    parse(&text(at)).unwrap_or(at)
}
