//! Files that cannot be read, or are read in spite of their form.

use std::fs;
use std::path::{Path, PathBuf};

use super::register::{HEADING, application, csv};
use crate::run::{Folder, Ran};

pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/samples").join(name)
}

pub fn import(folder: &Folder, kind: &str, file: &Path, more: &[&str]) -> Ran {
    let file = file.to_str().unwrap();
    folder.leye(&[&["import", kind, file, "--json"][..], more].concat())
}

/// The file as a whole is refused as this.
fn refused(folder: &Folder, name: &str, bytes: &[u8], more: &[&str], code: &str) {
    fs::write(folder.path(name), bytes).unwrap();
    let answer = import(folder, "applications", &folder.path(name), more).ends(1).json();
    assert_eq!(answer["faults"][0]["code"], code, "{answer}");
    assert_eq!(answer["faults"].as_array().unwrap().len(), 1, "{answer}");
}

#[test]
fn what_is_no_register_is_refused_in_plain_words() {
    let folder = Folder::with_demo("import-refused");
    refused(&folder, "empty.csv", b"", &[], "file-empty");
    refused(&folder, "blank.csv", b"\r\n , ,\r\n", &[], "file-empty");
    refused(&folder, "heading.csv", HEADING.as_bytes(), &[], "no-rows");
    refused(&folder, "words.csv", "今天开会\n明天也开会\n".as_bytes(), &[], "no-heading");
    refused(&folder, "picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff", &[], "not-a-sheet");
    refused(&folder, "broken.xlsx", b"PK\x03\x04 and nothing more", &[], "not-a-sheet");
    let good = csv(HEADING, &[application(0)]);
    refused(&folder, "good.csv", good.as_bytes(), &["--encoding", "klingon"], "encoding-unknown");
    let gb18030 = fs::read(sample("applications.gb18030.csv")).unwrap();
    refused(&folder, "wrong.csv", &gb18030, &["--encoding", "utf-8"], "encoding-wrong");
    let short = good.replace("申请日期", "日子");
    refused(&folder, "short.csv", short.as_bytes(), &[], "column-missing");
    let twice = good.replace("家庭住址", "手机");
    refused(&folder, "twice.csv", twice.as_bytes(), &[], "column-twice");
}

#[test]
fn a_password_is_told_and_how_to_take_it_off() {
    let folder = Folder::with_demo("import-locked");
    let file = sample("applications-locked.xlsx");
    let answer = import(&folder, "applications", &file, &[]).ends(1).json();
    assert_eq!(answer["faults"][0]["code"], "workbook-locked");
    assert!(answer["faults"][0]["message"].as_str().unwrap().contains("password"), "{answer}");
}

#[test]
fn one_register_reads_the_same_in_every_encoding() {
    let folder = Folder::with_demo("import-encodings");
    let text = csv(HEADING, &(0..20).map(application).collect::<Vec<_>>());
    let utf16 = |units: Vec<u16>, to: fn(u16) -> [u8; 2]| units.into_iter().flat_map(to).collect::<Vec<u8>>();
    let units: Vec<u16> = text.encode_utf16().collect();
    let with_mark: Vec<u16> = std::iter::once(0xfeff).chain(units.clone()).collect();
    let tabs = text.replace(',', "\t");
    let crlf = format!("二〇二六年申请登记表,,,,,,,,\r\n{}", text.replace('\n', "\r\n"));
    for (name, bytes) in [
        ("utf8.csv", text.clone().into_bytes()),
        ("mark.csv", format!("\u{feff}{text}").into_bytes()),
        ("utf16le.csv", utf16(with_mark.clone(), u16::to_le_bytes)),
        ("utf16be.csv", utf16(with_mark, u16::to_be_bytes)),
        ("utf16-bare.csv", utf16(units, u16::to_le_bytes)),
        ("tabs.txt", tabs.into_bytes()),
        ("semicolons.csv", text.replace(',', ";").into_bytes()),
        ("title.csv", crlf.into_bytes()),
    ] {
        fs::write(folder.path(name), bytes).unwrap();
        let answer = import(&folder, "applications", &folder.path(name), &["--dry-run"]).ends(0).json();
        assert_eq!(answer["added"], 20, "{name}: {answer}");
    }
    for (name, kind, rows) in [
        ("applications.gb18030.csv", "applications", 3),
        ("applications.xls", "applications", 3),
        ("applications.ods", "applications", 3),
        ("applications.xlsx", "applications", 3),
        ("people.big5.csv", "people", 4),
    ] {
        let answer = import(&folder, kind, &sample(name), &["--dry-run"]).ends(0).json();
        assert_eq!(answer["added"], rows, "{name}: {answer}");
    }
}

