//! Register a job.

use std::collections::BTreeSet;

use axum::response::Response;
use jiff::civil::Date;
use leye_app::employment::WorkRequest;
use leye_app::{AppError, FieldFault};
use leye_domain::employment::{Contract, EmploymentAct, Insurance, JobFacts, JobKind, Workplace};
use leye_domain::id::EmployerId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::body::Body;
use crate::api::caller::{Caller, PersonPath, SentKey};
use crate::api::problem::Problem;

/// A job as it is registered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct JobBody {
    /// `employed`, `self_employed`, `flexible` or `public_welfare`.
    #[schema(max_length = 20)]
    kind: String,
    /// Id of the employer's entry, such as 230102-E-4821390755; or leave it out and give `employer`.
    #[serde(default)]
    #[schema(max_length = 40)]
    employer_id: Option<String>,
    /// Name of the employer.
    #[serde(default)]
    #[schema(max_length = 200)]
    employer: Option<String>,
    /// What the work is.
    #[serde(default)]
    #[schema(max_length = 500)]
    work: String,
    /// The first day of work.
    #[schema(format = Date)]
    start: String,
    /// `none`, `open`, or the day until which it runs.
    #[schema(max_length = 20)]
    contract: String,
    /// The social insurance that is paid: `pension`, `medical`, `unemployment`, `injury`, `maternity`.
    #[serde(default)]
    #[schema(max_items = 5)]
    insurance: Vec<String>,
    /// Pay in fen a month; left out or null where it is not known.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 100_000_000)]
    pay: Option<u64>,
    /// Whether the person lives alone: then no family is visited.
    lives_alone: bool,
}

/// What was registered.
#[derive(Serialize, ToSchema)]
pub(crate) struct RegisteredAnswer {
    /// Id of the person's file.
    person: String,
    /// Version of the jobs.
    version: i64,
    /// The number of the job in the file.
    employment: u32,
    /// Whether a follow-up was opened with it (B1).
    followed: bool,
}

impl JobBody {
    /// The job, or every fault.
    fn facts(self) -> Result<JobFacts, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut not_allowed = |field: &str| faults.push(FieldFault::new(field, "not-chosen"));
        let kind = JobKind::parse(&self.kind);
        if kind.is_none() {
            not_allowed("kind");
        }
        let contract = match self.contract.as_str() {
            "none" => Some(Contract::None),
            "open" => Some(Contract::Open),
            day => day.parse().ok().map(Contract::Until),
        };
        if contract.is_none() {
            not_allowed("contract");
        }
        let read: Vec<_> = self.insurance.iter().map(|word| Insurance::parse(word)).collect();
        if read.contains(&None) {
            not_allowed("insurance");
        }
        let by_id = self.employer_id.as_deref().map(EmployerId::parse);
        if matches!(by_id, Some(Err(_))) {
            not_allowed("employer_id");
        }
        let start = self.start.parse::<Date>().ok();
        if start.is_none() {
            faults.push(FieldFault::new("start", "no-such-day"));
        }
        let (Some(kind), Some(contract), Some(start), true) = (kind, contract, start, faults.is_empty())
        else {
            return Err(faults);
        };
        let named = self.employer.filter(|name| !name.trim().is_empty()).map(Workplace::Named);
        let workplace = by_id.and_then(Result::ok).map(Workplace::Known).or(named);
        Ok(JobFacts {
            kind,
            workplace: workplace.filter(|_| kind.has_employer()).into(),
            work: self.work.into(),
            start,
            contract: contract.into(),
            insurance: read.into_iter().flatten().collect::<BTreeSet<_>>().into(),
            pay: self.pay.into(),
            lives_alone: self.lives_alone.into(),
        })
    }
}

/// Registers a job.
///
/// Of somebody determined it opens a follow-up by itself (B1), with the visits that the rules
/// plan (B3.1).
#[utoipa::path(
    post,
    path = "/api/v1/people/{id}/employments",
    operation_id = "register_employment",
    tag = "follow-up",
    params(
        ("id" = String, Path, description = "The person's file, such as 230102-P-4821390755"),
        ("Idempotency-Key" = String, Header, description = "A name of this request, up to 100 visible characters. The same key with the same body gets the first answer again."),
    ),
    request_body(content = JobBody, description = "The job"),
    responses((status = 201, description = "Registered", body = RegisteredAnswer))
)]
pub(crate) async fn send(
    caller: Caller,
    PersonPath(id): PersonPath,
    sent: SentKey,
    body: Body<JobBody>,
) -> Result<Response, Problem> {
    let key = caller.key(&sent, &format!("POST /people/{id}/employments"), &body.bytes);
    let county = id.county().to_owned();
    let facts = body.value.facts().map_err(|faults| caller.problem(AppError::Invalid(faults)))?;
    // Whether the person is determined is found by the use case itself.
    let act = EmploymentAct::Register { facts, determined: false };
    let request = WorkRequest { person: id, act, seen: None, key: Some(key.clone()) };
    let done = caller.web.app.change_work(&caller.staff, request).await;
    answer::first(&caller, &county, &key, done.map(|_| ())).await
}
