//! People files that cannot be screened: an error that names the column or the row, and no
//! result left behind.

use std::fs;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Int64Array, StringArray, UInt64Array};
use jiff::civil::date;
use leye_rules::{Engine, Screened, screen};

use crate::packs::{changed, harbin};
use crate::people::{Folder, Resident, columns, read_result, write, write_columns};

fn engine() -> Engine {
    Engine::new(&harbin(), date(2026, 11, 1)).unwrap()
}

/// Two hundred people in households of three, all alike.
fn people() -> Vec<Resident> {
    (0..200).map(|id| Resident { id, household: id / 3, ..Resident::known() }).collect()
}

/// The error for these columns; nothing may be left, and an earlier result stays.
fn refused(name: &str, columns: Vec<(&str, ArrayRef)>) -> String {
    let folder = Folder::new(name);
    let (file, out) = (folder.path("people.parquet"), folder.path("found.parquet"));
    fs::write(&out, "an earlier result").unwrap();
    write_columns(columns, 60, &file);
    let error = screen(&file, &engine(), &out, &mut |_, _| {}).unwrap_err().to_string();
    assert_eq!(folder.names(), ["found.parquet", "people.parquet"], "{error}");
    assert_eq!(fs::read_to_string(&out).unwrap(), "an earlier result");
    error
}

fn with(name: &str, array: ArrayRef) -> Vec<(&'static str, ArrayRef)> {
    let all = columns(&people()).into_iter();
    all.map(|(column, old)| if column == name { (column, array.clone()) } else { (column, old) }).collect()
}

/// The file with one resident changed.
fn with_one(at: usize, change: impl Fn(&mut Resident)) -> Vec<(&'static str, ArrayRef)> {
    let mut people = people();
    change(&mut people[at]);
    columns(&people)
}

fn says(error: &str, parts: &[&str]) {
    for part in parts {
        assert!(error.contains(part), "`{error}` does not say `{part}`");
    }
}

#[test]
fn every_missing_column_is_named() {
    for (column, _) in columns(&people()) {
        let rest = columns(&people()).into_iter().filter(|(name, _)| *name != column).collect();
        says(&refused("missing-column", rest), &[&format!("`{column}` is missing")]);
    }
}

#[test]
fn every_column_of_a_wrong_type_is_named() {
    for (column, old) in columns(&people()) {
        let other: ArrayRef = if column == "disability_grade" {
            Arc::new(StringArray::from(vec!["1"; old.len()]))
        } else {
            Arc::new(Int64Array::from(vec![1; old.len()]))
        };
        says(&refused("wrong-type", with(column, other)), &[&format!("`{column}` is of type")]);
    }
}

#[test]
fn households_that_are_not_sorted_are_told_with_their_row() {
    // Inside of a row group, and at the border of two.
    for at in [7, 60, 120] {
        let error = refused("unsorted", with_one(at, |one| one.household = 0));
        let before = u64::try_from(at - 1).unwrap() / 3;
        says(&error, &[&format!("row {}", at + 1), &format!("household 0 stands after household {before}")]);
    }
}

#[test]
fn an_age_of_200_is_told_with_its_row() {
    let error = refused("age", with_one(130, |one| one.born = Some(date(1826, 5, 5))));
    says(&error, &["row 131", "`born`", "1876-11-01"]);
    let error = refused("age-child", with_one(3, |one| one.youngest_child_born = Some(date(1826, 5, 5))));
    says(&error, &["row 4", "`youngest_child_born`"]);
}

#[test]
fn a_word_or_a_number_that_is_not_allowed_is_told_with_its_row() {
    says(&refused("word", with_one(77, |one| one.sex = Some("X"))), &["row 78", "`sex`", "M, F"]);
    let error = refused("grade", with_one(199, |one| one.disability_grade = Some(5)));
    says(&error, &["row 200", "`disability_grade`", "from 0 to 4"]);
}

#[test]
fn an_id_that_is_null_is_told_with_its_row() {
    for column in ["person_id", "household_id"] {
        let ids: UInt64Array = (0..200).map(|id| (id != 90).then_some(id)).collect();
        says(&refused("null-id", with(column, Arc::new(ids))), &["row 91", column]);
    }
}

#[test]
fn an_id_that_stands_twice_is_told_with_both_rows() {
    says(&refused("twice", with_one(150, |one| one.id = 20)), &["row 151", "person_id 20", "row 21"]);
    says(&refused("twice-beside", with_one(21, |one| one.id = 20)), &["row 22", "person_id 20", "row 21"]);
}

