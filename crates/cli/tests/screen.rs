//! `leye screen`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use arrow::array::{Array, ArrayRef, AsArray, Date32Array, Int64Array, RecordBatch, UInt64Array};
use arrow::datatypes::{Date32Type, Field, Schema, UInt64Type};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

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

/// The sample as one batch.
fn rows() -> RecordBatch {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(sample()).unwrap()).unwrap();
    reader.with_batch_size(10_000).build().unwrap().next().unwrap().unwrap()
}

/// The sample with one column changed; without it where the change gives none.
fn changed(name: &str, change: impl Fn(&ArrayRef) -> Option<ArrayRef>) -> RecordBatch {
    let rows = rows();
    let schema = rows.schema();
    let columns = schema.fields().iter().zip(rows.columns()).filter_map(|(field, column)| {
        let column = if field.name() == name { change(column)? } else { column.clone() };
        Some((Field::new(field.name(), column.data_type().clone(), true), column))
    });
    let (fields, columns): (Vec<Field>, Vec<ArrayRef>) = columns.collect::<Vec<_>>().into_iter().unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap()
}

fn ids(column: &ArrayRef, at: usize, id: impl Fn(&[u64]) -> u64) -> Option<ArrayRef> {
    let mut ids = column.as_primitive::<UInt64Type>().values().to_vec();
    ids[at] = id(&ids);
    Some(Arc::new(UInt64Array::from(ids)))
}

fn write(rows: &RecordBatch, path: &Path) {
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), rows.schema(), None).unwrap();
    writer.write(rows).unwrap();
    writer.close().unwrap();
}

#[test]
fn each_kind_of_bad_people_file_is_told_by_column_or_row() {
    let age_of_200 = |column: &ArrayRef| -> Option<ArrayRef> {
        let mut days: Vec<Option<i32>> = column.as_primitive::<Date32Type>().iter().collect();
        days[41] = Some(-52_000);
        Some(Arc::new(Date32Array::from(days)))
    };
    let numbers =
        |column: &ArrayRef| -> Option<ArrayRef> { Some(Arc::new(Int64Array::from(vec![1; column.len()]))) };
    let faults: [(&str, RecordBatch, &[&str]); 5] = [
        ("missing column", changed("employed", |_| None), &["`employed` is missing"]),
        ("wrong type", changed("sex", numbers), &["`sex` is of type Int64", "utf8"]),
        ("unsorted", changed("household_id", |c| ids(c, 500, |_| 0)), &["row 501", "household 0"]),
        ("an age of 200", changed("born", age_of_200), &["row 42", "`born`"]),
        ("twice", changed("person_id", |c| ids(c, 900, |ids| ids[7])), &["row 901", "row 8", "person_id"]),
    ];
    let folder = Folder::new("screen-faults");
    let people = folder.path("people.parquet");
    for (fault, rows, parts) in faults {
        write(&rows, &people);
        let screen = ["screen", "people.parquet", "--on", "2026-11-01", "--out", "found.parquet"];
        let ran = folder.leye(&screen).ends(3);
        assert!(parts.iter().all(|part| ran.err.contains(part)), "{fault}: {ran:?}");
        assert_eq!(fs::read_dir(folder.path(".")).unwrap().count(), 1, "{fault}");
    }
}

#[test]
fn a_killed_screening_leaves_the_earlier_result_or_a_whole_one() {
    let folder = Folder::new("screen-killed");
    let (people, out) = (sample(), folder.path("found.parquet"));
    let mut was_killed = 0;
    for wait in (0..40).step_by(2) {
        fs::write(&out, "an earlier result").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_leye"));
        command.args(["screen", people.to_str().unwrap(), "--on", "2026-11-01", "--out"]).arg(&out);
        let mut running = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        sleep(Duration::from_millis(wait * wait));
        let _ = running.kill();
        was_killed += usize::from(!running.wait().unwrap().success());
        let left = fs::read(&out).unwrap();
        let is_whole = left.starts_with(b"PAR1") && left.ends_with(b"PAR1");
        assert!(left == b"an earlier result" || is_whole, "after {wait} ms: {} bytes", left.len());
    }
    assert!(was_killed > 0, "no screening was killed in time");
}
