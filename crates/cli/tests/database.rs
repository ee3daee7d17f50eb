//! `leye verify --database`: what lies on a PostgreSQL server, held against the witness in
//! a folder.

use std::fs;

use serde_json::Value;

use crate::run::{Folder, Ran, ran};

/// The training storage on a server, its witness in `heads`.
fn moved(name: &str) -> (Folder, leye_postgres::Database) {
    let (folder, database) = (Folder::with_demo(name), leye_postgres::database());
    folder.leye(&["copy", "--from", "leye-data", "--to", &database.url(), "--data", "heads"]).ends(0);
    (folder, database)
}

fn verify(folder: &Folder, url: &str, more: &[&str]) -> Ran {
    let keyed = ["verify", "--database", url, "--data", "heads", "--master-key", "leye-data/master.key"];
    folder.leye(&[&keyed[..], more].concat())
}

#[test]
fn a_database_is_verified_with_and_without_its_key() {
    let (folder, database) = moved("database-sound");
    let url = database.url();
    let here = folder.leye(&["verify", "--json"]).ends(0).json();
    let there = verify(&folder, &url, &["--json"]).ends(0).json();
    for same in ["sound", "streams", "events", "sealed", "read_models", "keyed"] {
        assert_eq!(there[same], here[same], "{same}");
    }
    assert_eq!(there["witness_lines"], there["streams"], "a new witness begins with the ends");
    let told = verify(&folder, &url, &[]).ends(0);
    assert!(told.out.contains("nothing wrong") && !told.out.contains(&url), "{told:?}");
    // The address comes from the environment too, and the key need not be there.
    let mut command = folder.command(&["verify", "--data", "heads", "--json"]);
    let unkeyed = ran(command.env("LEYE_DATABASE", &url), "").ends(0).json();
    assert_eq!((&unkeyed["keyed"], &unkeyed["sealed"]), (&false.into(), &0.into()));
    assert_eq!((&unkeyed["events"], &unkeyed["read_models"]), (&here["events"], &Value::Null));
}

#[test]
fn what_was_changed_on_the_server_is_named() {
    let (folder, database) = moved("database-changed");
    let stream = database.sql("SELECT county || '/' || id FROM applications ORDER BY 1 LIMIT 1");
    let (county, id) = stream.trim().split_once('/').unwrap();
    let at = format!("county = '{county}' AND stream = '{id}'");
    let place = format!("{county}/{id}/1");
    database
        .sql(&format!("UPDATE applications SET holder = 'nobody' WHERE county = '{county}' AND id = '{id}'"));
    let answer = verify(&folder, &database.url(), &["--json"]).ends(1).json();
    let fault = answer["fault"].as_str().unwrap();
    assert!(fault.contains(id) && fault.contains("applications"), "{fault}");
    database.sql(&format!("UPDATE events SET actor = 'nobody' WHERE {at} AND seq = 1"));
    let told = verify(&folder, &database.url(), &[]).ends(1);
    assert!(told.out.contains(&format!("WRONG: {place}: the event does not have its hash")), "{}", told.out);
    // A whole stream that is gone, and its head with it, is known by the witness alone.
    database.sql(&format!("DELETE FROM events WHERE {at}; DELETE FROM heads WHERE {at}"));
    let answer = verify(&folder, &database.url(), &["--json"]).ends(1).json();
    let fault = answer["fault"].as_str().unwrap();
    assert!(fault.contains(id) && fault.contains(&format!("heads/{county}.log line")), "{fault}");
}

#[test]
fn the_folder_of_another_storage_is_no_witness() {
    let (folder, database) = moved("database-folder");
    fs::remove_file(folder.path("heads/heads/node")).unwrap();
    let told = verify(&folder, &database.url(), &[]).ends(1);
    assert!(told.out.contains("heads/node: missing"), "{}", told.out);
    // Nothing was made where nothing was.
    assert!(!folder.path("heads/heads/node").exists());
}

#[test]
fn a_server_that_cannot_be_read_is_told_without_its_password() {
    let folder = Folder::with_demo("database-away");
    let empty = leye_postgres::database();
    let away = "postgres://leye:SECRET@127.0.0.1:1/leye";
    for (url, says) in [(away, "127.0.0.1:1"), (&empty.url(), "no storage")] {
        let told = verify(&folder, url, &[]).ends(3);
        assert!(told.err.contains(says), "{}", told.err);
        assert!(!format!("{told:?}").contains("SECRET"), "{told:?}");
    }
    assert_eq!(empty.sql("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'").trim(), "0");
}
