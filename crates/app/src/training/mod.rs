//! Move the clock of a training storage forward.

use jiff::{SignedDuration, Timestamp};

use crate::App;
use crate::error::AppError;

/// Setting under which the offset of the clock is kept, in microseconds.
pub(crate) const AHEAD: &str = "training_ahead";
/// Setting that says what the storage is for: `training` or `real`.
pub(crate) const KIND: &str = "kind";

impl App {
    /// Moves the clock to an instant and settles what runs out on the way.
    ///
    /// # Errors
    /// [`AppError::NotTraining`]; a fault of the field `now` when it lies in the past.
    pub async fn move_clock(&self, to: Timestamp) -> Result<usize, AppError> {
        if !self.is_training() {
            return Err(AppError::NotTraining);
        }
        let now = self.time.now();
        if to < now {
            return Err(AppError::field("now", "clock-only-forward"));
        }
        let limit = now.saturating_add(SignedDuration::from_hours(24 * 3_660));
        if limit.is_ok_and(|limit| to > limit) {
            return Err(AppError::field("now", "clock-too-far"));
        }
        let ahead = self.time.ahead() + to.duration_since(now);
        self.store.put_setting(AHEAD, &ahead.as_micros().to_string()).await?;
        self.time.set_ahead(ahead);
        let settled = self.settle_due().await?;
        self.screen_register_daily().await?;
        self.watch_time_limits().await?;
        Ok(settled)
    }
}
