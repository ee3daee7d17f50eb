//! `leye pack check`, `leye pack test` and `leye pack explain`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Folder, leye};

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/harbin")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            fs::copy(entry.path(), target).map(|_| ()).unwrap()
        }
    }
}

#[test]
fn the_shipped_pack_is_without_fault() {
    let ran = leye(&["pack", "check", shipped().to_str().unwrap(), "--json"]).ends(0);
    assert_eq!(ran.json(), serde_json::json!({"valid": true, "faults": []}));
}

#[test]
fn a_pack_that_extends_one_beside_it_is_without_fault() {
    let later = shipped().with_file_name("harbin-2024");
    leye(&["pack", "check", later.to_str().unwrap()]).ends(0);
}

#[test]
fn a_pack_that_extends_one_compiled_in_is_without_fault() {
    let folder = Folder::new("pack-child");
    copy(&shipped().with_file_name("harbin-2024"), &folder.path("child"));
    folder.leye(&["pack", "check", "child"]).ends(0);
}

#[test]
fn a_pack_that_extends_one_that_is_nowhere_says_so() {
    let folder = Folder::new("pack-orphan");
    let pack = folder.path("pack");
    copy(&shipped().with_file_name("harbin-2024"), &pack);
    let manifest = pack.join("pack.toml");
    let text = fs::read_to_string(&manifest).unwrap().replacen("\"harbin\"", "\"mukden\"", 1);
    fs::write(&manifest, text).unwrap();
    let out = folder.leye(&["pack", "check", "pack"]).ends(1).out;
    assert!(out.contains("mukden") && out.contains("1 fault"), "{out}");
}

#[test]
fn every_fault_is_told_with_place_and_remedy() {
    let folder = Folder::new("pack-faults");
    let pack = folder.path("pack");
    copy(&shipped(), &pack);
    let calendar = pack.join("calendar/2026.toml");
    fs::write(&calendar, fs::read_to_string(&calendar).unwrap().replacen("kind = ", "knid = ", 1)).unwrap();
    fs::remove_file(pack.join("legacy_regions.csv")).unwrap();
    let text = folder.leye(&["pack", "check", "pack"]).ends(1).out;
    assert!(text.contains("calendar/2026.toml:"), "{text}");
    assert!(text.contains("legacy_regions.csv:"), "{text}");
    let faults = folder.leye(&["pack", "check", "pack", "--json"]).ends(1).json();
    let fault = &faults["faults"][0];
    for key in ["file", "line", "column", "code", "message", "remedy"] {
        assert!(!fault[key].is_null(), "{key}: {faults}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_a_failure() {
    assert!(leye(&["pack", "check", "nowhere"]).ends(3).err.contains("nowhere"));
}

#[test]
fn a_pack_from_a_folder_takes_the_place_of_the_one_compiled_in() {
    let folder = Folder::new("pack-other");
    let pack = folder.path("pack");
    copy(&shipped(), &pack);
    fs::remove_file(pack.join("calendar/2026.toml")).unwrap();
    let due = ["calendar", "due", "--from", "2026-02-11", "--working-days", "2"];
    folder.leye(&due).ends(0);
    let ran = folder.leye(&[&due[..], &["--pack", "pack"]].concat()).ends(3);
    assert!(ran.err.contains("2026"), "{}", ran.err);
}

#[test]
fn a_fault_in_a_predicate_is_told_beside_other_faults() {
    let folder = Folder::new("pack-predicate");
    let pack = folder.path("pack");
    copy(&shipped(), &pack);
    let article = pack.join("determination/C1.9.toml");
    let text = fs::read_to_string(&article).unwrap();
    fs::write(
        &article,
        text.replacen("predicate = \"martyr_family\"", "predicate = \"martyr_family and emploied\"", 1),
    )
    .unwrap();
    fs::remove_file(pack.join("legacy_regions.csv")).unwrap();
    let text = folder.leye(&["pack", "check", "pack"]).ends(1).out;
    assert!(text.contains("legacy_regions.csv:"), "{text}");
    fs::copy(shipped().join("legacy_regions.csv"), pack.join("legacy_regions.csv")).unwrap();
    let faults = folder.leye(&["pack", "check", "pack", "--json"]).ends(1).json();
    assert_eq!(faults["faults"][0]["code"], "unknown-fact", "{faults}");
}

#[test]
fn the_examples_of_the_shipped_pack_come_out() {
    let ran = leye(&["pack", "test", shipped().to_str().unwrap(), "--json"]).ends(0).json();
    assert_eq!(ran["failed"], serde_json::json!([]));
    assert!(ran["examples"].as_u64().unwrap() >= 120, "{ran}");
}

#[test]
fn an_example_that_does_not_come_out_is_told_with_its_place() {
    let folder = Folder::new("pack-example");
    let pack = folder.path("pack");
    copy(&shipped(), &pack);
    let article = pack.join("determination/C1.1.toml");
    let text = fs::read_to_string(&article).unwrap();
    fs::write(&article, text.replacen("age(born) >= $women_from", "age(born) > $women_from", 1)).unwrap();
    let text = folder.leye(&["pack", "test", "pack"]).ends(1).out;
    assert!(text.contains("examples/C1.1.toml:") && text.contains("expected"), "{text}");
}

#[test]
fn a_ruling_is_explained() {
    let folder = Folder::new("pack-explain");
    let facts = r#"{"facts": {"sex": "F", "born": "1974-03-02", "retirement_class": "female-55",
        "able_to_work": true, "willing_to_work": true, "local_urban_registration": true, "applied": true,
        "registered_unemployed": true, "employed": false}, "household": [{"employed": true}]}"#;
    fs::write(folder.path("facts.json"), facts).unwrap();
    let explain = ["pack", "explain", "--on", "2026-11-01", "--facts", "facts.json"];
    let ruling = folder.leye(&[&explain[..], &["--json"]].concat()).ends(0).json();
    assert_eq!(ruling["ruling"], "eligible");
    assert_eq!(ruling["pack"]["id"], "harbin");
    assert_eq!(ruling["categories"][0]["holds"], true);
    assert_eq!(ruling["categories"][1]["holds"], false);
    assert_eq!(ruling["categories"][2]["missing"], serde_json::json!(["disability_grade"]));
    let again =
        folder.leye(&[&explain[..], &["--json", "--pack", shipped().to_str().unwrap()]].concat()).ends(0);
    assert_eq!(again.json(), ruling);
    let text = folder.leye(&explain).ends(0).out;
    assert!(text.contains("yes C1.1") && text.contains("missing: disability_grade"), "{text}");
}

