//! Bars for long work: on standard error, and only where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// Counts streams, of which nobody knows before how many there are.
pub fn streams(doing: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}: {pos} streams, {per_sec}") {
        bar.set_style(style);
    }
    bar.set_message(doing);
    bar
}
