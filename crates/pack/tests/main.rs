//! Packs: the shipped one is without fault, and each fault is found at its place.

#![allow(clippy::unwrap_used)]

mod conditions;
mod diff;
mod faults;
mod shipped;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The names and texts of a pack on disk, relative to its folder.
fn load(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    files
}

/// The small faultless pack that the tests of faults change.
fn small() -> BTreeMap<String, String> {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture"))
}
