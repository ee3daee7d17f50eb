//! What happened to a case.

use axum::response::Response;
use leye_app::App;
use leye_app::application::TimelineEvent;
use leye_domain::person::mask;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::caller::{Caller, CasePath};
use crate::api::problem::Problem;

/// The events of a case, oldest first.
#[derive(Serialize, ToSchema)]
struct EventsAnswer {
    /// Id of the case.
    id: String,
    /// Number of the events.
    version: i64,
    events: Vec<EventAnswer>,
}

/// One event.
#[derive(Serialize, ToSchema)]
struct EventAnswer {
    /// Its number, from 1.
    seq: i64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// What happened, in the past participle.
    #[schema(example = "application_accepted")]
    kind: String,
    /// Who: a sign-in name, `public`, or `service` for what happened by itself.
    actor: String,
    /// The actor's name as shown.
    actor_name: String,
    /// What the event carries: what the act carried, and the clock that it started. What
    /// was erased is null.
    #[schema(value_type = Object)]
    body: Value,
    /// Hash of the event, over what is stored.
    hash: String,
    /// Hash of the event before; zeros for the first.
    prev_hash: String,
}

/// Makes sealed values readable: `{"$sealed": x}` is `x`, and what was erased is null.
pub(super) fn unsealed(value: Value) -> Value {
    match value {
        Value::Object(mut members) if members.len() == 1 && members.contains_key("$sealed") => {
            unsealed(members.remove("$sealed").unwrap_or_default())
        }
        Value::Object(members) if members.len() == 1 && members.contains_key("$erased") => Value::Null,
        Value::Object(members) => members.into_iter().map(|(name, value)| (name, unsealed(value))).collect(),
        Value::Array(items) => items.into_iter().map(unsealed).collect(),
        plain => plain,
    }
}

fn event(app: &App, prev_hash: String, line: &TimelineEvent) -> EventAnswer {
    let mut value = serde_json::to_value(&line.event).map(unsealed).unwrap_or_default();
    let kind = value["kind"].as_str().unwrap_or_default().to_owned();
    let mut body = match value.get_mut("body").map(Value::take) {
        Some(Value::Object(members)) => members,
        _ => Map::new(),
    };
    // Keyed hashes of identity numbers serve the guard alone.
    body.remove("household");
    // Given out whole and signed at `…/reviews`.
    body.remove("review");
    mask_representative(&mut body);
    EventAnswer {
        seq: line.seq,
        at: app.local(line.at),
        kind,
        actor: line.actor.clone(),
        actor_name: line.actor_name.clone(),
        body: Value::Object(body),
        hash: line.hash.clone(),
        prev_hash,
    }
}

/// Who acted for the applicant is shown as the case shows it: masked, and without the keyed
/// hash. So is the signature, which is then theirs.
fn mask_representative(body: &mut Map<String, Value>) {
    let place = if body.contains_key("why") {
        body.get_mut("why").and_then(Value::as_object_mut)
    } else {
        Some(body)
    };
    let Some(body) = place else { return };
    let Some(mut who) = body.remove("representative").map(|mut value| value["who"].take()) else { return };
    for (member, mask) in
        [("name", mask::name as fn(&str) -> String), ("number", mask::number), ("phone", mask::phone)]
    {
        if let Some(text) = who.get(member).and_then(Value::as_str) {
            who[member] = mask(text).into();
        }
    }
    if let Some(text) = who.pointer("/paper/reference").and_then(Value::as_str) {
        who["paper"]["reference"] = mask::generic(text).into();
    }
    if let Some(text) = body.get("signed_by").and_then(Value::as_str) {
        let masked = mask::name(text);
        body.insert("signed_by".to_owned(), masked.into());
    }
    body.insert("representative".to_owned(), who);
}

/// Lists what happened to a case.
///
/// Every event, oldest first, as it stands in the ledger. That it was read is recorded.
#[utoipa::path(
    get,
    path = "/api/v1/applications/{id}/events",
    operation_id = "events",
    tag = "applications",
    params(("id" = String, Path, description = "The case, such as 230102-2026-48213907")),
    responses(
        (status = 200, description = "The events", body = EventsAnswer,
            headers(("ETag" = String, description = "The version of the case, in quotation marks"))),
    )
)]
pub(crate) async fn show(caller: Caller, CasePath(id): CasePath) -> Result<Response, Problem> {
    let app = &caller.web.app;
    let file = app.case_file(&caller.staff, &id).await.map_err(|e| caller.problem(e))?;
    let hashes = file.timeline.iter().map(|line| line.hash.clone());
    let before = std::iter::once("0".repeat(64)).chain(hashes);
    let events = before.zip(&file.timeline).map(|(prev, line)| event(app, prev, line)).collect();
    let version = file.case.version;
    Ok(answer::json(&EventsAnswer { id: id.to_string(), version, events }, Some(version)))
}
