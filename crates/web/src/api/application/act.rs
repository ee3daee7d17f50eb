//! Move a case.

use axum::response::Response;
use leye_app::application::ActRequest;
use leye_app::{AppError, FieldFault};
use leye_domain::staff::Actor;

use super::act_body::ActBody;
use super::read::Outline;
use super::representative;
use crate::api::answer;
use crate::api::body::Body;
use crate::api::caller::{Caller, CasePath, Seen, SentKey};
use crate::api::problem::{Problem, field_fault};

/// Moves a case.
///
/// Does one act, under the version of the case that the caller saw. Which acts a case
/// has now, and why not, says `acts` of the case itself.
#[utoipa::path(
    post,
    path = "/api/v1/applications/{id}/acts",
    operation_id = "act",
    tag = "applications",
    params(
        ("id" = String, Path, description = "The case, such as 230102-2026-48213907"),
        ("Idempotency-Key" = String, Header, description = "A name of this request, up to 100 visible characters. The same key with the same body gets the first answer again."),
        ("If-Match" = String, Header, description = "The version of the case that was seen, in quotation marks, as the ETag gave it", example = "\"3\""),
    ),
    request_body(content = ActBody, description = "The act and what it must carry"),
    responses(
        (status = 200, description = "Done: the case as it stands now", body = Outline,
            headers(("ETag" = String, description = "The new version of the case, in quotation marks"))),
    )
)]
pub(crate) async fn send(
    caller: Caller,
    CasePath(id): CasePath,
    sent: SentKey,
    Seen(seen): Seen,
    body: Body<ActBody>,
) -> Result<Response, Problem> {
    let key = caller.key(&sent, &format!("POST /applications/{id}/acts"), &body.bytes);
    let county = id.county().to_owned();
    let app = &caller.web.app;
    let act = body.value.act(app).map_err(|faults| faulty(&caller, &faults))?;
    let request = ActRequest { id, act, seen: Some(seen), key: Some(key.clone()) };
    let actor = Actor::Staff(caller.staff.clone());
    let mut done = app.act(&actor, request.clone()).await;
    // Somebody was first between reading and writing: asked again, the use case sees the
    // newer version and says what has happened since.
    if matches!(&done, Err(AppError::Stale { since, .. }) if since.is_empty()) {
        done = app.act(&actor, request).await;
    }
    if let Err(AppError::Invalid(faults)) = &done {
        return Err(faulty(&caller, faults));
    }
    answer::first(&caller, &county, &key, done.map(|_| ())).await
}

fn faulty(caller: &Caller, faults: &[FieldFault]) -> Problem {
    let at = |fault: &FieldFault| representative::place(&fault.field).unwrap_or_else(|| fault.field.clone());
    let told = faults.iter().map(|fault| field_fault(caller.lang, fault, &at(fault)));
    Problem::faulty(caller.lang, told.collect())
}
