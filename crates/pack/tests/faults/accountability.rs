//! Faults in the rules of accountability.

use std::path::Path;

use super::check_files;

/// The small pack with the shipped accountability, changed.
fn with(from: &str, to: &str, expected: &[&str]) {
    let mut files = crate::small();
    let shipped = crate::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/harbin"));
    files.extend(shipped.into_iter().filter(|(name, _)| name.starts_with("accountability/")));
    let text = files.get_mut("accountability/A2.toml").unwrap();
    assert!(text.contains(from), "there is no {from:?}");
    *text = text.replacen(from, to, 1);
    check_files(&files, expected);
}

#[test]
fn the_day_begins_at_an_hour_and_every_term_is_given() {
    with("\"08:30\"", "\"09:00\"", &[]);
    with("\"08:30\"", "\"early\"", &["accountability/A2.toml:10 wrong-type"]);
    with("name = \"explain\"", "name = \"other\"", &["accountability/A2.toml:36 missing-value"]);
    with(
        "others = [",
        "no_others = [",
        &["accountability/A2.toml:1 missing-key", "accountability/A2.toml:28 unknown-key"],
    );
}
