//! Packs that extend another.

use std::collections::BTreeMap;

use leye_pack::{compile, pack_hash, resolve};

use super::check_files;

type Files = BTreeMap<String, String>;

/// A child of the small pack with another number in C1.1 and one fact more.
fn child() -> Files {
    let small = crate::small();
    let manifest = small["pack.toml"].replacen("id = \"small\"", "id = \"child\"\nextends = \"small\"", 1);
    let category = small["determination/C1.1.toml"].replacen("amount = 40", "amount = 45", 1);
    Files::from([("pack.toml".into(), manifest), ("determination/C1.1.toml".into(), category)])
}

fn find(id: &str) -> Option<Files> {
    (id == "small").then(crate::small)
}

#[test]
fn a_child_has_its_own_files_and_otherwise_its_parents() {
    let files = resolve(child(), &find);
    let pack = compile(&files).0.unwrap();
    assert_eq!((pack.id.as_str(), pack.extends.as_deref()), ("child", Some("small")));
    let day = pack.last_checked;
    assert_eq!(pack.categories[0].values.amount("age", day), Some(45));
    assert_eq!(pack.general.values.amount("minimum_age", day), Some(16));
    assert_ne!(pack.hash, pack_hash(&crate::small()));
}

#[test]
fn examples_are_not_handed_down() {
    assert!(compile(&resolve(child(), &find)).0.unwrap().examples.is_empty());
}

#[test]
fn a_pack_that_extends_none_stays_as_it_is() {
    assert_eq!(resolve(crate::small(), &find), crate::small());
}

#[test]
fn unknown_parent() {
    let files = resolve(child(), &|_| None);
    check_files(&files, &["pack.toml:2 unknown-pack"]);
}

#[test]
fn a_parent_is_no_path() {
    let mut files = child();
    let manifest = files["pack.toml"].replace("\"small\"", "\"../small\"");
    files.insert("pack.toml".into(), manifest);
    let files = resolve(files, &|_| Some(crate::small()));
    check_files(&files, &["pack.toml:2 unknown-pack"]);
}

#[test]
fn a_pack_that_extends_itself() {
    let files = resolve(child(), &|_| Some(child()));
    check_files(&files, &["extends/small/pack.toml:2 unknown-pack"]);
}

#[test]
fn a_grandchild_takes_from_both() {
    let mut grandchild = child();
    let manifest = grandchild["pack.toml"]
        .replace("= \"small\"", "= \"child\"")
        .replace("id = \"child\"", "id = \"grandchild\"");
    grandchild.insert("pack.toml".into(), manifest);
    grandchild.remove("determination/C1.1.toml");
    let find = |id: &str| if id == "child" { Some(child()) } else { find(id) };
    let pack = compile(&resolve(grandchild, &find)).0.unwrap();
    assert_eq!(pack.categories[0].values.amount("age", pack.last_checked), Some(45));
    assert_eq!(pack.extends.as_deref(), Some("child"));
}
