//! Storage that cannot be used: told clearly, with what to do, and left as it is.

use std::fs;
use std::path::Path;

use crate::run::{Folder, Ran};

const SERVE: [&str; 4] = ["serve", "--training", "--listen", "127.0.0.1:0"];

/// Every command that opens storage fails with all of these words.
#[track_caller]
fn refused(folder: &Folder, words: &[&str]) {
    for arguments in [&SERVE[..], &["user", "list"], &["rebuild"]] {
        says(folder.leye(arguments).ends(3), words);
    }
}

#[track_caller]
fn says(ran: Ran, words: &[&str]) {
    for word in words {
        assert!(ran.err.contains(word), "{word} is missing in: {}", ran.err);
    }
}

/// Damages a copy of the demo.
fn with(name: &str, damage: impl FnOnce(&Path)) -> Folder {
    let folder = Folder::with_demo(name);
    damage(&folder.path("leye-data"));
    folder
}

fn raw(data: &Path, sql: &str) {
    let database = rusqlite::Connection::open(data.join("leye.db")).unwrap();
    database.execute_batch(sql).unwrap();
}

#[test]
fn storage_of_a_newer_program_is_left_to_it() {
    let folder =
        with("newer", |data| raw(data, "INSERT INTO schema_migrations (number, name) VALUES (9999, 'x')"));
    refused(&folder, &["9999", "newer program"]);
    says(folder.leye(&["verify"]).ends(3), &["9999", "newer program"]);
}

#[test]
fn a_key_that_is_none_is_named_with_its_file() {
    let key = |data: &Path| data.join("master.key");
    for (name, bytes) in [("short", &b"0123456789abcdef"[..]), ("empty", b""), ("binary", &[0xff; 32])] {
        let folder = with(&format!("key-{name}"), |data| fs::write(key(data), bytes).unwrap());
        refused(
            &folder,
            &["leye-data/master.key", "64 hexadecimal digits", "back from where its copy is kept"],
        );
        says(folder.leye(&["verify"]).ends(3), &["leye-data/master.key"]);
    }
    let folder = with("key-folder", |data| {
        fs::remove_file(key(data)).unwrap();
        fs::create_dir(key(data)).unwrap();
    });
    refused(&folder, &["leye-data/master.key"]);
}

#[cfg(unix)]
#[test]
fn a_key_that_others_may_read_is_warned_of() {
    use std::os::unix::fs::PermissionsExt;
    let folder = with("key-open", |data| {
        fs::set_permissions(data.join("master.key"), fs::Permissions::from_mode(0o644)).unwrap();
    });
    says(folder.leye(&["user", "list"]).ends(0), &["others may read the master key", "0600"]);
}

#[test]
fn a_missing_key_is_never_replaced_by_a_new_one() {
    let folder = with("key-missing", |data| fs::remove_file(data.join("master.key")).unwrap());
    refused(&folder, &["missing", "--master-key", "LEYE_MASTER_KEY"]);
    assert!(!folder.path("leye-data/master.key").exists());
}

#[test]
fn a_lost_database_is_never_begun_anew() {
    let database = |data: &Path| data.join("leye.db");
    let lost = with("lost", |data| fs::remove_file(database(data)).unwrap());
    let emptied = with("emptied", |data| fs::write(database(data), "").unwrap());
    for folder in [lost, emptied] {
        let before = fs::metadata(folder.path("leye-data/leye.db")).map(|found| found.len()).ok();
        for arguments in [&SERVE[..], &["demo"]] {
            says(folder.leye(arguments).ends(3), &["heads/", "leye.db", "backup", "--data"]);
        }
        assert_eq!(fs::metadata(folder.path("leye-data/leye.db")).map(|found| found.len()).ok(), before);
    }
}

#[test]
fn what_is_no_database_is_said_to_be_none() {
    let folder = with("no-database", |data| fs::write(data.join("leye.db"), "a shopping list").unwrap());
    refused(&folder, &["leye-data", "not a database", "backup"]);
    assert!(folder.leye(&["verify"]).ends(1).out.contains("WRONG: leye.db"));
    assert_eq!(fs::read_to_string(folder.path("leye-data/leye.db")).unwrap(), "a shopping list");
    let cut = with("cut", |data| {
        let bytes = fs::read(data.join("leye.db")).unwrap();
        fs::write(data.join("leye.db"), &bytes[..bytes.len() / 2]).unwrap();
    });
    refused(&cut, &["leye-data", "malformed", "backup"]);
    cut.leye(&["verify"]).ends(1);
}

#[test]
fn the_database_of_another_program_is_left_alone() {
    let folder = with("foreign", |data| {
        fs::remove_file(data.join("leye.db")).unwrap();
        raw(data, "CREATE TABLE photos (name TEXT)");
    });
    refused(&folder, &["another program", "another folder"]);
    let database = rusqlite::Connection::open(folder.path("leye-data/leye.db")).unwrap();
    assert!(!database.table_exists(None, "schema_migrations").unwrap());
}

#[test]
fn a_file_in_place_of_the_folder_is_told() {
    let folder = Folder::new("data-file");
    fs::write(folder.path("leye-data"), "mine").unwrap();
    refused(&folder, &["leye-data is no folder", "--data"]);
    says(folder.leye(&["demo"]).ends(3), &["leye-data is no folder", "--data"]);
    assert_eq!(fs::read_to_string(folder.path("leye-data")).unwrap(), "mine");
}

/// Root may write everywhere but on a file system that nobody may write to.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_told() {
    // Nobody, root included, makes files in /proc.
    let folder = Folder::new("read-only");
    let ran = folder.leye(&[&SERVE[..], &["--data", "/proc/leye"]].concat()).ends(3);
    says(ran, &["/proc/leye"]);
    let demo = with("read-only-demo", |data| {
        use std::os::unix::fs::PermissionsExt;
        for (path, mode) in [(data.join("leye.db"), 0o400), (data.to_owned(), 0o500)] {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
    });
    let ran = demo.leye(&["user", "list"]);
    // Root is not kept out by modes.
    if ran.code != 0 {
        says(ran.ends(3), &["leye-data", "owns the storage folder", "another folder"]);
    }
}

#[cfg(unix)]
#[test]
fn new_storage_is_for_its_owner_alone_in_any_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("private");
    fs::create_dir(folder.path("leye-data")).unwrap();
    fs::set_permissions(folder.path("leye-data"), fs::Permissions::from_mode(0o755)).unwrap();
    folder.leye(&["demo", "--cases", "1"]).ends(0);
    for entry in fs::read_dir(folder.path("leye-data")).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}: {mode:o}", entry.path().display());
    }
}
