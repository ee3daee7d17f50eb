//! `leye user`.

use crate::run::{Folder, Ran};

const NEW: [&str; 9] =
    ["user", "add", "new.clerk", "--display-name", "王小明", "--role", "clerk", "--agency", ""];

fn add(folder: &Folder, more: &[&str], input: &str) -> Ran {
    let agencies = folder.leye(&["agency", "list", "--json"]).ends(0).json();
    let station =
        agencies.as_array().unwrap().iter().find(|row| row["level"] == "station").unwrap()["code"].clone();
    let mut arguments = NEW.to_vec();
    arguments[8] = station.as_str().unwrap();
    arguments.extend(more);
    folder.leye_reading(&arguments, input)
}

fn listed(folder: &Folder, name: &str) -> serde_json::Value {
    let users = folder.leye(&["user", "list", "--json"]).ends(0).json();
    users.as_array().unwrap().iter().find(|user| user["name"] == name).cloned().unwrap_or_default()
}

#[test]
fn a_password_is_read_from_standard_input_and_never_shown() {
    let folder = Folder::with_demo("user-add");
    let ran = add(&folder, &[], "long-enough-secret\n").ends(0);
    assert!(!ran.out.contains("long-enough-secret") && !ran.err.contains("long-enough-secret"));
    let user = listed(&folder, "new.clerk");
    assert_eq!(
        (&user["role"], &user["active"], &user["must_change"]),
        (&"clerk".into(), &true.into(), &true.into())
    );
    assert!(user.get("password_hash").is_none());
    assert!(add(&folder, &[], "long-enough-secret\n").ends(3).err.contains("taken"));
}

#[test]
fn a_generated_password_is_shown_once() {
    let folder = Folder::with_demo("user-generate");
    let answer = add(&folder, &["--generate", "--json"], "").ends(0).json();
    assert_eq!(answer["password"].as_str().unwrap().len(), 19);
    assert!(listed(&folder, "new.clerk").get("password").is_none());
}

#[test]
fn a_short_or_missing_password_adds_nobody() {
    let folder = Folder::with_demo("user-short");
    assert!(add(&folder, &[], "short\n").ends(3).err.contains("too short"));
    assert!(add(&folder, &[], "").ends(3).err.contains("--generate"));
    assert!(listed(&folder, "new.clerk").is_null());
}

#[test]
fn faults_of_the_arguments_are_wrong_usage() {
    let folder = Folder::new("user-usage");
    let place = ["--role", "clerk", "--agency", "230102001001"];
    folder.leye(&[&["user", "add", "X", "--display-name", "王"][..], &place].concat()).ends(2);
    folder.leye(&[&["user", "add", "wang", "--display-name", ""][..], &place].concat()).ends(2);
    let role = ["user", "add", "wang", "--display-name", "王", "--role", "boss", "--agency", "230102001001"];
    assert!(folder.leye(&role).ends(2).err.contains("administrator"));
    let agency = ["user", "add", "wang", "--display-name", "王", "--role", "clerk", "--agency", "23"];
    folder.leye(&agency).ends(2);
}

#[test]
fn an_unknown_agency_is_told() {
    let folder = Folder::with_demo("user-agency");
    let mut arguments = NEW.to_vec();
    arguments[8] = "990101001001";
    arguments.push("--generate");
    assert!(folder.leye(&arguments).ends(3).err.contains("leye agency list"));
}

#[test]
fn tokens_are_for_those_who_may_sign_in() {
    let folder = Folder::with_demo("user-token");
    add(&folder, &["--generate"], "").ends(0);
    let token = folder.leye(&["user", "token", "new.clerk", "--json"]).ends(0).json();
    assert!(token["token"].as_str().unwrap().starts_with("leye_"));
    folder.leye(&["user", "disable", "new.clerk"]).ends(0);
    assert_eq!(listed(&folder, "new.clerk")["active"], false);
    assert!(folder.leye(&["user", "token", "new.clerk"]).ends(3).err.contains("new.clerk"));
    folder.leye(&["user", "disable", "nobody.here"]).ends(3);
}
