//! One configuration by flags, environment and file, with one precedence.

use std::fs;

use serde_json::Value;

use crate::run::{Folder, Ran, ran};
use crate::service::Service;

/// A folder with this `leye.toml`.
fn folder(name: &str, file: &str) -> Folder {
    let folder = Folder::new(name);
    fs::write(folder.path("leye.toml"), file).unwrap();
    folder
}

fn with(folder: &Folder, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    ran(folder.command(arguments).envs(variables.iter().copied()), "")
}

fn row(ran: &Ran, name: &str) -> (Value, String) {
    let row = &ran.json()["settings"][name];
    let from = format!("{} {}", row["source"].as_str().unwrap(), row["place"].as_str().unwrap());
    (row["value"].clone(), from.trim_end().to_owned())
}

#[test]
fn a_flag_beats_the_environment_beats_the_file_beats_what_is_built_in() {
    let folder = folder("config-order", "data = 'f'\npatience = 7\nlog-format = \"json\"\n");
    let variables = [("LEYE_DATA", "e"), ("LEYE_LOG_FORMAT", "text")];
    let ran = with(&folder, &["config", "--json", "--data", "a"], &variables).ends(0);
    assert_eq!(row(&ran, "data"), ("a".into(), "flag --data".to_owned()));
    assert_eq!(row(&ran, "log-format"), ("text".into(), "environment LEYE_LOG_FORMAT".to_owned()));
    assert_eq!(row(&ran, "patience"), ("7".into(), "file leye.toml:2".to_owned()));
    assert_eq!(row(&ran, "listen"), ("127.0.0.1:8080".into(), "default".to_owned()));
    assert_eq!(row(&ran, "tls-cert"), (Value::Null, "default".to_owned()));
    assert_eq!(ran.json()["file"], "leye.toml");
    let table = folder.leye(&["config"]).ends(0).out;
    assert!(
        table.lines().any(|line| line.split_whitespace().eq(["data", "f", "file", "leye.toml:1"])),
        "{table}"
    );
}

#[test]
fn every_command_on_storage_takes_its_settings_from_the_file() {
    let folder = Folder::with_demo("config-everywhere");
    fs::rename(folder.path("leye-data"), folder.path("elsewhere")).unwrap();
    fs::rename(folder.path("elsewhere/master.key"), folder.path("key")).unwrap();
    fs::write(folder.path("leye.toml"), "data = \"elsewhere\"\nmaster-key = \"key\"\n").unwrap();
    folder.leye(&["user", "list"]).ends(0);
    assert_eq!(folder.leye(&["verify", "--json"]).ends(0).json()["keyed"], true);
    // The key itself in the environment beats the file that names one.
    let other = [("LEYE_MASTER_KEY", "00".repeat(32))];
    let ran = ran(folder.command(&["user", "list"]).envs(other.clone()), "").ends(3);
    assert!(ran.err.contains("not the one"), "{}", ran.err);
    // And is beaten by the variable that names a file.
    let named = [("LEYE_MASTER_KEY", other[0].1.as_str()), ("LEYE_MASTER_KEY_FILE", "key")];
    with(&folder, &["user", "list"], &named).ends(0);
    let shown = with(&folder, &["config", "--json"], &[("LEYE_MASTER_KEY", "not to be shown")]).ends(0);
    assert_eq!(row(&shown, "master-key").1, "environment LEYE_MASTER_KEY");
    assert!(!shown.out.contains("not to be shown"), "{}", shown.out);
}

#[test]
fn a_setting_that_is_none_is_named_with_its_line() {
    let folder = folder("config-unknown", "data = \"d\"\n\ndatabse = \"postgres://u:secret@h/d\"\n");
    let ran = folder.leye(&["config"]).ends(2);
    assert!(ran.err.contains("leye.toml:3: there is no setting `databse`"), "{}", ran.err);
    assert!(!ran.err.contains("secret"), "{}", ran.err);
    // A command without settings is not bothered.
    assert!(!folder.leye(&["pack", "check", "nowhere"]).err.contains("leye.toml"));
}

#[test]
fn a_value_that_cannot_be_is_named_with_its_place() {
    let folder = folder("config-value", "data = \"d\"\nlisten = \"nowhere\"\n");
    let ran = folder.leye(&["config"]).ends(2);
    assert!(ran.err.contains("leye.toml:2: `listen`"), "{}", ran.err);
    // What is beaten does no harm.
    folder.leye(&["config", "--listen", "127.0.0.1:0"]).ends(0);
    let ran = with(&folder, &["config"], &[("LEYE_LISTEN", "nowhere either")]).ends(2);
    assert!(ran.err.contains("LEYE_LISTEN"), "{}", ran.err);
    let folder = self::folder("config-patience", "patience = 0\n");
    assert!(folder.leye(&["config"]).ends(2).err.contains("leye.toml:1: `patience`"));
}

#[test]
fn the_file_can_be_named_and_must_be_there_then() {
    let folder = folder("config-named", "data = \"usual\"\n");
    fs::write(folder.path("other.toml"), "data = \"other\"\n").unwrap();
    let data = |ran: &Ran| row(ran, "data").0;
    assert_eq!(data(&folder.leye(&["config", "--json"]).ends(0)), "usual");
    assert_eq!(data(&folder.leye(&["--config", "other.toml", "config", "--json"]).ends(0)), "other");
    assert_eq!(
        data(&with(&folder, &["config", "--json"], &[("LEYE_CONFIG", "other.toml")]).ends(0)),
        "other"
    );
    assert!(folder.leye(&["config", "--config", "none.toml"]).ends(2).err.contains("none.toml"));
}

#[test]
fn one_of_two_files_for_tls_is_wrong_usage() {
    let folder = folder("config-tls", "tls-cert = \"server.crt\"\n");
    let ran = folder.leye(&["serve"]).ends(2);
    assert!(ran.err.contains("--tls-key"), "{}", ran.err);
    assert!(!folder.path("leye-data").exists());
}

#[cfg(unix)]
#[test]
fn what_holds_is_told_at_the_start() {
    let folder = folder("config-start", "data = \"there\"\n");
    let (code, log) = Service::start(&folder, &["--patience", "3"]).stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("data=there (file leye.toml:1)"), "{log}");
    assert!(log.contains("patience=3 (flag --patience)") && log.contains("pack=- (default)"), "{log}");
}

#[cfg(unix)]
#[test]
fn a_key_file_that_is_missing_unreadable_or_open_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with_demo("config-key");
    let named = ["user", "list", "--master-key", "there.key"];
    let ran = folder.leye(&named).ends(3);
    assert!(ran.err.contains("--master-key") && ran.err.contains("there.key"), "{}", ran.err);
    fs::copy(folder.path("leye-data/master.key"), folder.path("there.key")).unwrap();
    fs::set_permissions(folder.path("there.key"), fs::Permissions::from_mode(0o644)).unwrap();
    let ran = folder.leye(&named).ends(0);
    assert!(ran.err.contains("there.key") && ran.err.contains("0600"), "{}", ran.err);
    fs::write(folder.path("there.key"), "half a key").unwrap();
    let ran = folder.leye(&named).ends(3);
    assert!(ran.err.contains("64 hexadecimal digits") && !ran.err.contains("half a key"), "{}", ran.err);
}
