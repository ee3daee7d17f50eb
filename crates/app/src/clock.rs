//! The one lawful place that asks the time.
//!
//! In training the clock stands ahead of the system's by an offset kept in storage; the
//! demo does each move at an instant of its own. Everything else gets an instant handed in.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

tokio::task_local! {
    /// The instant at which a move of the demo is made.
    static MOMENT: Timestamp;
}

/// Where the present instant comes from.
#[derive(Debug, Default)]
pub struct TimeSource {
    /// Microseconds that the service's clock is ahead of the system's.
    ahead: AtomicI64,
}

impl TimeSource {
    /// The present instant, in whole microseconds.
    pub fn now(&self) -> Timestamp {
        if let Ok(moment) = MOMENT.try_with(|moment| *moment) {
            return moment;
        }
        micros(Self::system().as_microsecond() + self.ahead.load(Ordering::SeqCst))
    }

    /// The system's own clock, for what must not move with the training clock: the end
    /// of a sign-in.
    pub fn system() -> Timestamp {
        #[allow(clippy::disallowed_methods)] // the one lawful place
        let now = Timestamp::now().as_microsecond();
        micros(now)
    }

    /// How far the clock is ahead of the system's.
    pub fn ahead(&self) -> SignedDuration {
        SignedDuration::from_micros(self.ahead.load(Ordering::SeqCst))
    }

    /// Sets how far the clock is ahead of the system's (training only).
    pub fn set_ahead(&self, ahead: SignedDuration) {
        let micros = i64::try_from(ahead.as_micros()).unwrap_or(i64::MAX);
        self.ahead.store(micros, Ordering::SeqCst);
    }

    /// Does something for which it is another time than for everybody else. Only the demo
    /// does, so that moves of several cases can be made at once, each at its own instant.
    pub(crate) async fn during<F: Future>(at: Timestamp, deed: F) -> F::Output {
        MOMENT.scope(micros(at.as_microsecond()), deed).await
    }
}

fn micros(value: i64) -> Timestamp {
    Timestamp::from_microsecond(value).unwrap_or(Timestamp::MAX)
}