#[test]
fn of_several_sheets_one_is_chosen_by_name_or_number() {
    let folder = Folder::with_demo("import-sheets");
    for name in ["applications-two-sheets.xlsx", "applications-two-sheets.ods"] {
        let tried = |more: &[&str]| {
            import(&folder, "applications", &sample(name), &[&["--dry-run"][..], more].concat())
        };
        let open = tried(&[]).ends(1).json();
        assert_eq!(open["faults"][0]["code"], "several-sheets", "{name}: {open}");
        assert_eq!(open["faults"][0]["values"]["sheets"], "2026年, 2025年");
        for (sheet, rows) in [("2026年", 3), ("2025年", 2), ("1", 3), ("2", 2)] {
            let answer = tried(&["--sheet", sheet]).ends(0).json();
            assert_eq!((&answer["added"], &answer["bad"]), (&rows.into(), &0.into()), "{name}: {answer}");
        }
        for sheet in ["2024年", "3", "0"] {
            let answer = tried(&["--sheet", sheet]).ends(1).json();
            assert_eq!(answer["faults"][0]["code"], "sheet-unknown", "{name}: {answer}");
        }
    }
    let chosen = import(&folder, "applications", &sample("applications-two-sheets.xlsx"), &["--sheet", "2"]);
    assert_eq!(chosen.ends(0).json()["sheet"], "2025年");
}

#[test]
fn every_row_of_the_bad_sample_says_what_a_station_did() {
    let folder = Folder::with_demo("import-bad-sample");
    let answer = import(&folder, "applications", &sample("applications-bad.xlsx"), &[]).ends(1).json();
    let faults = answer["faults"].as_array().unwrap();
    let found: Vec<String> = faults
        .iter()
        .map(|f| format!("{}{} {}", f["column"].as_str().unwrap(), f["row"], f["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            "C3 number-is-name",
            "B3 name-is-number",
            "H4 date-impossible",
            "F5 class-missing",
            "C6 number-lost-digits",
            "C7 wrong-check-digit",
            "D8 no-area-code",
            "G9 category-unknown",
            "C10 twice-in-file",
            "C11 too-young",
            "H12 date-year",
            "C14 merged-identity",
            "J15 station-unknown",
        ]
    );
    assert!(!answer.to_string().contains("19740302"), "an identity number is shown");
}

#[test]
fn rows_are_numbered_as_in_the_sheet() {
    let folder = Folder::with_demo("import-numbers");
    let mut rows: Vec<Vec<String>> = (0..3).map(application).collect();
    rows[0][4] = "\"道里区\n森林街\"".to_owned();
    rows[2][1] = String::new();
    for (name, end) in [("lf.csv", "\n"), ("crlf.csv", "\r\n")] {
        // A blank row stands between the first and the second record.
        let text = csv(HEADING, &rows).replacen("\n2,", "\n\n2,", 1).replace('\n', end);
        fs::write(folder.path(name), text).unwrap();
        let answer = import(&folder, "applications", &folder.path(name), &[]).ends(1).json();
        assert_eq!(
            (&answer["faults"][0]["row"], &answer["faults"][0]["column"]),
            (&5.into(), &"B".into()),
            "{name}"
        );
    }
}
