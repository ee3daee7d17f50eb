//! The figures in the text form of Prometheus, on a listener of their own: they say
//! nothing of a person, and still are nobody's business but the operator's. What each
//! means stands in docs/operate/metrics.md.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use leye_app::{App, AppError, Stopwatch};
use leye_domain::case::StateName;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

use crate::health::{self, Door};

/// Upper ends of the times that are told apart, in seconds.
const SECONDS: [f64; 14] =
    [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// Upper ends of the sizes of a group of commits.
const GROUPS: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];
/// How often what is owed and what waits is counted.
const REFRESH: Duration = Duration::from_secs(30);
/// Counting may take one part in so many of the time.
const SHARE: f64 = 20.0;

/// What collects the figures, once for the process.
#[derive(Clone)]
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// Begins to collect. A second call gives the same.
    ///
    /// # Errors
    /// Another collector that was there first.
    pub fn install() -> Result<Metrics, BuildError> {
        static INSTALLED: OnceLock<PrometheusHandle> = OnceLock::new();
        if let Some(handle) = INSTALLED.get() {
            return Ok(Metrics(handle.clone()));
        }
        let handle = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
            .set_buckets_for_metric(Matcher::Full("leye_commit_group_size".to_owned()), &GROUPS)?
            .install_recorder()?;
        describe();
        Ok(Metrics(INSTALLED.get_or_init(|| handle).clone()))
    }

    /// Counts what is owed and what waits.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn refresh(&self, app: &App) -> Result<(), AppError> {
        self.0.run_upkeep();
        memory();
        let figures = app.figures().await?;
        for state in StateName::ALL {
            let count = figures.clocks.iter().find(|count| count.state == state.as_str());
            let (open, today, late) = count.map_or((0, 0, 0), |c| (c.open, c.soon, c.late));
            for (when, count) in [("open", open), ("due_today", today), ("late", late)] {
                gauge("leye_clocks", [("state", state.as_str()), ("when", when)], count);
            }
        }
        gauge("leye_outbox_waiting", [], figures.outbox_waiting);
        gauge("leye_sessions", [], figures.sessions);
        Ok(())
    }

    /// Counts again and again, each half minute, less often where counting takes long.
    pub async fn keep(self, app: Arc<App>) {
        loop {
            let watch = Stopwatch::start();
            if let Err(error) = self.refresh(&app).await {
                tracing::warn!(%error, "what is owed could not be counted; trying again");
            }
            tokio::time::sleep(REFRESH.max(Duration::from_secs_f64(watch.seconds() * SHARE))).await;
        }
    }

    /// What the operator's listener answers: `/metrics`, `/health`, `/ready`.
    pub fn router(self, app: Arc<App>, door: Door) -> Router {
        let show = move || async move {
            memory();
            ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], self.0.render())
        };
        let ready = move || async move { health::ready(&door, &app).await };
        Router::new()
            .route("/metrics", get(show))
            .route("/health", get(health::health))
            .route("/ready", get(ready))
    }
}

fn gauge<const N: usize>(name: &'static str, labels: [(&'static str, &'static str); N], value: i64) {
    let labels: Vec<_> = labels.into_iter().map(|(key, value)| metrics::Label::new(key, value)).collect();
    // A count beyond 2^32 is told as that.
    let value = u32::try_from(value.max(0)).unwrap_or(u32::MAX);
    metrics::gauge!(name, labels).set(value);
}

/// Memory and open files of the process, where the system tells them.
fn memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    if let Some(kilobytes) = kilobytes {
        metrics::gauge!("process_resident_memory_bytes").set(kilobytes * 1024.0);
    }
    if let Ok(files) = std::fs::read_dir("/proc/self/fd") {
        metrics::gauge!("process_open_fds").set(u32::try_from(files.count()).unwrap_or(u32::MAX));
    }
}

/// What each figure is, and those that are there from the start.
fn describe() {
    use metrics::{describe_counter as counter, describe_gauge as gauge, describe_histogram as histogram};
    counter!("leye_acts_total", "Acts on cases, by act and outcome");
    counter!("leye_refusals_total", "Acts that the rules refused, by act and reason");
    histogram!("leye_act_seconds", "Time of an act, from the request to the answer of storage");
    histogram!("leye_commit_seconds", "Time of a commit, from handing it over to having it on disk");
    histogram!("leye_commit_group_size", "Commits that shared one transaction");
    gauge!("leye_commits_waiting", "Commits handed over and not on disk yet");
    histogram!("leye_read_seconds", "Time of a read of storage, waiting included");
    gauge!("leye_clocks", "Time limits by state: open, due_today (of these, still to come today), late");
    gauge!("leye_outbox_waiting", "Letters and messages that wait to be sent");
    gauge!("leye_sessions", "Sign-ins that have not ended");
    counter!("leye_http_requests_total", "Requests by method, route and class of status");
    histogram!("leye_http_request_seconds", "Time of a request by route");
    gauge!("leye_build_info", "1, with the version of the program");
    gauge!("leye_tls_ends_at_seconds", "When the certificate ends, in seconds since 1970");
    gauge!("process_resident_memory_bytes", "Resident memory");
    gauge!("process_open_fds", "Open files and connections");
    metrics::gauge!("leye_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    metrics::gauge!("leye_commits_waiting").set(0.0);
}
