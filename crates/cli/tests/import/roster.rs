//! The register of a city's size: every fault is found, where it is, and no other.

use std::collections::BTreeSet;
use std::fs;

use super::register::{HEADING, application, csv, number};
use crate::run::Folder;

const ROWS: usize = 5000;
const FAULTS: usize = 300;

/// Row, column and code of a fault.
type Known = (u64, String, String);

/// Spoils a row; tells in which columns, and as what.
type Spoil = fn(&mut Vec<String>, usize) -> Vec<(&'static str, &'static str)>;

/// Everything that goes wrong in one row of a register.
const SPOILS: [Spoil; 19] = [
    |row, _| {
        row.swap(1, 2);
        vec![("B", "name-is-number"), ("C", "number-is-name")]
    },
    |row, _| set(row, 2, "2.30102E+17", ("C", "number-lost-digits")),
    |row, _| {
        let last = if row[2].ends_with('1') { "2" } else { "1" };
        let changed = format!("{}{last}", &row[2][..17]);
        set(row, 2, &changed, ("C", "wrong-check-digit"))
    },
    |row, _| set(row, 2, "23010219740302", ("C", "wrong-length")),
    |row, at| {
        row[5] = String::new();
        set(row, 2, &number("20150302", at % 500 * 2 + 1), ("C", "too-young"))
    },
    |row, _| set(row, 1, "", ("B", "name-empty")),
    |row, _| set(row, 1, "13904510001", ("B", "name-is-phone")),
    |row, _| set(row, 3, "8450036", ("D", "no-area-code")),
    |row, _| set(row, 3, "1390451", ("D", "wrong-length")),
    |row, _| set(row, 5, "退休", ("F", "class-unknown")),
    |row, _| set(row, 6, "困难", ("G", "category-unknown")),
    |row, _| set(row, 6, "", ("G", "category-missing")),
    |row, _| set(row, 7, "2026-02-30", ("H", "date-impossible")),
    |row, _| set(row, 7, "115/11/16", ("H", "date-year")),
    |row, _| set(row, 7, "2026年11月", ("H", "date-no-day")),
    |row, _| set(row, 7, "2099-01-01", ("H", "date-in-future")),
    |row, _| set(row, 7, "", ("H", "received-missing")),
    |row, _| set(row, 8, "230102999999", ("I", "station-unknown")),
    |row, _| set(row, 8, "230102001000", ("I", "station-level")),
];

fn set(
    row: &mut [String],
    at: usize,
    text: &str,
    fault: (&'static str, &'static str),
) -> Vec<(&'static str, &'static str)> {
    row[at] = text.to_owned();
    vec![fault]
}

/// The register, with its faults at places that a seed scatters.
fn roster(seed: usize) -> (Vec<Vec<String>>, BTreeSet<Known>) {
    let mut rows: Vec<Vec<String>> = (0..ROWS).map(application).collect();
    let (mut known, mut spoiled) = (BTreeSet::new(), BTreeSet::new());
    let mut draw = seed;
    while known.len() < FAULTS {
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = 1 + (draw >> 33) % (ROWS - 1);
        if !spoiled.insert(at) {
            continue;
        }
        let mut of_row = match spoiled.len() % 20 {
            // Twice the same person: only the later row is at fault.
            19 if !spoiled.contains(&(at - 1)) => {
                spoiled.insert(at - 1);
                rows[at][2] = rows[at - 1][2].clone();
                rows[at][5] = rows[at - 1][5].clone();
                vec![("C", "twice-in-file")]
            }
            kind => SPOILS[kind % 19](&mut rows[at], at),
        };
        // The last one must not bring a fault too many.
        if known.len() + of_row.len() > FAULTS {
            rows[at] = application(at);
            of_row = SPOILS[5](&mut rows[at], at);
        }
        let row = u64::try_from(at + 2).unwrap();
        known.extend(of_row.iter().map(|(column, code)| (row, (*column).to_owned(), (*code).to_owned())));
    }
    (rows, known)
}

#[test]
fn a_roster_of_5000_with_300_faults_is_told_exactly_these() {
    let folder = Folder::with_demo("import-roster");
    let (rows, known) = roster(20_261_122);
    assert_eq!(known.len(), FAULTS);
    fs::write(folder.path("roster.csv"), csv(HEADING, &rows)).unwrap();

    let refused = folder.leye(&["import", "applications", "roster.csv", "--json"]).ends(1).json();
    let faults = refused["faults"].as_array().unwrap();
    let text = |fault: &serde_json::Value, key: &str| fault[key].as_str().unwrap().to_owned();
    let found: BTreeSet<Known> = faults
        .iter()
        .map(|fault| (fault["row"].as_u64().unwrap(), text(fault, "column"), text(fault, "code")))
        .collect();
    assert_eq!(found.symmetric_difference(&known).collect::<Vec<_>>(), Vec::<&Known>::new());
    assert_eq!(faults.len(), FAULTS);
    assert_eq!((refused["rows"].as_u64(), refused["written"].as_bool()), (Some(5000), Some(false)));

    let bad: BTreeSet<u64> = known.iter().map(|(row, ..)| *row).collect();
    let good = ROWS - bad.len();
    let skipped =
        folder.leye(&["import", "applications", "roster.csv", "--skip-bad", "--json"]).ends(1).json();
    assert_eq!(skipped["added"].as_u64(), u64::try_from(good).ok());
    let file = fs::read_to_string(folder.path("roster.csv.bad.csv")).unwrap();
    assert!(file.starts_with('\u{feff}') && file.contains("原因"), "{}", &file[..200]);
    assert_eq!(file.lines().count(), 1 + bad.len());

    let again = folder.leye(&["import", "applications", "roster.csv", "--skip-bad", "--json"]).ends(1).json();
    assert_eq!((again["added"].as_u64(), again["unchanged"].as_u64()), (Some(0), u64::try_from(good).ok()));
    folder.leye(&["verify"]).ends(0);
}

#[test]
fn two_hundred_thousand_rows_are_checked() {
    let folder = Folder::with_demo("import-many");
    let rows: Vec<Vec<String>> = (0..200_000)
        .map(|at| {
            let mut row = application(at);
            row.truncate(6);
            row.push(super::register::STATION.to_owned());
            row
        })
        .collect();
    let heading = "序号,姓名,身份证号,联系电话,家庭住址,退休年龄类别,所属社区";
    fs::write(folder.path("many.csv"), csv(heading, &rows)).unwrap();
    let checked = folder.leye(&["import", "people", "many.csv", "--dry-run", "--json"]).ends(0).json();
    assert_eq!((checked["rows"].as_u64(), checked["added"].as_u64()), (Some(200_000), Some(200_000)));
}
