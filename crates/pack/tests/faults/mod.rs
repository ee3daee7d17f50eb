//! One test for each kind of fault: a small faultless pack, one change, and what is found.

mod accountability;
mod agencies;
mod assistance;
mod dates;
mod examples;
mod exits;
mod extends;
mod facts;
mod followup;
mod form;
mod household;
mod predicates;
mod registration;
mod rules;
mod supervision;

use std::collections::BTreeMap;

use leye_pack::compile;

/// Replaces the first `from` in `file` by `to` and compares the faults, each as
/// `file:line code`.
fn check(file: &str, from: &str, to: &str, expected: &[&str]) {
    let mut files = crate::small();
    let text = files.get_mut(file).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    *text = text.replacen(from, to, 1);
    check_files(&files, expected);
}

fn check_files(files: &BTreeMap<String, String>, expected: &[&str]) {
    let (pack, faults) = compile(files);
    let found: Vec<_> = faults.iter().map(|f| format!("{}:{} {}", f.file, f.line, f.code.as_str())).collect();
    assert_eq!(found, expected, "{faults:#?}");
    assert_eq!(pack.is_none(), !expected.is_empty());
    assert!(faults.iter().all(|fault| !fault.message.is_empty() && !fault.remedy.is_empty()));
}
