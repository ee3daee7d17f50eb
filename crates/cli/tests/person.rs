//! `leye person erase`.

use crate::run::Folder;

/// Somebody's id, from the file beside the database that names every stream.
fn somebody(folder: &Folder) -> String {
    let log = folder.witness();
    log.lines().filter_map(|line| line.split(' ').nth(2)).find(|id| id.contains("-P-")).unwrap().to_owned()
}

#[test]
fn an_erased_person_leaves_sound_storage() {
    let folder = Folder::with_demo("erase");
    let id = somebody(&folder);
    let erase = ["person", "erase", &id, "--reason", "ordered by the bureau"];
    let asked = folder.leye(&erase).ends(2);
    assert!(asked.err.contains("--yes"), "{}", asked.err);
    let before = folder.leye(&["verify", "--json"]).ends(0).json();
    folder.leye(&[&erase[..], &["--yes"]].concat()).ends(0);
    let after = folder.leye(&["verify", "--json"]).ends(0).json();
    assert_eq!(after["events"], before["events"]);
    assert!(after["sealed"].as_u64() < before["sealed"].as_u64());
    let again = folder.leye(&[&erase[..], &["--yes"]].concat()).ends(3);
    assert!(again.err.contains("before"), "{}", again.err);
}

#[test]
fn nobody_is_erased_by_mistake() {
    let folder = Folder::with_demo("erase-nobody");
    let id = somebody(&folder);
    folder.leye(&["person", "erase", &id, "--yes"]).ends(2);
    folder.leye(&["person", "erase", &id, "--reason", " ", "--yes"]).ends(2);
    folder.leye(&["person", "erase", "230102", "--reason", "asked", "--yes"]).ends(2);
    let unknown =
        folder.leye(&["person", "erase", "999999-P-0000000000", "--reason", "asked", "--yes"]).ends(3);
    assert!(unknown.err.contains("no person"), "{}", unknown.err);
}
