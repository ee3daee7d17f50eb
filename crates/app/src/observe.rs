//! What operators see: of each act one line in the log and the figures, of the whole what
//! is owed and what waits, and whether storage can be read and written. Of a case only
//! its id is told, of a refusal only its code, of the caller nothing.

use leye_domain::case::{ActName, Reason};
use leye_domain::id::CaseId;
use leye_store::{Scope, StateCount, Stopwatch, StoreError, WorklistQuery};

use crate::error::AppError;
use crate::{App, TimeSource};

/// The setting that a trial of writing writes; its value means nothing.
const TRIAL: &str = "write_trial";

/// What is owed and what waits, over all agencies.
#[derive(Clone, Debug)]
pub struct Figures {
    /// State by state: open, late now, and due between now and the end of today.
    pub clocks: Vec<StateCount>,
    /// Entries of the outbox that wait to be sent.
    pub outbox_waiting: i64,
    /// Sign-ins that have not ended.
    pub sessions: i64,
}

/// Why storage cannot serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Away {
    /// It cannot be read.
    Reading,
    /// It can be read and not written.
    Writing,
}

impl App {
    /// Counts what is owed and what waits. For operators, who see no case by it.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn figures(&self) -> Result<Figures, AppError> {
        let now = self.time.now();
        let zone = self.rules.zone();
        let tomorrow = zone.to_datetime(now).date().tomorrow().and_then(|day| zone.to_zoned(day.into()));
        let query = WorklistQuery { scope: Scope::everything(), ..WorklistQuery::default() };
        let until = tomorrow.map_or(now, |midnight| midnight.timestamp());
        Ok(Figures {
            clocks: self.store.worklist_counts(&query, now, until).await?,
            outbox_waiting: self.store.outbox_count().await?,
            sessions: self.store.session_count(TimeSource::system()).await?,
        })
    }

    /// Reads storage and writes to it, to know whether it can serve.
    ///
    /// # Errors
    /// What cannot be done; the failure itself is logged.
    pub async fn try_storage(&self) -> Result<(), Away> {
        let told = |away, error: StoreError| {
            tracing::error!(%error, "storage is away");
            away
        };
        self.store.setting(TRIAL).await.map_err(|error| told(Away::Reading, error))?;
        self.store.put_setting(TRIAL, "written").await.map_err(|error| told(Away::Writing, error))
    }
}

/// Tells how an act ended. `case` is missing where none came to be.
pub(crate) fn act<T>(act: ActName, case: Option<&CaseId>, watch: Stopwatch, ended: &Result<T, AppError>) {
    let (outcome, reason) = match ended {
        Ok(_) => ("done", None),
        Err(error) => outcome(error),
    };
    let seconds = watch.seconds();
    metrics::counter!("leye_acts_total", "act" => act.as_str(), "outcome" => outcome).increment(1);
    metrics::histogram!("leye_act_seconds").record(seconds);
    if let Some(reason) = &reason {
        metrics::counter!("leye_refusals_total", "act" => act.as_str(), "reason" => reason.clone())
            .increment(1);
    }
    let (act, case, ms) = (act.as_str(), case.map(CaseId::as_str), milliseconds(seconds));
    match outcome {
        "failed" => tracing::error!(act, case, outcome, ms, "act"),
        _ => tracing::info!(act, case, outcome, reason, ms, "act"),
    }
}

/// Milliseconds with three digits, as log lines tell them.
pub fn milliseconds(seconds: f64) -> f64 {
    (seconds * 1_000_000.0).round() / 1_000.0
}

/// The name of what came of it, and why not where the rules said no.
fn outcome(error: &AppError) -> (&'static str, Option<String>) {
    match error {
        AppError::Refused(refusal) => ("refused", Some(code(&refusal.reason))),
        AppError::Assistance(refusal) => ("refused", Some(coded(&refusal.reason))),
        AppError::Draft(refusal) => ("refused", Some(coded(refusal))),
        AppError::NameSeal(refusal) => ("refused", Some(coded(refusal))),
        AppError::Work(refusal) => ("refused", Some(coded(refusal))),
        AppError::Paper(refusal) => ("refused", Some(coded(refusal))),
        AppError::Household(refusal) => ("refused", Some(coded(refusal))),
        AppError::Registration(refusal) => ("refused", Some(coded(refusal))),
        AppError::Problem(refusal) => ("refused", Some(coded(refusal))),
        AppError::Complaint(refusal) => ("refused", Some(coded(refusal))),
        AppError::Contact(refusal) => ("refused", Some(coded(refusal))),
        AppError::Rating(refusal) => ("refused", Some(coded(refusal))),
        AppError::Supervision(refusal) => ("refused", Some(coded(refusal))),
        AppError::Campaign(refusal) => ("refused", Some(coded(refusal))),
        AppError::Docket(refusal) => ("refused", Some(coded(refusal))),
        AppError::Relocation(refusal) => ("refused", Some(coded(refusal))),
        AppError::NotFound => ("not_found", None),
        AppError::Forbidden { .. } | AppError::NotTraining | AppError::SignInFailed => ("forbidden", None),
        AppError::Stale { .. } => ("stale", None),
        AppError::Invalid(_) | AppError::Form(_) | AppError::Intake(_) => ("invalid", None),
        AppError::Replayed(_) => ("replayed", None),
        AppError::KeyReused => ("key_reused", None),
        AppError::Erased => ("erased", None),
        AppError::Rules(_) | AppError::Store(_) => ("failed", None),
    }
}

/// The code of a reason, without what it carries.
fn code(reason: &Reason) -> String {
    coded(reason)
}

fn coded(reason: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(reason).unwrap_or_default();
    value["code"].as_str().unwrap_or("unknown").to_owned()
}
