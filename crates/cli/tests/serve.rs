//! `leye serve`: the first start, the announcement, the stop.

use std::net::TcpListener;

use crate::run::{Folder, leye};
use crate::service::Service;

#[cfg(unix)]
#[test]
fn the_first_start_makes_storage_and_one_administrator() {
    let folder = Folder::new("serve-first");
    let service = Service::start(&folder, &[]);
    let password = service.said["administrator"]["password"].as_str().unwrap().to_owned();
    assert_eq!(service.said["administrator"]["name"], "admin");
    assert!(service.get("/api/v1/openapi.json").status == 200);
    let (code, log) = service.stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains(&password), "{log}");
    let users = folder.leye(&["user", "list", "--json"]).ends(0).json();
    assert_eq!(users.as_array().unwrap().len(), 1);
    assert_eq!((&users[0]["agency"], &users[0]["must_change"]), (&"230100000000".into(), &true.into()));
    let agencies = folder.leye(&["agency", "list", "--json"]).ends(0).json();
    assert!(agencies.as_array().unwrap().len() > 3_000);
    let service = Service::start(&folder, &[]);
    assert!(service.said.get("administrator").is_none());
    assert_eq!(service.stop().0, Some(0));
    folder.leye(&["verify"]).ends(0);
}

#[cfg(unix)]
#[test]
fn training_storage_names_those_who_may_sign_in() {
    let folder = Folder::with_demo("serve-training");
    let service = Service::start(&folder, &["--training"]);
    assert_eq!(service.said["training"], true);
    assert!(!service.said["sign_in_names"].as_array().unwrap().is_empty());
    assert_eq!(service.stop().0, Some(0));
}

#[test]
fn a_taken_port_is_told_and_leaves_no_storage_behind() {
    let folder = Folder::new("serve-taken");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = folder.leye(&["serve", "--listen", &address]).ends(3);
    assert!(ran.err.contains(&address) && ran.err.contains("--listen"), "{}", ran.err);
    assert!(!folder.path("leye-data").exists());
}

#[test]
fn an_address_that_is_none_is_wrong_usage() {
    leye(&["serve", "--listen", "somewhere"]).ends(2);
}
