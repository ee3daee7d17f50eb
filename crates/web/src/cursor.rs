//! A place in a list, by due time or rank, as an opaque word of the address.

use std::fmt::Display;
use std::str::FromStr;

use data_encoding::BASE64URL_NOPAD;

/// The word for the place after a row.
pub(crate) fn write((at, id): &(impl Display, String)) -> String {
    BASE64URL_NOPAD.encode(format!("{at}|{id}").as_bytes())
}

/// The place that a word names; none for what is no such word.
pub(crate) fn read<T: FromStr>(text: &str) -> Option<(T, String)> {
    let text = String::from_utf8(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?).ok()?;
    let (at, id) = text.split_once('|')?;
    Some((at.parse().ok()?, id.to_owned()))
}
