//! Long work shows how far it is: on standard error, and only where that is a terminal.

use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use leye_store::{Phase, Progress};

/// A bar that follows a storage on its way. Clear it with [`ProgressBar::finish_and_clear`]
/// before anything else is said.
pub fn bar() -> (ProgressBar, Progress) {
    let bar = ProgressBar::new(0);
    let told = {
        let bar = bar.clone();
        let shown = std::sync::Mutex::new(None);
        move |phase: Phase, done: u64, all: u64| {
            let mut shown = shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if *shown != Some(phase) {
                *shown = Some(phase);
                begin(&bar, phase);
            }
            bar.set_length(all);
            bar.set_position(done);
        }
    };
    (bar, Arc::new(told))
}

fn begin(bar: &ProgressBar, phase: Phase) {
    let form = match phase {
        Phase::CheckingSource | Phase::CheckingTarget => "{msg}: every hash is computed again, {elapsed}",
        Phase::CopyingRows | Phase::ComparingRows => "{msg} [{bar:40}] {pos} of {len} rows, {eta} left",
        Phase::CopyingPages => "{msg} [{bar:40}] {pos} of {len} pages, {eta} left",
        Phase::CopyingFiles | Phase::Hashing | Phase::Packing | Phase::Unpacking => {
            "{msg} [{bar:40}] {bytes} of {total_bytes}, {eta} left"
        }
    };
    bar.reset();
    bar.set_message(match phase {
        Phase::CheckingSource => "checking the source",
        Phase::CheckingTarget => "checking the target",
        Phase::CopyingRows => "copying",
        Phase::CopyingFiles => "copying the files",
        Phase::ComparingRows => "comparing",
        Phase::CopyingPages => "setting the database aside",
        Phase::Hashing => "hashing",
        Phase::Packing => "packing",
        Phase::Unpacking => "unpacking",
    });
    if let Ok(style) = ProgressStyle::with_template(form) {
        bar.set_style(style.progress_chars("=> "));
    }
}

/// A bar that counts streams, of which nobody knows before how many there are.
pub fn streams(doing: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}: {pos} streams, {per_sec}") {
        bar.set_style(style);
    }
    bar.set_message(doing);
    bar
}

/// A bar that counts the rows of a people file that is screened.
pub fn people() -> ProgressBar {
    people_doing("screening")
}

/// A bar that counts people.
pub fn people_doing(doing: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:40}] {pos} of {len} people, {eta} left") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(doing);
    bar
}

/// A bar that counts the people of the register, of whom nobody knows before how many there are.
pub fn register() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) =
        ProgressStyle::with_template("{spinner} screening the register: {pos} people, {per_sec}")
    {
        bar.set_style(style);
    }
    bar
}

/// A bar of a rehearsal, which passes the people three times.
pub fn rehearsal() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("rehearsing [{bar:40}] {percent} %, {eta} left") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}
