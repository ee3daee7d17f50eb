//! A rehearsal against the rulings that `evaluate` and `screen` give.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;

use arrow::array::AsArray;
use jiff::civil::date;
use leye_pack::Pack;
use leye_rules::{Rehearsed, ScreenError, Standing, rehearse};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::packs::{compile, files};

fn pack(id: &str) -> Pack {
    compile(&files(id))
}

fn sample() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/sample.parquet")
}

/// A folder of the test's own, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let place = std::env::temp_dir().join(format!("leye-rehearse-{name}-{}", std::process::id()));
        fs::create_dir_all(&place).unwrap();
        Folder(place)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(base: &Pack, draft: &Pack, out: Option<&PathBuf>) -> Rehearsed {
    let mut last = (0, 0);
    let found =
        rehearse(&sample(), base, draft, date(2026, 11, 1), out.map(PathBuf::as_path), &mut |done, all| {
            assert!(done <= all && done >= last.0, "{done} of {all} after {last:?}");
            last = (done, all);
        })
        .unwrap();
    assert_eq!(last, (9_000, 9_000));
    found
}

fn of(found: &Rehearsed, from: Standing, to: Standing) -> u64 {
    found.transitions.iter().filter(|one| one.from == from && one.to == to).map(|one| one.people).sum()
}

#[test]
fn a_pack_against_itself_changes_nobody() {
    let harbin = pack("harbin");
    let found = run(&harbin, &harbin, None);
    assert_eq!((found.people, found.gain, found.lose, found.changed), (3_000, 0, 0, 0));
    assert!(found.agencies.is_empty(), "{:?}", found.agencies);
    assert!(found.transitions.iter().all(|one| one.from == one.to));
}

#[test]
fn those_who_gain_one_way_lose_the_other_way() {
    let (old, new) = (pack("harbin"), pack("harbin-2024"));
    let (there, back) = (run(&old, &new, None), run(&new, &old, None));
    assert_eq!((there.gain, there.lose), (back.lose, back.gain));
    assert_eq!(there.changed, back.changed);
    assert!(there.changed > 0);
}

#[test]
fn a_removed_category_takes_away_those_who_had_no_other() {
    let harbin = pack("harbin");
    let mut draft = harbin.clone();
    draft.categories.retain(|category| category.code != "C1.1");
    let found = run(&harbin, &draft, None);
    assert_eq!(found.gain, 0);
    let gone = found.categories.iter().find(|one| one.category == "C1.1").unwrap();
    assert!(gone.before > 0 && gone.after == 0 && gone.lose == gone.before, "{gone:?}");
    let lost = of(&found, Standing::Eligible, Standing::Ineligible)
        + of(&found, Standing::Eligible, Standing::Potential)
        + of(&found, Standing::Eligible, Standing::Unknown);
    assert_eq!(found.lose, lost);
    assert!(found.lose > 0 && found.lose <= gone.before);
}

#[test]
fn agencies_add_up_to_the_whole_at_every_level() {
    let harbin = pack("harbin");
    let mut draft = harbin.clone();
    draft.categories.retain(|category| category.code != "C1.1");
    let found = run(&draft, &harbin, None);
    let mut gains: BTreeMap<Option<&str>, u64> = BTreeMap::new();
    for agency in &found.agencies {
        *gains.entry(agency.level.map(|level| level.as_str())).or_default() += agency.gain;
    }
    let nowhere = gains.get(&None).copied().unwrap_or_default();
    assert!(found.gain > 0);
    for level in ["station", "office", "bureau"] {
        assert_eq!(gains.get(&Some(level)).copied().unwrap_or_default() + nowhere, found.gain, "{level}");
    }
    assert!(found.work.iter().all(|work| work.cases == found.gain && !work.steps.is_empty()));
}

#[test]
fn those_that_change_are_written_and_nothing_else_is_left() {
    let folder = Folder::new("out");
    let out = folder.0.join("changed.parquet");
    let harbin = pack("harbin");
    let mut draft = harbin.clone();
    draft.categories.retain(|category| category.code != "C1.1");
    let found = run(&harbin, &draft, Some(&out));
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(&out).unwrap()).unwrap();
    let mut rows = 0;
    for batch in reader.build().unwrap() {
        let batch = batch.unwrap();
        let before = batch.column_by_name("categories_before").unwrap();
        rows += u64::try_from(batch.num_rows()).unwrap();
        for row in 0..batch.num_rows() {
            let codes = before.as_list::<i32>().value(row);
            assert!(codes.as_string::<i32>().iter().flatten().any(|code| code == "C1.1"));
        }
    }
    assert_eq!(rows, found.changed);
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
}

#[test]
fn a_file_that_is_cut_leaves_nothing_behind() {
    let folder = Folder::new("cut");
    let bytes = fs::read(sample()).unwrap();
    let people = folder.0.join("people.parquet");
    fs::write(&people, &bytes[..bytes.len() / 2]).unwrap();
    let harbin = pack("harbin");
    let out = folder.0.join("changed.parquet");
    let error = rehearse(&people, &harbin, &harbin, date(2026, 11, 1), Some(&out), &mut |_, _| {});
    assert!(matches!(error, Err(ScreenError::Damaged { .. })), "{error:?}");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
}

#[test]
fn the_people_file_is_never_overwritten() {
    let folder = Folder::new("same");
    let people = folder.0.join("people.parquet");
    fs::copy(sample(), &people).unwrap();
    let harbin = pack("harbin");
    let error = rehearse(&people, &harbin, &harbin, date(2026, 11, 1), Some(&people), &mut |_, _| {});
    assert!(matches!(error, Err(ScreenError::SameFile { .. })), "{error:?}");
}
