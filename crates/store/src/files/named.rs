//! Which events name a file. Storage knows of bodies no more than this.

use serde_json::Value;

/// Kinds of events whose body holds, in `facts.digest`, the hash of a file of their person.
const KINDS: [&str; 2] = ["paper_issued", "scan_kept"];

/// The hash of the file that an event names.
pub(crate) fn named<'a>(kind: &str, body: &'a Value) -> Option<&'a str> {
    if KINDS.contains(&kind) { body.pointer("/facts/digest")?.as_str() } else { None }
}
