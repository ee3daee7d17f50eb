//! The hash chain of a stream. Its form is written down in docs/operate/storage.md so
//! that another program can check it; a change here is a new storage form.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::error::StoreError;

/// `prev_hash` of the first event of a stream.
pub(crate) const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The largest whole number that every JSON reader understands exactly.
const SAFE: i64 = 1 << 53;

/// Everything of an event that its hash covers, as stored.
pub(crate) struct Link<'a> {
    pub county: &'a str,
    pub stream: &'a str,
    pub seq: i64,
    pub at: &'a str,
    pub kind: &'a str,
    pub actor: &'a str,
    pub schema: i64,
    pub pack: &'a str,
    pub person: Option<&'a str>,
    /// Canonical JSON, sealed.
    pub body: &'a str,
    pub prev_hash: &'a str,
}

impl Link<'_> {
    /// SHA-256, in lower-case hexadecimal, over the RFC 8785 form of one object that
    /// holds every column. The members are written in the order which that form asks for.
    pub(crate) fn hash(&self) -> Result<String, StoreError> {
        let person = match self.person {
            Some(person) => quoted(person)?,
            None => "null".to_owned(),
        };
        let document = format!(
            concat!(
                r#"{{"actor":{},"at":{},"body":{},"county":{},"kind":{},"pack":{},"#,
                r#""person":{},"prev_hash":{},"schema":{},"seq":{},"stream":{}}}"#
            ),
            quoted(self.actor)?,
            quoted(self.at)?,
            self.body,
            quoted(self.county)?,
            quoted(self.kind)?,
            quoted(self.pack)?,
            person,
            quoted(self.prev_hash)?,
            self.schema,
            self.seq,
            quoted(self.stream)?,
        );
        Ok(HEXLOWER.encode(&Sha256::digest(document.as_bytes())))
    }
}

fn quoted(text: &str) -> Result<String, StoreError> {
    serde_json_canonicalizer::to_string(&text).map_err(|e| StoreError::Invalid(e.to_string()))
}

/// The RFC 8785 form of a body. Whole numbers beyond 2^53 are refused: that form would
/// change them silently.
pub(crate) fn canonical(body: &serde_json::Value) -> Result<String, StoreError> {
    if !exact(body) {
        return Err(StoreError::Invalid("a number beyond 2^53 in a body; write it as text".into()));
    }
    serde_json_canonicalizer::to_string(body).map_err(|e| StoreError::Invalid(e.to_string()))
}

fn exact(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(whole) => (-SAFE..=SAFE).contains(&whole),
            None => number.is_f64(),
        },
        serde_json::Value::Array(items) => items.iter().all(exact),
        serde_json::Value::Object(members) => members.values().all(exact),
        _ => true,
    }
}
