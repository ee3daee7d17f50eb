//! People: the file as it stands, and who is meant in a list.

use serde_json::Value;

use crate::{error::StoreError, value::Row};

/// A person's file as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRow {
    /// County code.
    pub county: String,
    /// Id within the whole storage.
    pub id: String,
    /// Keyed hash of the identity number; unique in the county.
    pub id_hash: Option<String>,
    /// Keyed hash of the telephone number.
    pub phone_hash: Option<String>,
    /// Code of the station that keeps the file.
    pub station: String,
    /// The snapshot.
    pub body: Value,
    /// Version of the stream that the snapshot shows.
    pub version: i64,
    /// True once the person's key was destroyed.
    pub erased: bool,
}

/// Who is meant in a row of a list, without what is known about them: that is opened only
/// where it is shown ([`crate::Store::people_of`]). What was shown may be kept by whoever asked, by
/// id and version, but not be shown again once the person is erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonMark {
    /// County code.
    pub county: String,
    /// Id within the whole storage.
    pub id: String,
    /// Version of the stream that the snapshot shows.
    pub version: i64,
    /// True once the person's key was destroyed.
    pub erased: bool,
}

impl PersonMark {
    pub(crate) fn read(row: &mut Row, county: String) -> Result<PersonMark, StoreError> {
        Ok(PersonMark { county, id: row.text()?, version: row.int()?, erased: row.flag()? })
    }
}
