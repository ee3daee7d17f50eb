//! Which events name a file. Storage knows of bodies no more than this.

use serde_json::Value;

/// Kinds of events, and where in their bodies the hashes of files of their person stand.
const NAMES: [(&str, &str); 3] = [
    ("paper_issued", "/facts/digest"),
    ("paper_issued", "/facts/signature/picture"),
    ("scan_kept", "/facts/digest"),
];

/// The hashes of the files that an event names.
pub(crate) fn named(kind: &str, body: &Value) -> Vec<String> {
    let places = NAMES.iter().filter(|(of, _)| *of == kind);
    places.filter_map(|(_, place)| Some(body.pointer(place)?.as_str()?.to_owned())).collect()
}
