//! A city's people file to a result file, against what one would otherwise write; one ruling
//! with its trace; the loading of a large pack.

mod compare;
mod contender;
pub mod people;
mod small;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiff::civil::date;
use leye_app::rules;
use leye_rules::Engine;

use crate::report::Report;
use contender::Contender;

/// Seed of the city.
const SEED: u64 = 2026;
/// The Python that has the peers.
const PYTHON: &str = "LEYE_BENCH_SCREEN_PYTHON";

/// How much of it.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Interleaved rounds.
    pub rounds: usize,
    /// People of the city.
    pub people: usize,
    /// Rulings, and loads of the large pack.
    pub small: usize,
}

/// The screening that a contender's process does: ours.
///
/// # Errors
/// As [`leye_rules::screen`].
pub fn ours(people: &Path, out: &Path) -> Result<()> {
    let engine = Engine::new(&small::compiled(&rules::built_in())?, date(2026, 11, 1))?;
    leye_rules::screen(people, &engine, out, &mut |_, _| {})?;
    Ok(())
}

/// The people file of so many; made if it is not there.
///
/// # Errors
/// A folder that cannot be written.
pub fn city(folder: &Path, people: usize) -> Result<PathBuf> {
    let path = folder.join(format!("people-{people}.parquet"));
    if !path.exists() {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        println!("making {}", path.display());
        people::write(people, SEED, &path)?;
    }
    Ok(path)
}

/// Every contender, round by round; the rows of all have to be the same.
///
/// # Errors
/// A contender that fails, or two that do not agree.
pub fn run(folder: &Path, extent: Extent, report: &mut Report) -> Result<()> {
    small::run(extent.small, report)?;
    let city = city(folder, extent.people)?;
    let python = std::env::var(PYTHON).ok();
    let contenders = Contender::all(python.as_deref());
    if python.is_none() {
        let why = anyhow::anyhow!("{PYTHON} names no Python that has them: see benches/README.md");
        report.left_out("OpenFisca-Core and Polars", &why);
    }
    for round in 0..extent.rounds {
        let mut first: Option<PathBuf> = None;
        for contender in &contenders {
            let out = folder.join(format!("found-{}.parquet", contender.file));
            let ran = contender.run(&city, &out)?;
            report.value(contender.name, "screening, s", round, ran.seconds);
            report.value(contender.name, "screening, MiB at most", round, ran.mebibytes);
            let Some(first) = &first else {
                let rows = compare::rows(&out)?;
                report.value("all", "rows of the result", round, rows as f64);
                first = Some(out);
                continue;
            };
            if let Some(difference) = compare::difference(first, &out)? {
                bail!("{} does not agree with leye: {difference}", contender.name);
            }
        }
    }
    Ok(())
}
