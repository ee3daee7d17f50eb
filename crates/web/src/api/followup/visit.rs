//! Deliver a visit: idempotent, by the id that the device gave it.

use std::collections::BTreeMap;

use axum::response::Response;
use jiff::Timestamp;
use leye_app::followup::{Delivered, Delivery};
use leye_app::{App, AppError, FieldFault};
use leye_domain::followup::{Answer, AnswerKind, Findings, Manner, Slot, Target, VisitReport};
use leye_domain::id::{PersonId, UserName, VisitKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::body::Body;
use crate::api::caller::{Caller, SentKey};
use crate::api::problem::Problem;

/// A visit as a device delivers it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VisitBody {
    /// Id of the person's file.
    #[schema(max_length = 40)]
    person: String,
    /// The number of the job in the file.
    employment: u32,
    /// Which of the planned visits: months after the first day of work.
    month: u16,
    /// Who was visited: `person`, `family` or `employer`.
    #[schema(max_length = 20)]
    target: String,
    /// When. Neither in the future nor before the work began.
    #[schema(format = DateTime)]
    at: String,
    /// `on_the_spot`, `telephone` or `other`.
    #[schema(max_length = 20)]
    manner: String,
    /// Where, in words; needed for a visit on the spot.
    #[serde(default)]
    #[schema(max_length = 500)]
    place: String,
    /// The answers by code of the question: `yes`, `no`, `unknown`, or words.
    #[schema(value_type = Object)]
    answers: BTreeMap<String, String>,
    /// Policies that were handed over, by code.
    #[serde(default)]
    #[schema(max_items = 20)]
    policies: Vec<String>,
    /// Needs, by code.
    #[serde(default)]
    #[schema(max_items = 20)]
    needs: Vec<String>,
    /// Other needs, in words.
    #[serde(default)]
    #[schema(max_length = 500)]
    other_needs: String,
    /// What else is to be said.
    #[serde(default)]
    #[schema(max_length = 500)]
    note: String,
    /// Who signed.
    #[serde(default)]
    #[schema(max_length = 500)]
    signed_by: String,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
struct DeliveredAnswer {
    /// The id of the report, which is the key of the request.
    visit: String,
    /// `kept`; `kept_late`, where the file was done with the visit; `conflict`, where another
    /// report says something else and a person looks at both.
    outcome: &'static str,
    /// Why it came late to the file: `job_ended`, `follow_up_over` or `plan_changed`.
    late: Option<&'static str>,
}

impl VisitBody {
    /// The report, or every fault.
    fn delivery(self, app: &App, key: VisitKey, visitor: &UserName) -> Result<Delivery, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, code: &str| faults.push(FieldFault::new(field, code));
        let person = PersonId::parse(&self.person).ok();
        if person.is_none() {
            fault("person", "unknown-person");
        }
        let target = Target::parse(&self.target);
        if target.is_none() {
            fault("target", "not-chosen");
        }
        let manner = Manner::parse(&self.manner);
        if manner.is_none() {
            fault("manner", "not-chosen");
        }
        let at = self.at.parse::<Timestamp>().ok();
        if at.is_none() {
            fault("at", "no-instant");
        }
        let (Some(person), Some(target), Some(manner), Some(at)) = (person, target, manner, at) else {
            return Err(faults);
        };
        let findings = Findings {
            place: self.place,
            answers: self.answers.into_iter().map(|(code, text)| answered(app, code, text)).collect(),
            needs: self.needs.into_iter().collect(),
            other_needs: self.other_needs,
            note: self.note,
            signed_by: self.signed_by,
        };
        let report = VisitReport {
            key,
            slot: Slot { month: self.month, target },
            visitor: visitor.clone(),
            at,
            manner,
            findings: findings.into(),
            policies: self.policies.into_iter().collect(),
            photos: Vec::new(),
            signature: None,
        };
        Ok(Delivery { person, employment: self.employment, report })
    }
}

fn answered(app: &App, code: String, text: String) -> (String, Answer) {
    let pack = app.follow_up_pack();
    let mut asked = pack.iter().flat_map(|pack| &pack.questions.list);
    let kind = asked.find(|question| question.code == code).map(|question| question.kind);
    let answer = match (kind, text.as_str()) {
        (Some(AnswerKind::YesNo), "yes") => Answer::Yes,
        (Some(AnswerKind::YesNo), "no") => Answer::No,
        (Some(AnswerKind::YesNo), "unknown") => Answer::Unknown,
        _ => Answer::Text(text),
    };
    (code, answer)
}

/// Delivers a visit.
///
/// The key is the id that the device gave the report: the same delivery again gets the same
/// answer, whatever has happened meanwhile. A second report of the same visit that says something
/// else is kept beside the first.
#[utoipa::path(
    post,
    path = "/api/v1/visits",
    operation_id = "deliver_visit",
    tag = "follow-up",
    params(("Idempotency-Key" = String, Header, description = "The id of the report, 8 to 64 letters, digits and hyphens, such as a UUID")),
    request_body(content = VisitBody, description = "The visit"),
    responses((status = 200, description = "What became of it", body = DeliveredAnswer))
)]
pub(crate) async fn send(caller: Caller, sent: SentKey, body: Body<VisitBody>) -> Result<Response, Problem> {
    let key = sent.visit(caller.lang)?;
    let app = &caller.web.app;
    let delivery = body
        .value
        .delivery(app, key.clone(), &caller.staff.user)
        .map_err(|faults| caller.problem(AppError::Invalid(faults)))?;
    let delivered = app.deliver_visit(&caller.staff, delivery).await.map_err(|e| caller.problem(e))?;
    let late = match delivered {
        Delivered::KeptLate(late) => Some(late.as_str()),
        Delivered::Kept | Delivered::Conflict => None,
    };
    Ok(answer::json(&DeliveredAnswer { visit: key.to_string(), outcome: delivered.as_str(), late }, None))
}
