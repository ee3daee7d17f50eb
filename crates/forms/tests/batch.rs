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

#[test]
fn a_batch_of_500_pages_stays_small() {
    let form = form("determination-application").expect("a form");
    let mut pages = 0;
    let mut start = None;
    for at in 0..250 {
        let mut data = form.sample(Lang::ZhHant);
        data["name"] = json!(format!("劉秀蘭{at}"));
        data["case_number"] = json!(format!("230102-2026-{at:06}"));
        let mut extras: Extras = extras(form);
        if let Some(verification) = &mut extras.verification {
            verification.url = format!("https://leye.example/verify/K7QM-{at:04}");
        }
        pages += render(form, Lang::ZhHant, &data, &extras).expect("a paper").pages;
        if at == 25 {
            start = resident();
        }
    }
    assert_eq!(pages, 500);
    let (Some(start), Some(end)) = (start, resident()) else { return };
    let grown = end.saturating_sub(start) / 1024;
    assert!(grown < 64, "225 papers kept {grown} MiB");
}

/// KiB of this process in memory, where the system tells.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
