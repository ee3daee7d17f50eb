//! `leye calendar due` and `leye calendar import`.

use std::fs;

use serde_json::json;

use crate::run::{Folder, leye};

fn check(arguments: &[&str], due: &str) {
    let answer = leye(&[&["calendar", "due", "--json", "--from"][..], arguments].concat()).ends(0).json();
    assert_eq!(answer["due"], due, "{arguments:?}");
}

#[test]
fn limits_end_where_the_worked_chains_say() {
    check(&["2026-02-11", "--working-days", "2"], "2026-02-13");
    check(&["2026-02-13", "--days", "3"], "2026-02-16");
    check(&["2026-02-13", "--days", "3", "--roll"], "2026-02-24");
    check(&["2026-02-13", "--working-days", "3"], "2026-02-25");
    check(&["2026-02-26", "--working-days", "2"], "2026-02-28");
    check(&["2026-02-28", "--working-days", "4"], "2026-03-05");
    check(&["2025-12-31", "--days", "3", "--roll"], "2026-01-04");
}

#[test]
fn every_day_says_why() {
    let answer =
        leye(&["calendar", "due", "--from", "2026-02-12", "--working-days", "2", "--json"]).ends(0).json();
    let expected = json!({"due": "2026-02-14", "days": [
        {"date": "2026-02-12", "counted": false, "why": "first day, not counted"},
        {"date": "2026-02-13", "counted": true, "why": "working day"},
        {"date": "2026-02-14", "counted": true, "why": "make-up working day (春节)"},
    ]});
    assert_eq!(answer, expected);
}

#[test]
fn a_rolled_end_explains_itself() {
    let answer =
        leye(&["calendar", "due", "--from", "2026-11-25", "--days", "3", "--roll", "--json"]).ends(0).json();
    let why: Vec<&str> =
        answer["days"].as_array().unwrap().iter().map(|day| day["why"].as_str().unwrap()).collect();
    assert_eq!(answer["due"], "2026-11-30");
    let natural = "natural day";
    assert_eq!(
        why,
        [
            "first day, not counted",
            natural,
            natural,
            natural,
            "rolled: weekend",
            "end, rolled to this working day"
        ]
    );
}

#[test]
fn people_see_a_table() {
    let text = leye(&["calendar", "due", "--from", "2026-02-12", "--working-days", "1"]).ends(0).out;
    assert!(text.starts_with("due 2026-02-13\n"), "{text}");
    assert!(text.contains("2026-02-13 Fri  1    working day"), "{text}");
}

#[test]
fn a_year_without_a_calendar_is_named_with_the_way_to_import_it() {
    let ran = leye(&["calendar", "due", "--from", "2026-12-30", "--working-days", "5", "--json"]).ends(3);
    assert_eq!(ran.out, "");
    assert!(ran.err.contains("2027") && ran.err.contains("leye calendar import"), "{}", ran.err);
}

#[test]
fn counting_makes_no_storage() {
    let folder = Folder::new("calendar-no-storage");
    folder.leye(&["calendar", "due", "--from", "2026-02-12", "--working-days", "1"]).ends(0);
    assert!(!folder.path("leye-data").exists());
}

#[test]
fn wrong_usage_is_told_apart() {
    for arguments in [
        &["--from", "2026-02-30", "--working-days", "1"][..],
        &["--from", "2026-02-12"],
        &["--from", "2026-02-12", "--working-days", "1", "--days", "1"],
        &["--from", "2026-02-12", "--working-days", "0"],
        &["--from", "2026-02-12", "--days", "3651"],
        &["--from", "2026-02-12", "--working-days", "1", "--roll"],
        &["--working-days", "1"],
    ] {
        leye(&[&["calendar", "due"][..], arguments].concat()).ends(2);
    }
}

#[test]
fn an_imported_year_is_counted_with() {
    let folder = Folder::with_demo("calendar-import");
    let due = ["calendar", "due", "--from", "2026-12-30", "--working-days", "5", "--json"];
    folder.leye(&due).ends(3);
    fs::write(
        folder.path("2027.csv"),
        "date,kind,name,year\n2027-01-01,holiday,元旦,2027\n2027-01-03,workday,元旦,2027\n",
    )
    .unwrap();
    let imported = folder.leye(&["calendar", "import", "2027.csv", "--json"]).ends(0).json();
    assert_eq!(imported["years"], json!([{"year": 2027, "days": 2}]));
    assert_eq!(folder.leye(&due).ends(0).json()["due"], "2027-01-06");
    folder.leye(&["verify"]).ends(0);
}

#[test]
fn a_faulty_file_imports_nothing_and_names_every_line() {
    let folder = Folder::with_demo("calendar-faults");
    fs::write(
        folder.path("bad.csv"),
        "date,kind,name,year\n2027-13-01,holiday,元旦,2027\n2027-01-02,feast,元旦,2027\n",
    )
    .unwrap();
    let ran = folder.leye(&["calendar", "import", "bad.csv"]).ends(3);
    assert!(ran.err.contains("line 2") && ran.err.contains("line 3"), "{}", ran.err);
    fs::write(folder.path("bytes.csv"), [0xff, 0xfe, 0x00]).unwrap();
    assert!(folder.leye(&["calendar", "import", "bytes.csv"]).ends(3).err.contains("UTF-8"));
    folder.leye(&["calendar", "due", "--from", "2026-12-30", "--working-days", "5"]).ends(3);
}

#[test]
fn importing_needs_storage() {
    let ran = leye(&["calendar", "import", "2027.csv"]).ends(3);
    assert!(ran.err.contains("leye serve") && ran.err.contains("--data"), "{}", ran.err);
}
