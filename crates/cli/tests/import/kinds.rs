//! The four kinds of register, from the first import to a repeated one.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use super::files::{import, sample};
use super::register::{HEADING, STATION, application, csv, number};
use crate::run::Folder;

/// Added, changed, unchanged and bad.
fn counts(answer: &Value) -> [u64; 4] {
    ["added", "changed", "unchanged", "bad"].map(|key| answer[key].as_u64().unwrap())
}

/// The only fault's code.
fn code(answer: &Value) -> &str {
    assert_eq!(answer["faults"].as_array().unwrap().len(), 1, "{answer}");
    answer["faults"][0]["code"].as_str().unwrap()
}

fn events(folder: &Folder) -> u64 {
    folder.leye(&["verify", "--json"]).ends(0).json()["events"].as_u64().unwrap()
}

/// The tree of the pack in the form in which the statistics office gives it.
fn divisions() -> String {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/harbin/agencies.csv");
    let text = fs::read_to_string(pack).unwrap();
    let mut file = "code,level,name,parent\n230000000000,province,黑龙江省,\n".to_owned();
    for row in text.lines().filter(|line| line.starts_with("23")) {
        let cells: Vec<&str> = row.split(',').collect();
        let level = match cells[1] {
            "bureau" => "county",
            "office" => "town",
            "station" => "village",
            other => other,
        };
        let parent = if level == "city" { "230000000000" } else { cells[4] };
        file += &format!("{},{level},{},{parent}\n", cells[0], cells[2]);
    }
    file
}

#[test]
fn the_whole_tree_of_the_city_is_imported_and_twice_adds_nothing() {
    let folder = Folder::with_demo("import-tree");
    fs::write(folder.path("divisions.csv"), divisions()).unwrap();
    let file = folder.path("divisions.csv");
    let first = import(&folder, "agencies", &file, &[]).ends(0).json();
    assert_eq!(first["rows"], 3506);
    let listed = folder.leye(&["agency", "list", "--json"]).ends(0).json();
    let listed = listed.as_array().unwrap();
    let of = |level: &str| listed.iter().filter(|row| row["level"] == level).count();
    assert_eq!(["city", "bureau", "office", "station"].map(of), [1, 18, 328, 3158]);
    assert_eq!(listed.iter().filter(|row| row["virtual"] == true).count(), 16);
    let daoli = listed.iter().find(|row| row["code"] == "230102000000").unwrap();
    assert_eq!((&daoli["name_hans"], &daoli["name_hant"]), (&"道里区".into(), &"道里區".into()));
    let again = import(&folder, "agencies", &file, &[]).ends(0).json();
    assert_eq!(counts(&again), [0, 0, 3506, 0]);

    let renamed = "代码,名称\n230102001003,松花江社区\n230102001003999,短\n230199001001,孤立社区\n";
    fs::write(folder.path("renamed.csv"), renamed).unwrap();
    let answer = import(&folder, "agencies", &folder.path("renamed.csv"), &["--skip-bad"]).ends(1).json();
    assert_eq!(counts(&answer), [0, 1, 0, 2]);
    let codes: Vec<&str> =
        answer["faults"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["code-form", "parent-unknown"]);
}

#[test]
fn agencies_below_a_bad_new_one_are_left_out_with_their_own_reason() {
    let folder = Folder::with_demo("import-stranded");
    // The rows stand in no order; the office in row 4 cannot be read, so two stations wait.
    let text = "代码,名称\n\
                230102099001,春光社区\n230102099002,秋月社区\n230102099000,\n\
                230102098001,松花江社区\n230102098000,松花江街道\n230102001003,道里社区\n";
    fs::write(folder.path("tree.csv"), text).unwrap();
    let file = folder.path("tree.csv");
    let faults = |answer: &Value| -> Vec<(u64, String)> {
        let one = |f: &Value| (f["row"].as_u64().unwrap(), f["code"].as_str().unwrap().to_owned());
        answer["faults"].as_array().unwrap().iter().map(one).collect()
    };
    // Mending the one row mends the others: without --skip-bad they are no faults.
    let refused = import(&folder, "agencies", &file, &[]).ends(1).json();
    assert_eq!(faults(&refused), [(4, "name-empty".to_owned())]);
    let left_out = |code: &str| code.to_owned();
    let expected =
        [(2, left_out("parent-left-out")), (3, left_out("parent-left-out")), (4, left_out("name-empty"))];
    for more in [&["--skip-bad", "--dry-run"][..], &["--skip-bad"]] {
        let answer = import(&folder, "agencies", &file, more).ends(1).json();
        assert_eq!(faults(&answer), expected);
        assert_eq!(counts(&answer), [2, 1, 0, 3], "{answer}");
    }
    let listed = folder.leye(&["agency", "list", "--json"]).ends(0).json();
    let stands = |code: &str| listed.as_array().unwrap().iter().any(|row| row["code"] == code);
    assert!(stands("230102098000") && stands("230102098001"));
    assert!(!stands("230102099000") && !stands("230102099001"));
    // The file of bad rows, with the name written in, completes the tree.
    let bad = folder.path("tree.csv.bad.csv");
    let text = fs::read_to_string(&bad).unwrap();
    assert_eq!(text.lines().count(), 4, "{text}");
    fs::write(&bad, text.replace("230102099000,", "230102099000,春光街道")).unwrap();
    let mended = import(&folder, "agencies", &bad, &[]).ends(0).json();
    assert_eq!(counts(&mended), [3, 0, 0, 0], "{mended}");
}

