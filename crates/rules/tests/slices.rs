//! A people file in slices: whole households, and together the same bytes as in one piece.

use std::fs;
use std::path::Path;

use jiff::civil::date;
use leye_rules::{Cut, Engine, Output, ScreenError, cut, screen, screen_slice};

use crate::packs::harbin;
use crate::people::{Folder, Resident, write};

fn engine() -> Engine {
    Engine::new(&harbin(), date(2026, 11, 1)).unwrap()
}

/// Households of one to five, and one of three hundred that fills several row groups. Some of
/// what decides is not known.
fn people() -> Vec<Resident> {
    let mut people = Vec::new();
    for household in 0..400 {
        for _ in 0..if household == 100 { 300 } else { household % 5 + 1 } {
            let id = people.len() as u64;
            let employed = (!id.is_multiple_of(7)).then_some(id.is_multiple_of(3));
            let born = (!id.is_multiple_of(11)).then_some(date(1974, 3, 2));
            people.push(Resident { id, household, employed, born, ..Resident::known() });
        }
    }
    people
}

fn sliced(people: &Path, out: &Path, at_least: u64) -> Result<Cut, ScreenError> {
    let engine = engine();
    let cut = cut(people, &engine, at_least)?;
    let mut output = Output::create(people, out)?;
    for slice in &cut.slices {
        screen_slice(people, &engine, &cut, *slice, &mut |rows| output.write(rows))?;
    }
    output.finish(cut.rows)?;
    Ok(cut)
}

#[test]
fn slices_hold_whole_households_and_find_the_same_bytes() {
    let folder = Folder::new("slices");
    let (file, whole, parts) = (folder.path("people.parquet"), folder.path("whole"), folder.path("parts"));
    let people = people();
    for group in [37, 60, 5_000] {
        write(&people, group, &file);
        let screened = screen(&file, &engine(), &whole, &mut |_, _| {}).unwrap();
        assert!(screened.eligible > 100 && screened.unknown > 100, "{screened:?}");
        for at_least in [1, 50, 200] {
            let cut = sliced(&file, &parts, at_least).unwrap();
            assert!(fs::read(&whole).unwrap() == fs::read(&parts).unwrap(), "{group} {at_least}");
            let mut row = 0;
            for slice in &cut.slices {
                assert_eq!(slice.first_row, row);
                row += slice.rows;
                let (last, next) = (usize::try_from(row).unwrap() - 1, usize::try_from(row).unwrap());
                assert!(next == people.len() || people[last].household != people[next].household);
                assert!(slice.rows >= at_least || next == people.len());
            }
            assert_eq!((row, cut.rows), (people.len() as u64, people.len() as u64));
            assert_eq!(cut.slices.len() == 1, group == 5_000);
        }
    }
}

#[test]
fn faults_of_the_whole_file_are_found_by_cutting_it() {
    let folder = Folder::new("slice-faults");
    let (file, out) = (folder.path("people.parquet"), folder.path("found.parquet"));
    type Change = fn(&mut Vec<Resident>);
    let faults: [(Change, &str); 3] = [
        (|people| people[600].household = 3, "row 601: household 3 stands after"),
        (|people| people[37].household = 3, "row 38: household 3 stands after"),
        (|people| people[900].id = 12, "row 901: person_id 12 stands in row 13 already"),
    ];
    for (change, told) in faults {
        let mut people = people();
        change(&mut people);
        write(&people, 37, &file);
        let error = sliced(&file, &out, 50).unwrap_err().to_string();
        assert!(error.starts_with(told), "{error}");
        assert_eq!(folder.names(), ["people.parquet"]);
    }
}

#[test]
fn a_fault_within_a_slice_has_the_row_of_the_file() {
    let folder = Folder::new("slice-row");
    let (file, out) = (folder.path("people.parquet"), folder.path("found.parquet"));
    let mut people = people();
    people[1_000].sex = Some("X");
    write(&people, 37, &file);
    let error = sliced(&file, &out, 50).unwrap_err().to_string();
    assert!(error.starts_with("row 1001, column `sex`"), "{error}");
    assert_eq!(folder.names(), ["people.parquet"]);
}

#[test]
fn another_file_than_the_one_that_was_cut_is_refused() {
    let folder = Folder::new("slice-other");
    let file = folder.path("people.parquet");
    write(&people(), 37, &file);
    let cut = cut(&file, &engine(), 50).unwrap();
    write(&people()[..800], 37, &file);
    let error = screen_slice(&file, &engine(), &cut, cut.slices[0], &mut |_| Ok(())).unwrap_err();
    assert!(matches!(error, ScreenError::Changed { .. }), "{error}");
}
