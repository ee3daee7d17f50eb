//! The same bytes every time, and a batch that stays small.

use std::fs;

use jiff::civil::date;
use leye_forms::{Extras, Lang, forget, form, render};
use serde_json::json;

use crate::samples::{all, extras};

#[test]
fn the_same_paper_has_the_same_bytes() {
    for (form, lang) in all() {
        let mut extras = extras(form);
        extras.made = Some(date(2026, 11, 26).at(9, 30, 0, 0));
        let make = || render(form, lang, &form.sample(lang), &extras).expect(&form.code).pdf;
        let first = make();
        forget();
        assert!(first == make(), "{} {lang:?} differs", form.code);
    }
}

/// In a process of its own, where no other test allocates.
#[test]
fn a_batch_of_500_pages_stays_small() {
    let program = std::env::current_exe().expect("this program has a path");
    let arguments = ["--exact", "batch::a_batch_alone", "--ignored", "--test-threads", "1"];
    let ran = std::process::Command::new(program).args(arguments).output().expect("it runs");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
#[ignore = "run by a_batch_of_500_pages_stays_small"]
fn a_batch_alone() {
    let form = form("determination-application").expect("a form");
    let mut pages = 0;
    for at in 0..250 {
        let mut data = form.sample(Lang::ZhHant);
        data["name"] = json!(format!("劉秀蘭{at}"));
        data["case_number"] = json!(format!("230102-2026-{at:06}"));
        let mut extras: Extras = extras(form);
        if let Some(verification) = &mut extras.verification {
            verification.url = format!("https://leye.example/verify/K7QM-{at:04}");
        }
        pages += render(form, Lang::ZhHant, &data, &extras).expect("a paper").pages;
    }
    assert_eq!(pages, 500);
    let Some(most) = peak() else { return };
    assert!(most < 200, "the batch took {most} MiB");
}

/// The most MiB that this process had in memory, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}
