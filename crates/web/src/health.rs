//! Whether the service lives (`/health`) and whether it can serve (`/ready`), for load
//! balancers and for whoever watches. Neither tells anything that is secret.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Json;
use axum::http::StatusCode;
use leye_app::observe::Away;
use leye_app::{App, Stopwatch};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::client::Network;

/// How long the answer of a trial holds, in seconds: whoever asks often wears out no disk.
const HOLDS: f64 = 5.0;
/// How long storage may take to answer a trial.
const PATIENCE: Duration = Duration::from_secs(3);

/// The door of the service: which proxies it believes, and whether it still lets anybody
/// in. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Door(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    proxies: Vec<Network>,
    draining: AtomicBool,
    last: Mutex<Option<(Stopwatch, Result<(), Reason>)>>,
}

/// Why the service cannot serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Draining,
    Away(Away),
    Slow,
}

impl Reason {
    fn as_str(self) -> &'static str {
        match self {
            Reason::Draining => "draining",
            Reason::Away(Away::Reading) => "storage cannot be read",
            Reason::Away(Away::Writing) => "storage cannot be written",
            Reason::Slow => "storage does not answer",
        }
    }
}

impl Door {
    /// An open door that believes these proxies.
    pub fn new(proxies: Vec<Network>) -> Door {
        Door(Arc::new(Inner { proxies, ..Inner::default() }))
    }

    /// From now on the service is not ready: it is being stopped.
    pub fn close(&self) {
        self.0.draining.store(true, Ordering::SeqCst);
    }

    pub(crate) fn proxies(&self) -> &[Network] {
        &self.0.proxies
    }

    async fn ready(&self, app: &App) -> Result<(), Reason> {
        if self.0.draining.load(Ordering::SeqCst) {
            return Err(Reason::Draining);
        }
        // Those who ask at once wait for one trial together.
        let mut last = self.0.last.lock().await;
        match *last {
            Some((when, answer)) if when.seconds() < HOLDS => answer,
            _ => {
                let answer = match tokio::time::timeout(PATIENCE, app.try_storage()).await {
                    Ok(answer) => answer.map_err(Reason::Away),
                    Err(_) => Err(Reason::Slow),
                };
                *last = Some((Stopwatch::start(), answer));
                answer
            }
        }
    }
}

/// Says that the process answers.
pub(crate) async fn health() -> &'static str {
    "ok"
}

/// Says whether the service can serve: 200, or 503 with the reason.
pub(crate) async fn ready(door: &Door, app: &App) -> (StatusCode, Json<Value>) {
    match door.ready(app).await {
        Ok(()) => (StatusCode::OK, Json(json!({ "ready": true }))),
        Err(reason) => {
            let answer = json!({ "ready": false, "reason": reason.as_str() });
            (StatusCode::SERVICE_UNAVAILABLE, Json(answer))
        }
    }
}
