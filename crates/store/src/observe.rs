//! How long storage takes and how much waits for it, told through the `metrics` facade.
//! Where nobody collects the figures this costs next to nothing.

use std::time::Instant;

/// Measures how long something takes. Every room above measures with this one, so that
/// nothing but this line asks a monotonic clock.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins.
    pub fn start() -> Stopwatch {
        #[allow(clippy::disallowed_methods)] // the one lawful place
        let now = Instant::now();
        Stopwatch(now)
    }

    /// Seconds since it began.
    pub fn seconds(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// A commit from the moment it is handed over to the moment it is on disk or refused.
/// Ends also when whoever waited for it goes away.
pub(crate) struct Writing(Stopwatch);

impl Writing {
    pub(crate) fn begin() -> Writing {
        metrics::gauge!("leye_commits_waiting").increment(1.0);
        Writing(Stopwatch::start())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        metrics::gauge!("leye_commits_waiting").decrement(1.0);
        metrics::histogram!("leye_commit_seconds").record(self.0.seconds());
    }
}

/// So many commits share one transaction.
pub(crate) fn group(size: usize) {
    metrics::histogram!("leye_commit_group_size").record(u32::try_from(size).unwrap_or(u32::MAX));
}

/// Something was read, in this time.
pub(crate) fn read(watch: Stopwatch) {
    metrics::histogram!("leye_read_seconds").record(watch.seconds());
}
