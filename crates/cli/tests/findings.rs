//! `leye register` and `leye outreach`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::run::{Folder, Ran};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/samples").join(name)
}

/// A demo with the sample population screened into `found.parquet`.
fn screened(name: &str) -> Folder {
    let folder = Folder::with_demo(name);
    let people = sample("population.parquet");
    folder
        .leye(&["screen", people.to_str().unwrap(), "--on", "2026-11-01", "--out", "found.parquet"])
        .ends(0);
    folder
}

fn outreach(folder: &Folder, people: &Path, more: &[&str]) -> Ran {
    let found = folder.path("found.parquet");
    let all = ["outreach", found.to_str().unwrap(), "--people", people.to_str().unwrap(), "--json"];
    folder.leye(&[&all[..], more].concat())
}

fn taken(answer: &Value) -> [u64; 4] {
    ["added", "changed", "unchanged", "reached"].map(|name| answer["taken"][name].as_u64().unwrap())
}

#[test]
fn a_list_is_taken_over_once() {
    let folder = screened("outreach");
    let people = sample("population.parquet");
    let tried = outreach(&folder, &people, &["--dry-run"]).ends(0).json();
    assert_eq!(tried["written"], false);
    let potential = tried["rows"].as_u64().unwrap();
    assert!(potential > 0);
    let first = outreach(&folder, &people, &[]).ends(0).json();
    assert_eq!(taken(&first), [potential, 0, 0, 0]);
    let again = outreach(&folder, &people, &[]).ends(0).json();
    assert_eq!(taken(&again), [0, 0, potential, 0]);
    let with_unknown = outreach(&folder, &people, &["--unknown"]).ends(0).json();
    assert!(taken(&with_unknown)[0] > 0, "{with_unknown}");
    folder.leye(&["verify"]).ends(0);
    folder.leye(&["rebuild"]).ends(0);
    folder.leye(&["verify"]).ends(0);
}

#[test]
fn a_row_without_a_station_is_named_and_nothing_is_written() {
    let folder = screened("outreach-bad");
    // The same population; of the first two one names no station, and one a station that is not.
    let people = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/strangers.parquet");
    let refused = outreach(&folder, &people, &["--unknown"]).ends(1).json();
    assert_eq!(refused["written"], false);
    let first = &refused["bad_rows"][0];
    assert_eq!((&first["row"], &first["agency"]), (&1.into(), &"230199001001".into()), "{refused}");
    assert_eq!(refused["bad"], 2);
    let told = folder.leye(&["outreach", "found.parquet", "--people", people.to_str().unwrap(), "--unknown"]);
    assert!(told.ends(1).out.contains("row "));
    let skipped = outreach(&folder, &people, &["--unknown", "--skip-bad"]).ends(1).json();
    assert_eq!(skipped["written"], true);
    let good = skipped["rows"].as_u64().unwrap() - skipped["bad"].as_u64().unwrap();
    assert_eq!(taken(&skipped)[0], good);
    let bad = fs::read_to_string(folder.path("found.parquet.bad.csv")).unwrap();
    assert_eq!(bad.lines().count() as u64, skipped["bad"].as_u64().unwrap() + 1);
}

#[test]
fn the_wrong_people_file_is_an_error_that_names_the_row() {
    let folder = screened("outreach-other");
    let other = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/tests/data/sample.parquet");
    fs::copy(sample("population.parquet"), folder.path("people.parquet")).unwrap();
    let found = folder.path("found.parquet");
    let ran = folder.leye(&["outreach", other.to_str().unwrap(), "--people", "people.parquet"]).ends(3);
    assert!(ran.err.contains("ruling"), "a people file is no result: {ran:?}");
    let bytes = fs::read(&found).unwrap();
    fs::write(&found, &bytes[..bytes.len() / 2]).unwrap();
    let ran = folder.leye(&["outreach", "found.parquet", "--people", "people.parquet"]).ends(3);
    assert!(ran.err.contains("found.parquet"), "{ran:?}");
}

#[test]
fn the_register_is_screened_by_command_and_twice_makes_nothing_new() {
    let folder = Folder::with_demo("register-screen");
    let first = folder.leye(&["register", "screen", "--json"]).ends(0).json();
    assert!(first["people"].as_u64().unwrap() > 0 && first["foreseen"].as_u64().unwrap() > 0, "{first}");
    let again = folder.leye(&["register", "screen", "--json"]).ends(0).json();
    assert_eq!((&again["people"], &again["foreseen"]), (&first["people"], &0.into()));
    let later = folder.leye(&["register", "screen", "--on", "2060-01-01", "--json"]).ends(0).json();
    assert!(later["opened"].as_u64().unwrap() > 0, "{later}");
    folder.leye(&["verify"]).ends(0);
    let ran = folder.leye(&["register", "screen", "--on", "2001-01-01"]).ends(3);
    assert!(ran.err.contains("2010-10-01"), "{ran:?}");
}
