//! When the service could not be used. Every half minute it writes down that it lives; at a start the
//! gap since then is an outage, if it is long enough. What an outage takes off a term is decided in
//! the core.

use jiff::{SignedDuration, Timestamp};
use leye_domain::accountability::Span;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;

/// Setting that says when the service lived last.
const ALIVE: &str = "alive";
/// Setting with all outages so far.
const OUTAGES: &str = "outages";

/// A time in which the service could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    /// Last seen alive.
    pub from: Timestamp,
    /// Alive again.
    pub to: Timestamp,
}

impl From<Outage> for Span {
    fn from(outage: Outage) -> Span {
        Span { from: outage.from, to: outage.to }
    }
}

impl App {
    /// Every outage so far, the oldest first.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn outages(&self) -> Result<Vec<Outage>, AppError> {
        match self.store.setting(OUTAGES).await? {
            None => Ok(Vec::new()),
            Some(kept) => {
                let read = |e| AppError::Rules(format!("the list of outages cannot be read: {e}"));
                serde_json::from_str(&kept).map_err(read)
            }
        }
    }

    /// Notes at a start how long the service was away.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn note_start(&self) -> Result<Option<Outage>, AppError> {
        let now = self.time.now();
        let alive = self.store.setting(ALIVE).await?.and_then(|at| at.parse::<Timestamp>().ok());
        self.note_alive().await?;
        let (Some(rules), Some(from)) = (self.accountability(), alive) else { return Ok(None) };
        let least = SignedDuration::from_mins(i64::from(self.amount(&rules, "outage")?));
        if now.duration_since(from) < least {
            return Ok(None);
        }
        let outage = Outage { from, to: now };
        let mut all = self.outages().await?;
        all.push(outage);
        let text = serde_json::to_string(&all).map_err(|e| AppError::Rules(e.to_string()))?;
        self.store.put_setting(OUTAGES, &text).await?;
        Ok(Some(outage))
    }

    /// Notes that the service lives. Also called when the training clock was moved: that is no outage.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn note_alive(&self) -> Result<(), AppError> {
        self.store.put_setting(ALIVE, &self.time.now().to_string()).await?;
        Ok(())
    }
}
