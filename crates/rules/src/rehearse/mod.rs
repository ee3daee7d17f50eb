//! A rehearsal: one people file under the rules in force and under a draft. Who gains, who
//! loses, by category and by agency, and the cases that this makes.
//!
//! Both are screened as [`screen`] does it, into two files that are read beside the people
//! file afterwards, in its order. So the memory is bounded whatever the size of the file, and
//! whatever makes a screening quicker makes this quicker too.

mod change;
mod cursor;
mod tally;
mod work;
mod write;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use leye_pack::Pack;
use serde::Serialize;

use crate::engine::Engine;
use crate::error::ScreenError;
use crate::ruling::PackMark;
use crate::screen::screen;

pub use tally::{AgencyEffect, CategoryEffect, Standing, Transition};
pub use work::{LevelWork, StepWork};

/// What a draft changes for some people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rehearsed {
    /// The day of the rulings.
    pub on: Date,
    /// The rules in force.
    pub base: PackMark,
    /// The draft.
    pub draft: PackMark,
    /// Rows of the people file.
    pub people: u64,
    /// Who becomes eligible.
    pub gain: u64,
    /// Who is no longer eligible.
    pub lose: u64,
    /// Whose ruling or categories differ in any way.
    pub changed: u64,
    /// From which ruling to which, and how many; those that stay too.
    pub transitions: Vec<Transition>,
    /// By category, in the order of the rules.
    pub categories: Vec<CategoryEffect>,
    /// The agencies whose people are touched: bureaus, offices and stations, by code. People
    /// whose station is not known or not in the pack stand under the empty code.
    pub agencies: Vec<AgencyEffect>,
    /// The cases that those who gain make, by level and step.
    pub work: Vec<LevelWork>,
}

/// Judges everybody of a people file under both packs. With `out` the persons that change are
/// written there, as `person_id`, `agency`, the ruling and the categories before and after.
/// `progress` is told how many of how many steps are done.
///
/// # Errors
/// As [`screen`]; nothing is left behind then.
pub fn rehearse(
    people: &Path,
    base: &Pack,
    draft: &Pack,
    on: Date,
    out: Option<&Path>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Rehearsed, ScreenError> {
    if let Some(out) = out {
        refuse_same(people, out)?;
    }
    let engines = (Engine::new(base, on)?, Engine::new(draft, on)?);
    let place = Aside::make(out)?;
    let (before, after) = (place.0.join("before.parquet"), place.0.join("after.parquet"));
    let mut total = 0;
    let screened = screen(people, &engines.0, &before, &mut |done, all| {
        total = all;
        progress(done, all * 3);
    })?;
    screen(people, &engines.1, &after, &mut |done, all| progress(all + done, all * 3))?;
    let mut tally = tally::Tally::new(base, draft);
    let mut written = out.map(write::Output::create).transpose()?;
    cursor::side_by_side(
        people,
        &before,
        &after,
        &mut |row| {
            tally.add(&row);
            match &mut written {
                Some(output) if row.is_change() => output.write(&row),
                _ => Ok(()),
            }
        },
        &mut |done| progress(total * 2 + done, total * 3),
    )?;
    if let Some(output) = written {
        output.finish()?;
    }
    let mark = |pack: &Pack| PackMark { id: pack.id.as_str().into(), hash: pack.hash.as_str().into() };
    let mut found = tally.finish(screened.people);
    let work = work::of(draft, on, found.gain);
    Ok(Rehearsed {
        on,
        base: mark(base),
        draft: mark(draft),
        people: screened.people,
        gain: found.gain,
        lose: found.lose,
        changed: found.changed,
        transitions: std::mem::take(&mut found.transitions),
        categories: std::mem::take(&mut found.categories),
        agencies: found.agencies,
        work,
    })
}

fn refuse_same(people: &Path, out: &Path) -> Result<(), ScreenError> {
    match (people.canonicalize(), out.canonicalize()) {
        (Ok(from), Ok(to)) if from == to => Err(ScreenError::SameFile { path: out.to_owned() }),
        _ => Ok(()),
    }
}

/// A folder for the two results, which goes with what it holds.
struct Aside(PathBuf);

impl Aside {
    /// Beside the result, where there is room for it; else where the system keeps such things.
    fn make(out: Option<&Path>) -> Result<Aside, ScreenError> {
        use std::sync::atomic::{AtomicU64, Ordering};
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let beside = out.and_then(Path::parent).filter(|parent| !parent.as_os_str().is_empty());
        let parent = match (beside, out) {
            (Some(parent), _) => parent.to_owned(),
            (None, Some(_)) => PathBuf::from("."),
            (None, None) => std::env::temp_dir(),
        };
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let place = parent.join(format!(".leye-rehearsal.{}.{number}", std::process::id()));
        fs::create_dir(&place).map_err(|source| ScreenError::Io { path: place.clone(), source })?;
        Ok(Aside(place))
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // Nothing is left to do when even that fails.
        let _ = fs::remove_dir_all(&self.0);
    }
}
