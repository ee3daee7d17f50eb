//! `leye key`: the keys that papers and receipts are signed with.

use std::fs;

use crate::run::{Folder, leye, ran};

const STREAM: &str = "000000/signing-keys/1";

fn database(folder: &Folder) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.path("leye-data/leye.db")).unwrap()
}

#[test]
fn a_new_storage_signs_with_its_first_key_and_rotates_to_others() {
    let folder = Folder::with_demo("keys-rotate");
    let first = folder.leye(&["key", "list", "--json"]).ends(0).json();
    assert_eq!((first.as_array().unwrap().len(), &first[0]["algorithm"]), (1, &"Ed25519".into()));
    assert_eq!((&first[0]["number"], first[0]["ended"].is_null()), (&1.into(), true));
    let second = folder.leye(&["key", "rotate", "--algorithm", "sm2", "--json"]).ends(0).json();
    assert_eq!((&second["algorithm"], &second["number"]), (&"SM2-SM3".into(), &2.into()));
    assert!(folder.leye(&["key", "rotate", "--revoke"]).ends(0).out.contains("key 3 of Ed25519"));
    let keys = folder.leye(&["key", "list", "--json"]).ends(0).json();
    assert_eq!((&keys[0]["key"], &keys[1]["key"]), (&first[0]["key"], &second["key"]));
    let why: Vec<_> = keys.as_array().unwrap().iter().map(|key| key["why"].as_str()).collect();
    assert_eq!(why, [Some("rotated"), Some("revoked"), None]);
    let text = folder.leye(&["key", "list"]).ends(0).out;
    assert!(text.contains("in use") && text.contains("revoked"), "{text}");
    folder.leye(&["verify"]).ends(0);
    folder.leye(&["rebuild"]).ends(0);

    // The list goes with a backup, and the keys follow from the master key there too.
    folder.leye(&["backup", "file"]).ends(0);
    folder.leye(&["restore", "file", "--data", "again", "--master-key", "leye-data/master.key"]).ends(0);
    let there = ["key", "list", "--json", "--data", "again", "--master-key", "leye-data/master.key"];
    assert_eq!(folder.leye(&there).ends(0).json(), keys);
}

#[test]
fn a_list_that_was_changed_is_found() {
    for (name, sql) in [
        (
            "keys-body",
            "UPDATE events SET body = replace(body, 'rotated', 'revoked') WHERE stream = 'signing-keys'",
        ),
        ("keys-time", "UPDATE events SET at = '2020-01-01T00:00:00.000000Z' WHERE stream = 'signing-keys'"),
        (
            "keys-gone",
            "DELETE FROM events WHERE stream = 'signing-keys'; DELETE FROM heads WHERE stream = 'signing-keys'",
        ),
    ] {
        let folder = Folder::with_demo(name);
        folder.leye(&["key", "rotate"]).ends(0);
        database(&folder).execute_batch(sql).unwrap();
        for master_key in [true, false] {
            if !master_key {
                fs::rename(folder.path("leye-data/master.key"), folder.path("key")).unwrap();
            }
            let fault = folder.leye(&["verify", "--json"]).ends(1).json()["fault"].to_string();
            assert!(fault.contains("000000"), "{name}: {fault}");
            assert!(name == "keys-gone" || fault.contains(STREAM), "{name}: {fault}");
        }
    }
}

#[test]
fn a_file_that_is_no_paper_of_ours_is_told() {
    let folder = Folder::new("keys-paper");
    fs::write(folder.path("a.pdf"), "%PDF-1.7\nsomething\n%%EOF\n").unwrap();
    let answer = folder.leye(&["verify", "--receipt", "a.pdf", "--json"]).ends(1).json();
    assert_eq!((&answer["sound"], &answer["receipts"][0]["kind"]), (&false.into(), &"paper".into()));
    let told = folder.leye(&["verify", "--receipt", "a.pdf"]).ends(1).out;
    assert!(told.contains("WRONG") && told.contains("no proof"), "{told}");
}

#[test]
fn an_algorithm_that_is_none_is_wrong_usage() {
    assert!(leye(&["key", "rotate", "--algorithm", "rsa"]).ends(2).err.contains("sm2"));
}

#[test]
fn a_bucket_is_named_with_its_key_and_no_key_is_shown() {
    let folder = Folder::with_demo("keys-bucket");
    let files = "https://127.0.0.1:9/papers/leye";
    let missing = folder.leye(&["key", "list", "--files", files]).ends(3);
    assert!(missing.err.contains("--files-key"), "{}", missing.err);
    fs::write(folder.path("bucket.key"), "AKID\nSECRET-OF-BUCKET\n").unwrap();
    fs::write(folder.path("leye.toml"), format!("files = \"{files}\"\nfiles-key = \"bucket.key\"\n"))
        .unwrap();
    let shown = folder.leye(&["config", "--json"]).ends(0);
    assert_eq!(shown.json()["settings"]["files"]["value"], files);
    assert!(!shown.out.contains("SECRET-OF-BUCKET"), "{}", shown.out);
    let itself = ran(folder.command(&["config"]).env("LEYE_FILES_KEY", "AKID:SECRET-OF-BUCKET"), "").ends(0);
    assert!(itself.out.contains("LEYE_FILES_KEY") && !itself.out.contains("SECRET"), "{}", itself.out);
    folder.leye(&["key", "list"]).ends(0);
    for bad in ["http://s3.example.org/papers", "https://AKID:SECRET-OF-BUCKET@h/papers", "papers"] {
        let told = folder.leye(&["key", "list", "--files", bad]).ends(3).err;
        assert!(told.contains("--files") && !told.contains("SECRET"), "{told}");
    }
    // Once named, it is looked for: without it nothing is said to be sound that was not looked at.
    fs::remove_file(folder.path("leye.toml")).unwrap();
    let answer = folder.leye(&["verify", "--json"]).ends(0).json();
    assert_eq!((&answer["files_in"], &answer["files"]), (&files.into(), &0.into()));
    assert!(folder.leye(&["verify"]).ends(0).out.contains("were not looked at"));
}
