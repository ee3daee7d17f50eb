//! The worked examples of the shipped packs come out, and one that does not is told.

use leye_rules::{Engines, check, run_examples};

use crate::packs::{changed, compile, files, told};

#[test]
fn every_example_of_the_shipped_packs_comes_out() {
    let mut count = 0;
    for id in ["harbin", "harbin-2024"] {
        let pack = compile(&files(id));
        count += pack.examples.len();
        let failed = run_examples(&pack, &Engines::new(pack.clone().into()));
        assert!(failed.is_empty(), "{id}: {failed:#?}");
    }
    assert!(count >= 120, "{count} examples");
}

#[test]
fn the_shipped_packs_have_no_fault_in_their_predicates() {
    for id in ["harbin", "harbin-2024"] {
        let faults = check(&compile(&files(id)));
        assert!(faults.is_empty(), "{}", told(&faults));
    }
}

#[test]
fn an_example_that_does_not_come_out_is_told_with_what_differs() {
    let pack = changed("determination/C1.1.toml", "age(born) >= $women_from", "age(born) > $women_from");
    let failed = run_examples(&pack, &Engines::new(pack.clone().into()));
    assert!(!failed.is_empty());
    let first = &failed[0];
    assert!(first.file.starts_with("examples/") && first.line > 0 && !first.title.is_empty());
    assert!(
        failed.iter().any(|one| one.differences.iter().any(|what| what.what == "categories")),
        "{failed:#?}"
    );
}
