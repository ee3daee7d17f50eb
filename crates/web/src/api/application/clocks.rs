//! Why a case is due when it is.

use axum::response::Response;
use jiff::civil::Date;
use leye_app::App;
use leye_domain::calendar::DayKind;
use leye_domain::clock::{Clock, DayCount, Due, LedgerEntry, SuspensionReason, Unit, WhyCounted};
use serde::Serialize;
use utoipa::ToSchema;

use super::past;
use crate::api::answer;
use crate::api::caller::{Caller, CasePath};
use crate::api::problem::Problem;

/// The clocks of a case.
#[derive(Serialize, ToSchema)]
struct ClocksAnswer {
    /// Id of the case.
    id: String,
    /// Number of its events so far.
    version: i64,
    /// The clock that runs; null once the case is closed.
    running: Option<ClockAnswer>,
    /// The clock that stands still meanwhile: the initial review's during a correction,
    /// the notice's during an objection; else null.
    suspended: Option<ClockAnswer>,
    /// The clocks that have ended, oldest first.
    past: Vec<ClockAnswer>,
}

/// A time limit: a budget of days, what happened to it, and the count that follows.
#[derive(Serialize, ToSchema)]
struct ClockAnswer {
    /// Which limit of the policy pack.
    #[schema(example = "initial_review")]
    limit: String,
    /// The article that sets it.
    #[schema(example = "C3.1")]
    article: String,
    /// From when it runs; the day itself is not counted.
    #[schema(format = DateTime)]
    started: String,
    budget: BudgetAnswer,
    /// Close of business, at which it ends.
    #[schema(example = "17:00")]
    close: String,
    /// What happened to it, oldest first.
    ledger: Vec<LedgerLine>,
    /// When it is, or was, due; null while it stands still.
    #[schema(format = DateTime)]
    due_at: Option<String>,
    /// Whether it stands still.
    suspended: bool,
    /// While it runs: working days until it is due, negative when late. While it stands
    /// still: the days of its unit that it will have when it goes on. Null once it ended.
    days_left: Option<i64>,
    /// Whether a day of the count rests on a calendar that is only provisional.
    provisional: bool,
    /// Every day of the count.
    days: Vec<DayLine>,
}

/// How much time there is.
#[derive(Serialize, ToSchema)]
struct BudgetAnswer {
    /// How many.
    amount: u16,
    /// `working_days`, `natural_days` or `months`.
    #[schema(example = "working_days")]
    unit: &'static str,
    /// Whether an end on a rest day moves to the next working day.
    roll: bool,
}

/// What happened to a clock.
#[derive(Default, Serialize, ToSchema)]
struct LedgerLine {
    /// `suspended`, `resumed`, `extended` or `reprojected` (a calendar was imported).
    #[schema(example = "suspended")]
    entry: &'static str,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Why it was suspended (`correction_asked`, `objection_raised`) or extended.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// How many days were added.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<u16>,
    /// Who approved the extension.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    /// Due day before the calendar was imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Due day after.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    /// The year that was imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i16>,
}

/// One day of the count.
#[derive(Serialize, ToSchema)]
struct DayLine {
    /// The day.
    #[schema(value_type = String, format = Date)]
    date: Date,
    /// Whether it used up a day of the budget.
    counted: bool,
    /// Why: `first-day`, `natural-day`, `working-day`, `make-up-workday`, `weekend`,
    /// `holiday`, `suspended`, `rolled` (the end moves past this rest day), `rolled-end`.
    #[schema(example = "working-day")]
    why: &'static str,
    /// The festival, where one is the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    festival: Option<String>,
}

impl DayLine {
    fn of(day: &DayCount) -> DayLine {
        let (why, festival) = match &day.why {
            WhyCounted::FirstDay => ("first-day", None),
            WhyCounted::Natural => ("natural-day", None),
            WhyCounted::Suspended(_) => ("suspended", None),
            WhyCounted::Calendar(kind) => (word(kind), festival(kind)),
            WhyCounted::Rolled(kind) => ("rolled", festival(kind)),
            WhyCounted::RolledEnd(kind) => ("rolled-end", festival(kind)),
        };
        DayLine { date: day.date, counted: day.counted, why, festival }
    }
}

