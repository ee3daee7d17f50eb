//! The fingerprint of a pack.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// SHA-256, in lower-case hexadecimal, over the files in the order of their names: for
/// each the length of its name (8 bytes, big-endian), the name, the length of its text
/// and the text. `calendar/*` and `agencies.csv` are left out because they have versions
/// of their own, `*.md` because nothing reads them, and `examples/*` because they decide
/// nothing: a case is pinned to the rules and not to these.
pub fn pack_hash(files: &BTreeMap<String, String>) -> String {
    let mut hasher = Sha256::new();
    for (name, text) in files {
        let aside = name.starts_with("calendar/") || name.starts_with("examples/");
        if aside || name == "agencies.csv" || name.ends_with(".md") {
            continue;
        }
        for part in [name, text] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
    }
    HEXLOWER.encode(&hasher.finalize())
}
