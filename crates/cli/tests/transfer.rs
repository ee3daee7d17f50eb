//! `leye copy`, `backup` and `restore`.

use std::fs;
use std::process::Command;

use crate::run::{Folder, ran};

#[test]
fn a_backup_is_restored_and_verifies() {
    let folder = Folder::with_demo("backup");
    let before = folder.leye(&["verify", "--json"]).ends(0).json();
    let made = folder.leye(&["backup", "kept", "--json"]).ends(0).json();
    assert_eq!(made["counts"]["events"], before["events"]);
    assert_eq!(made["bytes"], fs::metadata(folder.path("kept")).unwrap().len());
    let restore = ["restore", "kept", "--data", "again", "--master-key", "leye-data/master.key"];
    let restored = folder.leye(&[&restore[..], &["--json"]].concat()).ends(0).json();
    assert_eq!((&restored["keyed"], &restored["events"]), (&true.into(), &before["events"]));
    assert_eq!(restored["counts"], made["counts"]);
    fs::copy(folder.path("leye-data/master.key"), folder.path("again/master.key")).unwrap();
    assert_eq!(folder.leye(&["verify", "--data", "again", "--json"]).ends(0).json(), before);
    let twice = folder.leye(&restore).ends(3);
    assert!(twice.err.contains("not empty"), "{}", twice.err);
    let said = folder.leye(&["restore", "kept", "--data", "third"]).ends(0).out;
    assert!(
        said.contains("NOT checked") && said.trim_end().lines().last().unwrap().starts_with("done"),
        "{said}"
    );
}

#[test]
fn a_backup_replaces_a_file_only_by_force() {
    let folder = Folder::with_demo("backup-force");
    fs::write(folder.path("kept"), "a letter").unwrap();
    let refused = folder.leye(&["backup", "kept"]).ends(3);
    assert!(refused.err.contains("--force"), "{}", refused.err);
    assert_eq!(fs::read(folder.path("kept")).unwrap(), b"a letter");
    let said = folder.leye(&["backup", "kept", "--force"]).ends(0).out;
    assert!(said.contains("master key is not in it"), "{said}");
    folder.leye(&["restore", "kept", "--data", "again"]).ends(0);
}

#[test]
fn a_damaged_backup_is_a_no_and_a_missing_one_a_failure() {
    let folder = Folder::with_demo("backup-damaged");
    folder.leye(&["backup", "kept"]).ends(0);
    let mut bytes = fs::read(folder.path("kept")).unwrap();
    bytes.truncate(bytes.len() / 2);
    fs::write(folder.path("half"), bytes).unwrap();
    let refused = folder.leye(&["restore", "half", "--data", "again", "--json"]).ends(1);
    assert!(refused.err.contains("cut or altered"), "{}", refused.err);
    assert_eq!(refused.json()["restored"], false);
    assert!(!folder.path("again").exists() && !folder.path("again.part").exists());
    let missing = folder.leye(&["restore", "nothing", "--data", "again"]).ends(3);
    assert!(missing.err.contains("nothing"), "{}", missing.err);
    assert!(!folder.path("again.part").exists());
    folder.leye(&["restore"]).ends(2);
}

#[test]
fn a_copy_is_equal_and_needs_the_same_key() {
    let folder = Folder::with_demo("copied");
    let before = folder.leye(&["verify", "--json"]).ends(0).json();
    let copy = ["copy", "--from", "leye-data", "--to", "other"];
    let copied = folder.leye(&[&copy[..], &["--json"]].concat()).ends(0).json();
    assert_eq!((&copied["events"], &copied["sealed"]), (&before["events"], &before["sealed"]));
    let verify = ["verify", "--data", "other", "--master-key", "leye-data/master.key", "--json"];
    let after = folder.leye(&verify).ends(0).json();
    assert_eq!((&after["sound"], &after["read_models"]), (&true.into(), &before["read_models"]));
    let refused = folder.leye(&copy).ends(3);
    assert!(refused.err.contains("not empty"), "{}", refused.err);
    let back = ["copy", "--from", "other", "--to", "back", "--master-key", "leye-data/master.key", "--json"];
    assert_eq!(folder.leye(&back).ends(0).json()["tables"], copied["tables"]);
    folder.leye(&["copy", "--from", "nowhere", "--to", "new"]).ends(3);
}

#[test]
fn a_storage_moves_to_a_server_and_back() {
    let folder = Folder::with_demo("moved");
    let before = folder.leye(&["verify", "--json"]).ends(0).json();
    let (database, other) = (leye_postgres::database(), leye_postgres::database());
    let (url, key) = (database.url(), ["--master-key", "leye-data/master.key"]);
    let there = ["copy", "--from", "leye-data", "--to", &url];
    let wrong = folder.leye(&there).ends(2);
    assert!(wrong.err.contains("--data"), "{}", wrong.err);
    folder.leye(&["copy", "--from", &url, "--to", &other.url(), "--data", "heads"]).ends(2);
    let told = folder.leye(&[&there[..], &["--data", "heads"]].concat()).ends(0);
    assert!(told.out.contains("done") && !told.out.contains(&url), "{}", told.out);
    let verify = [&["verify", "--database", &url, "--data", "heads", "--json"][..], &key].concat();
    let moved = folder.leye(&verify).ends(0).json();
    assert_eq!((&moved["events"], &moved["read_models"]), (&before["events"], &before["read_models"]));
    let backup = [&["backup", "kept", "--database", &url, "--data", "heads", "--json"][..], &key].concat();
    assert_eq!(folder.leye(&backup).ends(0).json()["counts"]["events"], before["events"]);
    let restore = ["restore", "kept", "--database", &other.url(), "--data", "heads-2", "--json"];
    let restored = folder.leye(&[&restore[..], &key].concat()).ends(0).json();
    assert_eq!((&restored["events"], &restored["keyed"]), (&before["events"], &true.into()));
    let back = ["copy", "--from", &other.url(), "--to", "back", "--data", "heads-2", "--json"];
    let tables = folder.leye(&[&back[..], &key].concat()).ends(0).json()["tables"].take();
    let again = ["copy", "--from", "leye-data", "--to", "plain", "--json"];
    assert_eq!(tables, folder.leye(&again).ends(0).json()["tables"]);
}

/// A largest size of files stands for a disk that fills.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_leaves_nothing() {
    let folder = Folder::with_demo("backup-full");
    folder.leye(&["backup", "kept"]).ends(0);
    let names = || {
        let mut names: Vec<_> =
            fs::read_dir(folder.path(".")).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = names();
    let limited = |blocks: u64, arguments: &str| {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {arguments}");
        let mut command = Command::new("bash");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_leye")]).current_dir(folder.path("."));
        ran(command.env_remove("LEYE_MASTER_KEY").env_remove("RUST_LOG"), "")
    };
    let database = fs::metadata(folder.path("leye-data/leye.db")).unwrap().len() / 1024;
    for blocks in [8, database / 2, database - 1] {
        let told = limited(blocks, "backup again").ends(3);
        assert!(told.err.contains("the disk is full"), "{}", told.err);
        assert_eq!(names(), before);
        let told = limited(blocks, "restore kept --data again").ends(3);
        assert!(told.err.contains("disk is full"), "{}", told.err);
        assert_eq!(names(), before);
    }
    limited(database * 2, "restore kept --data again").ends(0);
}
