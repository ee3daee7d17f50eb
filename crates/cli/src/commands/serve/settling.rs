//! What the service does by itself, beside answering.

use std::sync::Arc;
use std::time::Duration;

use leye_app::App;
use tokio::sync::watch;
use tracing::{info, warn};

/// How often the service looks for time limits that ran out.
const SETTLING: Duration = Duration::from_secs(30);

/// Lets the service act where the rules say that it does so by itself, until it is told
/// to stop.
pub async fn settle(app: Arc<App>, stopped: watch::Receiver<bool>) {
    match app.note_start().await {
        Ok(Some(outage)) => warn!(from = %outage.from, to = %outage.to, "the service was away"),
        Ok(None) => {}
        Err(error) => warn!(%error, "it could not be noted how long the service was away"),
    }
    let mut ticks = tokio::time::interval(SETTLING);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = super::told(stopped.clone()) => return,
            _ = ticks.tick() => settle_once(&app).await,
        }
    }
}

async fn settle_once(app: &App) {
    // A calendar, an agency or a user may have come in by the command line meanwhile.
    if let Err(error) = app.refresh().await {
        warn!(%error, "what was changed beside the service could not be read; trying again");
    }
    match app.settle_due().await {
        Ok(0) => {}
        Ok(count) => info!(count, "cases moved on by themselves"),
        Err(error) => warn!(%error, "time limits that ran out could not be settled; trying again"),
    }
    match app.watch_time_limits().await {
        Ok((0, 0)) => {}
        Ok((warned, opened)) => info!(warned, opened, "warnings given and dockets opened"),
        Err(error) => warn!(%error, "time limits could not be watched; trying again"),
    }
    match app.screen_register_daily().await {
        Ok(None) => {}
        Ok(Some(found)) => info!(people = found.people, opened = found.opened, "the register was screened"),
        Err(error) => warn!(%error, "the register could not be screened; trying again"),
    }
}
