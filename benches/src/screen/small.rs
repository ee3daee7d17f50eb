//! One ruling with its whole trace; a pack of two hundred conditions.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use jiff::civil::date;
use leye_app::rules;
use leye_pack::Pack;
use leye_rules::{Engine, read_person};
use serde_json::json;

use crate::report::Report;

/// Conditions of the large pack.
const CONDITIONS: usize = 200;

pub fn run(times: usize, report: &mut Report) -> Result<()> {
    let day = date(2026, 11, 1);
    let pack = compiled(&rules::built_in())?;
    let engine = Engine::new(&pack, day)?;
    let person = read_person(&pack, &applicant())?;
    let ruling = median(times * 100, || {
        let ruling = engine.evaluate(&person.facts, &person.household)?;
        black_box(ruling.to_json());
        Ok(())
    })?;
    report.value("leye", "a ruling with its trace, µs at the median", 0, ruling * 1e6);
    let files = large(rules::built_in());
    let whole = compiled(&files)?;
    let own = whole.categories.iter().map(|category| category.conditions.len());
    let count = own.sum::<usize>() + whole.shared.len() + whole.general.conditions.len();
    ensure!(count == CONDITIONS, "the large pack has {count} conditions");
    let load = median(times, || {
        black_box(Engine::new(&compiled(&files)?, day)?);
        Ok(())
    })?;
    report.value("leye", "a pack of 200 conditions is read and compiled, ms at the median", 0, load * 1e3);
    Ok(())
}

fn median(times: usize, mut work: impl FnMut() -> Result<()>) -> Result<f64> {
    let mut took = Vec::with_capacity(times);
    for _ in 0..times.max(1) {
        let begun = Instant::now();
        work()?;
        took.push(begun.elapsed().as_secs_f64());
    }
    took.sort_by(f64::total_cmp);
    Ok(took[took.len() / 2])
}

pub fn compiled(files: &BTreeMap<String, String>) -> Result<Pack> {
    let (pack, faults) = leye_pack::compile(files);
    pack.with_context(|| format!("{:?}", faults.first()))
}

/// A woman of 52 with a husband and a child; something is not known of her.
fn applicant() -> serde_json::Value {
    json!({
        "facts": {
            "sex": "F", "born": "1974-03-02", "retirement_class": "female-55",
            "local_urban_registration": true, "able_to_work": true, "willing_to_work": true,
            "applied": true, "employed": false, "registered_unemployed": true,
            "registered_unemployed_since": "2025-01-01", "worked_before": true,
            "minimum_living_allowance": true, "land_lost": false, "other_hardship": false,
            "single_parent": false, "model_worker": "none", "martyr_family": false,
            "soldier_spouse": false
        },
        "household": [
            { "employed": false, "born": "1970-01-01", "retirement_class": "male" },
            { "born": "2010-01-01" }
        ]
    })
}

/// The pack with more conditions in its first category.
fn large(mut files: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let of = |files: &BTreeMap<String, String>| -> usize {
        let rules = files.iter().filter(|(name, _)| name.starts_with("determination/C1"));
        rules
            .map(|(_, text)| text.matches("[[condition]]").count() + text.matches("[[shared]]").count())
            .sum()
    };
    let more: usize = CONDITIONS - of(&files);
    if let Some(text) = files.get_mut("determination/C1.1.toml") {
        for at in 0..more {
            // Writing to a text can't fail.
            let _ = write!(
                text,
                "\n[[condition]]\ncode = \"more-{at}\"\npredicate = \"(sex = 'F' and age(born) >= {}) or \
                 disability_grade between 1 and 4 or not (employed and willing_to_work)\"\ntitle = {{ zh-Hant = \
                 \"再一項\", zh-Hans = \"再一项\", en = \"One more\" }}\n",
                at % 60
            );
        }
    }
    files
}