#[test]
fn opening_stock_comes_in_once_and_stands() {
    let folder = Folder::with_demo("import-stock");
    let before = events(&folder);
    let tried = import(&folder, "people", &sample("people.xlsx"), &["--dry-run"]).ends(0).json();
    assert_eq!((counts(&tried), events(&folder)), ([4, 0, 0, 0], before));
    let first = import(&folder, "people", &sample("people.xlsx"), &[]).ends(0).json();
    assert_eq!(counts(&first), [4, 0, 0, 0]);
    // Four files, three determinations, two jobs; and the assistance of who has none.
    assert_eq!(events(&folder), before + 10);
    let again = import(&folder, "people", &sample("people.xlsx"), &[]).ends(0).json();
    assert_eq!((counts(&again), events(&folder)), ([0, 0, 4, 0], before + 10));

    let mut row = application(0);
    row[1] = "赵秀英".to_owned();
    row[2] = number("19731105", 146);
    row[5] = "女工人".to_owned();
    fs::write(folder.path("again.csv"), csv(HEADING, &[row])).unwrap();
    let refused = import(&folder, "applications", &folder.path("again.csv"), &[]).ends(1).json();
    assert_eq!(code(&refused), "already-determined");
    folder.leye(&["rebuild"]).ends(0);
    assert_eq!(events(&folder), before + 10);
}

#[test]
fn employers_come_in_once_and_change_by_their_code() {
    let folder = Folder::with_demo("import-employers");
    let first = import(&folder, "employers", &sample("employers.xlsx"), &[]).ends(0).json();
    assert_eq!(counts(&first), [2, 0, 0, 0]);
    let again = import(&folder, "employers", &sample("employers.xlsx"), &[]).ends(0).json();
    assert_eq!(counts(&again), [0, 0, 2, 0]);
    let (before, heading) = (events(&folder), "统一社会信用代码,单位名称,联系人");
    fs::write(folder.path("bad.csv"), format!("{heading}\n912301021234567,甲厂,王\n")).unwrap();
    let bad =
        import(&folder, "employers", &folder.path("bad.csv"), &["--agency", "230102000000"]).ends(1).json();
    assert_eq!(code(&bad), "wrong-length");
    folder.leye(&["rebuild"]).ends(0);
    assert_eq!(events(&folder), before);
}

#[test]
fn a_register_is_imported_within_what_a_member_of_staff_may() {
    let folder = Folder::with_demo("import-as");
    let users = folder.leye(&["user", "list", "--json"]).ends(0).json();
    let somebody = |agency: &str, role: &str| {
        let is = |u: &&Value| u["agency"] == agency && u["role"] == role;
        users.as_array().unwrap().iter().find(is).unwrap()["name"].as_str().unwrap().to_owned()
    };
    fs::write(folder.path("one.csv"), csv(HEADING, &[application(0)])).unwrap();
    let file = folder.path("one.csv");
    import(&folder, "applications", &file, &["--as", "nobody-here"]).ends(2);
    let neighbour = somebody("230102001002", "clerk");
    let refused = import(&folder, "applications", &file, &["--as", &neighbour]).ends(1).json();
    assert_eq!(code(&refused), "station-unknown");
    let own = somebody(STATION, "clerk");
    let done = import(&folder, "applications", &file, &["--as", &own]).ends(0).json();
    assert_eq!(counts(&done), [1, 0, 0, 0]);
    let again = import(&folder, "applications", &file, &[]).ends(0).json();
    assert_eq!(counts(&again), [0, 0, 1, 0]);
}

#[test]
fn mended_bad_rows_come_in_from_the_file_of_bad_rows() {
    let folder = Folder::with_demo("import-mended");
    let mut rows: Vec<Vec<String>> = (0..4).map(application).collect();
    rows[2][1] = "13904510001".to_owned();
    fs::write(folder.path("r.csv"), csv(HEADING, &rows)).unwrap();
    let first = import(&folder, "applications", &folder.path("r.csv"), &["--skip-bad"]).ends(1).json();
    assert_eq!(counts(&first), [3, 0, 0, 1]);
    let bad = folder.path("r.csv.bad.csv");
    let mended =
        fs::read_to_string(&bad).unwrap().replace("\t13904510001", "王秀").replace("13904510001", "王秀");
    fs::write(&bad, mended).unwrap();
    let second = import(&folder, "applications", &bad, &[]).ends(0).json();
    assert_eq!(counts(&second), [1, 0, 0, 0]);
}

#[test]
fn the_time_to_answer_runs_from_the_day_of_receipt() {
    let folder = Folder::with_demo("import-late");
    let mut row = application(0);
    row[7] = "2026-03-02".to_owned();
    fs::write(folder.path("late.csv"), csv(HEADING, &[row])).unwrap();
    let answer = import(&folder, "applications", &folder.path("late.csv"), &[]).ends(0).json();
    assert_eq!(answer["remarks"][0]["code"], "received-late");
    assert_eq!(answer["remarks"][0]["values"]["due"], "2026-03-09");
}

#[test]
fn an_import_that_was_killed_is_completed_by_repeating_it() {
    let folder = Folder::with_demo("import-killed");
    let rows: Vec<Vec<String>> = (0..1500).map(application).collect();
    fs::write(folder.path("r.csv"), csv(HEADING, &rows)).unwrap();
    let length = || folder.witness().len();
    let before = length();
    let mut child = folder
        .command(&["import", "applications", "r.csv"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The child ends by itself if nothing stops it.
    while length() < before + 20_000 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
    let _ = child.kill();
    child.wait().unwrap();
    let answer = import(&folder, "applications", &folder.path("r.csv"), &[]).ends(0).json();
    let [added, _, unchanged, _] = counts(&answer);
    assert!(added > 0 && unchanged > 0 && added + unchanged == 1500, "{answer}");
    folder.leye(&["verify"]).ends(0);
}
