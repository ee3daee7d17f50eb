//! The jobs of a person.

use axum::response::Response;
use leye_domain::employment::{Employments, Job};
use leye_domain::followup::Visit;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::caller::{Caller, PersonPath};
use crate::api::problem::Problem;

/// The jobs of a person.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobsAnswer {
    /// Id of the person's file.
    person: String,
    /// Version of the jobs.
    version: i64,
    /// Whether the person is determined, so that a job that begins is followed (B1).
    determined: bool,
    /// The jobs, the oldest first.
    employments: Vec<JobAnswer>,
}

/// A job.
#[derive(Serialize, ToSchema)]
struct JobAnswer {
    /// Its number in the file.
    employment: u32,
    /// How the person works.
    kind: &'static str,
    /// Who employs; empty where nobody does.
    employer: String,
    /// The first day of work.
    #[schema(format = Date)]
    start: String,
    /// The last day of work; null while the job goes on.
    #[schema(format = Date)]
    ended: Option<String>,
    /// Whether the follow-up goes on.
    followed: bool,
    /// The weights of its open risks together.
    risk: u32,
    /// The visits of its follow-up, by month.
    visits: Vec<PlannedVisitAnswer>,
}

/// A planned visit.
#[derive(Serialize, ToSchema)]
struct PlannedVisitAnswer {
    /// Months after the first day of work.
    month: u16,
    /// Who is visited: person, family or employer.
    target: &'static str,
    /// The first day on which it counts.
    #[schema(format = Date)]
    opens: String,
    /// The last day on which it is in time.
    #[schema(format = Date)]
    due: String,
    /// `owed`, `made`, `conflict` or `fallen`.
    state: &'static str,
}

impl JobsAnswer {
    pub(super) fn of(jobs: &Employments, determined: bool, workplace: impl Fn(u32) -> String) -> JobsAnswer {
        let row = |(number, job): (&u32, &Job)| JobAnswer {
            employment: *number,
            kind: job.facts.kind.as_str(),
            employer: workplace(*number),
            start: job.facts.start.to_string(),
            ended: job.ended.as_ref().map(|end| end.on.to_string()),
            followed: job.is_followed(),
            risk: job.risk(),
            visits: job.follow_up.iter().flat_map(|one| one.visits.values()).map(visit).collect(),
        };
        JobsAnswer {
            person: jobs.person.to_string(),
            version: jobs.version,
            determined,
            employments: jobs.jobs.iter().map(row).collect(),
        }
    }
}

fn visit(visit: &Visit) -> PlannedVisitAnswer {
    let planned = visit.planned;
    PlannedVisitAnswer {
        month: planned.slot.month,
        target: planned.slot.target.as_str(),
        opens: planned.opens.to_string(),
        due: planned.due.to_string(),
        state: match (&visit.conflict, &visit.report, visit.fallen) {
            (Some(_), ..) => "conflict",
            (None, Some(_), _) => "made",
            (None, None, Some(_)) => "fallen",
            (None, None, None) => "owed",
        },
    }
}

/// Gives the jobs of a person.
///
/// With the visits of each follow-up. That they were read is recorded.
#[utoipa::path(
    get,
    path = "/api/v1/people/{id}/employments",
    operation_id = "employments",
    tag = "follow-up",
    params(("id" = String, Path, description = "The person's file, such as 230102-P-4821390755")),
    responses((status = 200, description = "The jobs", body = JobsAnswer,
        headers(("ETag" = String, description = "The version of the jobs, in quotation marks"))))
)]
pub(crate) async fn show(caller: Caller, PersonPath(id): PersonPath) -> Result<Response, Problem> {
    let file = caller.web.app.work_file(&caller.staff, &id).await.map_err(|e| caller.problem(e))?;
    let workplace = |number: u32| file.workplaces.get(&number).cloned().unwrap_or_default();
    Ok(answer::json(&JobsAnswer::of(&file.jobs, file.determined, workplace), Some(file.jobs.version)))
}
