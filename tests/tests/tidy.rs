//! The house rules that a program can check, over the whole tree.

use std::path::Path;

#[test]
fn the_tree_keeps_the_house_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests' package stands in the root");
    let report = xtask::tidy::check(root).expect("the tree can be read");
    assert!(report.faults.is_empty(), "\n{report}");
}
