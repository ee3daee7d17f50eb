//! A place in a list by due time, as an opaque word of the address.

use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;

/// The word for the place after a row.
pub(crate) fn write((at, id): &(Timestamp, String)) -> String {
    BASE64URL_NOPAD.encode(format!("{at}|{id}").as_bytes())
}

/// The place that a word names; none for what is no such word.
pub(crate) fn read(text: &str) -> Option<(Timestamp, String)> {
    let text = String::from_utf8(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?).ok()?;
    let (at, id) = text.split_once('|')?;
    Some((at.parse().ok()?, id.to_owned()))
}
