//! `leye screen`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::Folder;

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/tests/data/sample.parquet")
}

#[test]
fn a_population_is_screened_into_a_file() {
    let folder = Folder::new("screen");
    let people = sample();
    let screen = ["screen", people.to_str().unwrap(), "--on", "2026-11-01", "--out", "found.parquet"];
    let counts = folder.leye(&[&screen[..], &["--json"]].concat()).ends(0).json();
    assert_eq!(counts["people"], 3_000);
    let found: u64 =
        ["eligible", "unknown", "potential"].iter().map(|one| counts[one].as_u64().unwrap()).sum();
    assert_eq!(found, 748);
    assert!(fs::read(folder.path("found.parquet")).unwrap().starts_with(b"PAR1"));
    assert!(folder.leye(&screen).ends(0).out.contains("3000 people"));
}

#[test]
fn a_file_that_cannot_be_screened_leaves_nothing() {
    let folder = Folder::new("screen-wrong");
    let bytes = fs::read(sample()).unwrap();
    fs::write(folder.path("people.parquet"), &bytes[..bytes.len() / 2]).unwrap();
    let ran =
        folder.leye(&["screen", "people.parquet", "--on", "2026-11-01", "--out", "found.parquet"]).ends(3);
    assert!(ran.err.contains("people.parquet"), "{ran:?}");
    assert_eq!(fs::read_dir(folder.path(".")).unwrap().count(), 1);
    let ran =
        folder.leye(&["screen", "people.parquet", "--on", "2001-01-01", "--out", "found.parquet"]).ends(3);
    assert!(ran.err.contains("2010-10-01"), "{ran:?}");
}