#[test]
fn ids_may_stand_in_any_order() {
    let folder = Folder::new("any-order");
    let (file, out) = (folder.path("people.parquet"), folder.path("found.parquet"));
    let mut people = people();
    let ids = people.len() as u64;
    people.iter_mut().for_each(|one| one.id = ids - one.id);
    write(&people, 60, &file);
    screen(&file, &engine(), &out, &mut |_, _| {}).unwrap();
    assert!(read_result(&out).iter().map(|row| row.id).eq((1..=200).rev()));
}

#[test]
fn a_truncated_file_is_told_and_leaves_nothing() {
    let folder = Folder::new("truncated");
    let (file, out) = (folder.path("people.parquet"), folder.path("found.parquet"));
    write(&people(), 60, &file);
    let whole = fs::read(&file).unwrap();
    for length in [0, 3, 100, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        let error = screen(&file, &engine(), &out, &mut |_, _| {}).unwrap_err().to_string();
        says(&error, &["people.parquet", "not a whole Parquet file"]);
        assert_eq!(folder.names(), ["people.parquet"]);
    }
}

#[test]
fn a_file_whose_middle_is_lost_is_told_and_leaves_nothing() {
    let folder = Folder::new("hole");
    let (file, out) = (folder.path("people.parquet"), folder.path("found.parquet"));
    write(&people(), 60, &file);
    let mut bytes = fs::read(&file).unwrap();
    let half = bytes.len() / 2;
    bytes[4..half].fill(0xff);
    fs::write(&file, bytes).unwrap();
    let error = screen(&file, &engine(), &out, &mut |_, _| {}).unwrap_err().to_string();
    says(&error, &["people.parquet"]);
    assert_eq!(folder.names(), ["people.parquet"]);
}

#[test]
fn a_file_that_is_not_there_and_a_folder_that_is_not_there_are_named() {
    let folder = Folder::new("nowhere");
    let (file, out) = (folder.path("people.parquet"), folder.path("nowhere/found.parquet"));
    let error = screen(&file, &engine(), &out, &mut |_, _| {}).unwrap_err().to_string();
    says(&error, &["people.parquet"]);
    write(&people(), 60, &file);
    let error = screen(&file, &engine(), &out, &mut |_, _| {}).unwrap_err().to_string();
    says(&error, &["found.parquet"]);
    let error = screen(&file, &engine(), &file, &mut |_, _| {}).unwrap_err().to_string();
    says(&error, &["people file"]);
    assert!(file.is_file());
}

#[test]
fn a_household_of_ten_thousand_is_one_household() {
    let folder = Folder::new("large");
    let (file, out) = (folder.path("people.parquet"), folder.path("found.parquet"));
    let mut people: Vec<Resident> =
        (0..10_000).map(|id| Resident { id, household: 5, ..Resident::known() }).collect();
    people.push(Resident { id: 10_000, household: 6, ..Resident::known() });
    write(&people, 300, &file);
    screen(&file, &engine(), &out, &mut |_, _| {}).unwrap();
    assert!(read_result(&out).iter().all(|row| row.categories == ["C1.1", "C1.2"]));
    // One of them has work: nobody is of a zero-employment household any more.
    people[9_999].employed = Some(true);
    write(&people, 300, &file);
    screen(&file, &engine(), &out, &mut |_, _| {}).unwrap();
    let rows = read_result(&out);
    assert_eq!(rows.len(), 10_000);
    assert!(rows[..9_999].iter().all(|row| row.categories == ["C1.1"]));
    assert_eq!(rows[9_999].categories, ["C1.1", "C1.2"]);
}

#[test]
fn a_file_without_people_gives_a_result_without_rows() {
    let folder = Folder::new("empty");
    let (file, out) = (folder.path("people.parquet"), folder.path("found.parquet"));
    write(&[], 60, &file);
    let screened = screen(&file, &engine(), &out, &mut |_, _| {}).unwrap();
    assert_eq!((screened, read_result(&out).len()), (Screened::default(), 0));
}

#[test]
fn two_exceptions_that_hold_are_told_with_their_row() {
    let pack = changed(
        "determination/C1.3.toml",
        "[[proof]]",
        &format!(
            "{}\n{}\n[[proof]]",
            crate::exceptions::exception("pensioner", "applied", "excluded"),
            crate::exceptions::exception("veteran", "martyr_family", "included")
        ),
    );
    let folder = Folder::new("exceptions");
    let (file, out) = (folder.path("people.parquet"), folder.path("found.parquet"));
    write_columns(with_one(140, |one| one.martyr_family = Some(true)), 60, &file);
    let engine = Engine::new(&pack, date(2026, 11, 1)).unwrap();
    let error = screen(&file, &engine, &out, &mut |_, _| {}).unwrap_err().to_string();
    says(&error, &["row 141", "pensioner", "veteran", "C1.3"]);
    assert_eq!(folder.names(), ["people.parquet"]);
}