#[test]
fn a_day_without_rules_and_a_wrong_fact_are_failures_with_the_reason() {
    let folder = Folder::new("pack-explain-wrong");
    fs::write(folder.path("facts.json"), r#"{"sexx": "F"}"#).unwrap();
    let explain = ["pack", "explain", "--facts", "facts.json", "--on"];
    let ran = folder.leye(&[&explain[..], &["2026-11-01"]].concat()).ends(3);
    assert!(ran.err.contains("facts.json: sexx"), "{ran:?}");
    fs::write(folder.path("facts.json"), "{}").unwrap();
    let ran = folder.leye(&[&explain[..], &["2009-01-01"]].concat()).ends(3);
    assert!(ran.err.contains("from 2010-10-01"), "{ran:?}");
}

#[test]
fn what_changes_between_two_packs_is_told_by_article() {
    let ran = leye(&["pack", "diff", "harbin", "harbin-2024", "--json"]).ends(1).json();
    assert_eq!(ran["equal"], false);
    assert_eq!((&ran["before"]["id"], &ran["after"]["id"]), (&"harbin".into(), &"harbin-2024".into()));
    let facts = ran["articles"].as_array().unwrap().iter().find(|one| one["article"] == "facts").unwrap();
    assert_eq!(facts["changes"][0]["how"], "added", "{facts}");
    let text = leye(&["pack", "diff", "harbin", "harbin-2024"]).ends(1).out;
    assert!(text.contains("+ fact ") && text.contains("changes from harbin to harbin-2024"), "{text}");
}

#[test]
fn equal_packs_differ_in_nothing_whether_by_name_or_folder() {
    let ran = leye(&["pack", "diff", "harbin", shipped().to_str().unwrap(), "--json"]).ends(0).json();
    assert_eq!(ran["equal"], true, "{ran}");
    let folder = Folder::new("pack-comment");
    let pack = folder.path("pack");
    copy(&shipped(), &pack);
    let article = pack.join("determination/C1.9.toml");
    let text = fs::read_to_string(&article).unwrap();
    fs::write(&article, format!("# A remark.\n{text}")).unwrap();
    let out = folder.leye(&["pack", "diff", "harbin", "pack"]).ends(0).out;
    assert!(out.contains("only the text of their files differs"), "{out}");
}

#[test]
fn a_pack_that_is_neither_folder_nor_compiled_in_is_named_with_those_there_are() {
    let ran = leye(&["pack", "diff", "harbin", "mukden"]).ends(3);
    assert!(ran.err.contains("mukden") && ran.err.contains("harbin-2024"), "{}", ran.err);
}

#[test]
fn a_draft_is_rehearsed_over_a_people_file() {
    let folder = Folder::new("pack-rehearse");
    let pack = folder.path("pack");
    copy(&shipped(), &pack);
    let article = pack.join("determination/C1.6.toml");
    let text = fs::read_to_string(&article).unwrap();
    fs::write(&article, text.replacen("predicate = \"", "predicate = \"sex = 'F' and ", 1)).unwrap();
    let people = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/tests/data/sample.parquet");
    let rehearse = ["pack", "rehearse", "pack", "--people", people.to_str().unwrap(), "--on", "2026-11-01"];
    let found =
        folder.leye(&[&rehearse[..], &["--json", "--out", "changed.parquet"]].concat()).ends(0).json();
    assert_eq!((&found["people"], &found["gain"]), (&3_000.into(), &0.into()), "{found}");
    assert!(found["lose"].as_u64().unwrap() > 0, "{found}");
    assert!(fs::read(folder.path("changed.parquet")).unwrap().starts_with(b"PAR1"));
    let text = folder.leye(&rehearse).ends(0).out;
    assert!(text.contains("0 become eligible") && text.contains("working days at most"), "{text}");
    let early = ["pack", "rehearse", "pack", "--people", "nobody.parquet", "--on", "2026-11-01"];
    assert!(folder.leye(&early).ends(3).err.contains("nobody.parquet"));
}