fn word(kind: &DayKind) -> &'static str {
    match kind {
        DayKind::Working => "working-day",
        DayKind::MakeUp(_) => "make-up-workday",
        DayKind::Weekend => "weekend",
        DayKind::Holiday(_) => "holiday",
    }
}

fn festival(kind: &DayKind) -> Option<String> {
    match kind {
        DayKind::MakeUp(name) | DayKind::Holiday(name) => Some(name.clone()),
        DayKind::Working | DayKind::Weekend => None,
    }
}

fn ledger_line(app: &App, entry: &LedgerEntry) -> LedgerLine {
    let line = |entry, at| LedgerLine { entry, at: app.local(at), ..LedgerLine::default() };
    match entry {
        LedgerEntry::Suspended { at, reason } => {
            let why = match reason {
                SuspensionReason::CorrectionAsked => "correction_asked",
                SuspensionReason::ObjectionRaised => "objection_raised",
            };
            LedgerLine { reason: Some(why.to_owned()), ..line("suspended", *at) }
        }
        LedgerEntry::Resumed { at } => line("resumed", *at),
        LedgerEntry::Extended { at, amount, by, reason } => {
            let (amount, by, reason) = (Some(*amount), Some(by.clone()), reason.get().cloned());
            LedgerLine { amount, by, reason, ..line("extended", *at) }
        }
        LedgerEntry::Reprojected { at, from, to, year } => {
            LedgerLine { from: *from, to: *to, year: Some(*year), ..line("reprojected", *at) }
        }
    }
}

fn clock(app: &App, clock: &Clock, days_left: Option<i64>) -> ClockAnswer {
    let policy = app.rules().policy(app.today());
    let reading = clock.read(&policy.calendar, &policy.zone).ok();
    let standing = reading.as_ref().and_then(|reading| match reading.due {
        Due::Suspended { days_left } => Some(i64::from(days_left)),
        Due::At(..) => None,
    });
    let unit = match clock.budget.unit {
        Unit::WorkingDays => "working_days",
        Unit::NaturalDays => "natural_days",
        Unit::Months => "months",
    };
    ClockAnswer {
        limit: clock.limit.clone(),
        article: clock.article.clone(),
        started: app.local(clock.started),
        budget: BudgetAnswer { amount: clock.budget.amount, unit, roll: clock.budget.roll },
        close: clock.close.strftime("%H:%M").to_string(),
        ledger: clock.ledger.iter().map(|entry| ledger_line(app, entry)).collect(),
        due_at: reading.as_ref().and_then(|r| r.due_at()).map(|at| app.local(at)),
        suspended: clock.is_suspended(),
        days_left: days_left.or(standing),
        provisional: reading.as_ref().is_some_and(|r| r.is_provisional()),
        days: reading.map(|r| r.days.iter().map(DayLine::of).collect()).unwrap_or_default(),
    }
}

/// Explains the time limits of a case.
///
/// Why this is the due date: the budget, what happened to it, and every day from the
/// start with whether it was counted and why.
#[utoipa::path(
    get,
    path = "/api/v1/applications/{id}/clocks",
    operation_id = "clocks",
    tag = "applications",
    params(("id" = String, Path, description = "The case, such as 230102-2026-48213907")),
    responses(
        (status = 200, description = "The clocks", body = ClocksAnswer,
            headers(("ETag" = String, description = "The version of the case, in quotation marks"))),
    )
)]
pub(crate) async fn show(caller: Caller, CasePath(id): CasePath) -> Result<Response, Problem> {
    let app = &caller.web.app;
    let file = app.case_file(&caller.staff, &id).await.map_err(|e| caller.problem(e))?;
    let clocks = past::clocks(&file.case, &file.timeline);
    let answer = ClocksAnswer {
        id: id.to_string(),
        version: file.case.version,
        running: clocks.running.map(|running| clock(app, &running, file.days_left)),
        suspended: clocks.suspended.map(|suspended| clock(app, &suspended, None)),
        past: clocks
            .past
            .iter()
            .map(|ended| ClockAnswer { days_left: None, ..clock(app, ended, None) })
            .collect(),
    };
    Ok(answer::json(&answer, Some(file.case.version)))
}
