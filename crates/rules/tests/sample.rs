//! A small people file with its answer, both made elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use leye_rules::{Engine, screen};

use crate::packs::harbin;
use crate::people::{Folder, read_result};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

#[test]
fn the_sample_has_the_answer_that_was_worked_out_elsewhere() {
    let folder = Folder::new("sample");
    let out = folder.path("found.parquet");
    let engine = Engine::new(&harbin(), date(2026, 11, 1)).unwrap();
    let screened = screen(&data("sample.parquet"), &engine, &out, &mut |_, _| {}).unwrap();
    let found = read_result(&out).into_iter().map(|row| {
        format!("{},{},{},{}", row.id, row.ruling, row.categories.join(";"), row.unknown.join(";"))
    });
    let expected = fs::read_to_string(data("sample_expected.csv")).unwrap();
    for (found, expected) in found.zip(expected.lines().skip(1)) {
        assert_eq!(found, expected);
    }
    let rows = expected.lines().count() as u64 - 1;
    assert_eq!(screened.eligible + screened.unknown + screened.potential, rows);
    assert_eq!(screened.people, 3_000);
}
