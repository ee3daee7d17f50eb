//! `leye demo`, `verify`, `rebuild`, and the master key.

use std::fs;

use crate::run::{Folder, leye, ran};

const OTHER_KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

#[test]
fn a_demo_verifies_and_can_be_rebuilt() {
    let folder = Folder::with_demo("demo-verifies");
    let before = folder.leye(&["verify", "--json"]).ends(0).json();
    assert_eq!(before["sound"], true);
    assert_eq!(before["keyed"], true);
    assert!(before["events"].as_u64().unwrap() > 40);
    assert!(before["read_models"].as_u64().unwrap() >= 40);
    let rebuilt = folder.leye(&["rebuild", "--json"]).ends(0).json();
    assert_eq!(rebuilt["rebuilt"], before["read_models"]);
    assert_eq!(folder.leye(&["verify", "--json"]).ends(0).json(), before);
    assert!(folder.leye(&["verify"]).ends(0).out.contains("nothing wrong"));
}

#[test]
fn the_demo_counts_by_kind_and_state() {
    let folder = Folder::new("demo-counts");
    let demo = ["demo", "--cases", "12", "--seed", "7", "--data"];
    let counts = folder.leye(&[&demo[..], &["there", "--json"]].concat()).ends(0).json();
    let states = counts["counts"]["applications"].as_object().unwrap();
    assert_eq!(states.values().map(|count| count.as_u64().unwrap()).sum::<u64>(), 12);
    assert_eq!(counts["cases"], 12);
    assert!(counts["counts"]["people"]["registered"].as_u64().unwrap() <= 12);
    assert!(folder.path("there/leye.db").exists());
    let text = folder.leye(&[&demo[..], &["again"]].concat()).ends(0).out;
    assert!(text.contains("leye-training"), "{text}");
    assert_eq!(counts["counts"]["agencies"]["station"], 3158);
    let names = counts["sign_in_names"].as_array().unwrap();
    assert!(names.iter().any(|sign_in| sign_in["name"] == "clerk-230109-1"), "{names:?}");
    for sign_in in names.iter().filter(|sign_in| sign_in["alike"] == false) {
        assert!(text.contains(sign_in["name"].as_str().unwrap()), "{text}");
    }
}

#[test]
fn a_demo_is_refused_where_storage_lies_already() {
    let folder = Folder::with_demo("demo-twice");
    let ran = folder.leye(&["demo"]).ends(3);
    assert!(ran.err.contains("--data"), "{}", ran.err);
    folder.leye(&["verify"]).ends(0);
}

#[test]
fn a_changed_byte_is_found() {
    let folder = Folder::with_demo("tampered");
    let log = folder.witness();
    let hash = log.lines().last().unwrap().split(' ').nth(4).unwrap().as_bytes().to_vec();
    let database = folder.path("leye-data/leye.db");
    let mut bytes = fs::read(&database).unwrap();
    let at = bytes.windows(hash.len()).position(|window| window == hash).unwrap();
    bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
    fs::write(&database, bytes).unwrap();
    let ran = folder.leye(&["verify"]).ends(1);
    assert!(ran.out.contains("WRONG: "), "{}", ran.out);
    let answer = folder.leye(&["verify", "--json"]).ends(1).json();
    assert_eq!(answer["sound"], false);
    assert!(answer["fault"].is_string());
}

#[test]
fn a_copy_without_its_key_is_verified_as_far_as_that_goes() {
    let folder = Folder::with_demo("keyless");
    fs::remove_file(folder.path("leye-data/master.key")).unwrap();
    let answer = folder.leye(&["verify", "--json"]).ends(0).json();
    assert_eq!((&answer["keyed"], &answer["read_models"]), (&false.into(), &serde_json::Value::Null));
    assert!(folder.leye(&["verify"]).ends(0).out.contains("were not checked"));
    let ran = folder.leye(&["user", "list"]).ends(3);
    assert!(ran.err.contains("master key") && ran.err.contains("LEYE_MASTER_KEY"), "{}", ran.err);
}

#[test]
fn the_key_comes_from_a_file_or_the_environment_too() {
    let folder = Folder::with_demo("keys");
    let own = folder.path("leye-data/master.key");
    let key = fs::read_to_string(&own).unwrap();
    fs::rename(&own, folder.path("elsewhere")).unwrap();
    folder.leye(&["user", "list", "--master-key", "elsewhere"]).ends(0);
    ran(folder.command(&["user", "list"]).env("LEYE_MASTER_KEY", key.trim()), "").ends(0);
    let wrong = ran(folder.command(&["user", "list"]).env("LEYE_MASTER_KEY", OTHER_KEY), "").ends(3);
    assert!(wrong.err.contains("not the one"), "{}", wrong.err);
    let garbled = ran(folder.command(&["user", "list"]).env("LEYE_MASTER_KEY", "secret"), "").ends(3);
    assert!(garbled.err.contains("LEYE_MASTER_KEY") && !garbled.err.contains("secret"), "{}", garbled.err);
}

#[cfg(unix)]
#[test]
fn a_new_key_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with_demo("key-mode");
    let mode = |name: &str| fs::metadata(folder.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("leye-data/master.key"), 0o600);
}

#[test]
fn commands_on_storage_say_how_to_make_some() {
    for arguments in [&["verify"][..], &["rebuild"], &["user", "list"], &["agency", "list"]] {
        let ran = leye(arguments).ends(3);
        assert!(ran.err.contains("leye serve") && ran.err.contains("leye demo"), "{}", ran.err);
    }
}

#[test]
fn agencies_are_listed_as_a_tree() {
    let folder = Folder::with_demo("agencies");
    let all = folder.leye(&["agency", "list", "--json"]).ends(0).json();
    let all = all.as_array().unwrap();
    assert!(all.iter().any(|row| row["level"] == "city") && all.iter().any(|row| row["level"] == "station"));
    let bureau = all.iter().find(|row| row["level"] == "bureau").unwrap()["code"].as_str().unwrap();
    let below = folder.leye(&["agency", "list", "--below", bureau, "--json"]).ends(0).json();
    assert!(below.as_array().unwrap().iter().all(|row| row["code"].as_str().unwrap()[..6] == bureau[..6]));
    folder.leye(&["agency", "list", "--below", "990000000000"]).ends(3);
    folder.leye(&["agency", "list", "--below", "99"]).ends(2);
}
