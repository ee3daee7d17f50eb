//! The description of the API: OpenAPI 3.1, made from the handlers, with what every
//! address answers and an example of every body.

use std::sync::LazyLock;

use axum::http::StatusCode;
use axum::response::Response;
use leye_domain::case::StateName;
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use super::{answer, application, employment, followup, training, worklist};

/// The longest text in a list, in characters.
const LONGEST_ENTRY: usize = 2_000;

/// Examples of bodies and problems, which a test reads back.
const EXAMPLES: &str = include_str!("examples.json");

/// What the description says before its addresses.
const INTRODUCTION: &str = include_str!("introduction.md");

#[derive(OpenApi)]
#[openapi(
    info(title = "Leye", license(name = "Apache-2.0", identifier = "Apache-2.0")),
    paths(
        show,
        application::submit::send,
        application::act::send,
        application::read::show,
        application::events::show,
        application::clocks::show,
        application::receipts::show,
        application::ruling::show,
        application::ruling::reviews,
        worklist::show,
        employment::list::show,
        employment::register::send,
        followup::list::show,
        followup::visit::send,
        training::send,
    ),
    tags(
        (name = "applications", description = "Determinations, from application to certificate"),
        (name = "worklist", description = "What is owed, by due time"),
        (name = "follow-up", description = "Jobs of people, and the visits that follow"),
        (name = "training", description = "Only on a service for training"),
        (name = "description", description = "This description"),
    )
)]
struct Description;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut document = serde_json::to_value(Description::openapi()).unwrap_or_default();
    let examples: Value = serde_json::from_str(EXAMPLES).unwrap_or_default();
    document["info"]["description"] = json!(INTRODUCTION);
    document["servers"] = json!([{ "url": "/" }]);
    document["components"]["securitySchemes"]["bearer"] = json!({
        "type": "http", "scheme": "bearer", "description": "A token made by `leye user token NAME`",
    });
    document["components"]["schemas"]["Problem"] = problem_schema();
    document["components"]["responses"] = responses(&examples["problems"]);
    add_body_examples(&mut document, &examples["bodies"]);
    complete_acts(&mut document, &examples["bodies"]["act"]);
    for schema in ["ApplicationBody", "TickBody", "JobBody", "VisitBody"] {
        bound_entries(&mut document["components"]["schemas"][schema]);
    }
    name_states(&mut document);
    for (path, operations) in document["paths"].as_object_mut().into_iter().flatten() {
        for (method, operation) in operations.as_object_mut().into_iter().flatten() {
            add_problems(path, method, operation);
        }
    }
    document
});

/// The description as a document.
pub(super) fn document() -> &'static Value {
    &DOCUMENT
}

/// The description as JSON, as served at `/api/v1/openapi.json`.
pub fn openapi_json() -> String {
    document().to_string()
}

/// Describes the API.
///
/// This document. It needs no sign-in.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "openapi",
    tag = "description",
    responses((status = 200, description = "OpenAPI 3.1", body = Object))
)]
pub(super) async fn show() -> Response {
    answer::body(StatusCode::OK, openapi_json())
}

/// The problems that an address can answer with.
fn add_problems(path: &str, method: &str, operation: &mut Value) {
    if path.ends_with("openapi.json") {
        return;
    }
    operation["security"] = json!([{ "bearer": [] }]);
    let mut names = vec!["401", "500", "503"];
    if path.contains("{id}") || method == "post" {
        names.extend(["404", "507"]);
    }
    if method == "post" {
        names.extend(["400", "413", "422"]);
    }
    if path.ends_with("/worklist") || path.ends_with("/follow-ups") {
        names.push("422");
    }
    if path.ends_with("/acts") {
        names.push("428");
    }
    if path.ends_with("/acts") || path.ends_with("/applications") {
        names.extend(["409", "410"]);
    }
    if method == "post" && (path.ends_with("/employments") || path.ends_with("/visits")) {
        names.extend(["403", "409", "410"]);
    }
    if path.starts_with("/api/v1/training") {
        names.retain(|name| *name != "404");
        names.push("403");
    }
    for name in names {
        operation["responses"][name] = json!({ "$ref": format!("#/components/responses/Problem{name}") });
    }
}

fn responses(problems: &Value) -> Value {
    let response = |(status, told): (&String, &Value)| {
        let headers = match status.as_str() {
            "401" => {
                json!({ "WWW-Authenticate": { "schema": { "type": "string" }, "description": "Bearer" } })
            }
            _ => json!({}),
        };
        let content = json!({ "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
            "examples": told["examples"],
        } });
        let answer = json!({ "description": told["description"], "headers": headers, "content": content });
        (format!("Problem{status}"), answer)
    };
    Value::Object(problems.as_object().into_iter().flatten().map(response).collect())
}

/// Puts the named examples of each body under it.
fn add_body_examples(document: &mut Value, bodies: &Value) {
    for operations in document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        let Some(post) = operations.get_mut("post") else { continue };
        let name = post["operationId"].as_str().unwrap_or_default();
        let examples = bodies[name].clone();
        post["requestBody"]["content"]["application/json"]["examples"] = examples;
    }
}

/// Completes the alternatives of an act: each with its example, and with no other member.
fn complete_acts(document: &mut Value, acts: &Value) {
    let options = document["components"]["schemas"]["ActBody"]["oneOf"].as_array_mut();
    for option in options.into_iter().flatten() {
        let name = option["title"].as_str().unwrap_or_default();
        option["examples"] = json!([acts[name]["value"]]);
        option["additionalProperties"] = json!(false);
        bound_entries(option);
    }
}

/// Texts in a list are bounded like texts that stand alone.
fn bound_entries(schema: &mut Value) {
    for property in schema["properties"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        if property["items"]["type"] == "string" {
            property["items"]["maxLength"] = json!(LONGEST_ENTRY);
        }
    }
}

/// Names the states where a state is named.
fn name_states(document: &mut Value) {
    let states = json!(StateName::ALL.map(StateName::as_str));
    for schema in ["Outline", "WorkAnswer"] {
        document["components"]["schemas"][schema]["properties"]["state"]["enum"] = states.clone();
    }
    let parameters = document["paths"]["/api/v1/worklist"]["get"]["parameters"].as_array_mut();
    for parameter in parameters.into_iter().flatten().filter(|parameter| parameter["name"] == "state") {
        parameter["schema"]["enum"] = states.clone();
    }
}

/// The members that problems of several kinds have beside those of RFC 9457.
fn problem_schema() -> Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    let texts = |description: &str| json!({ "type": "array", "items": { "type": "string" }, "description": description });
    let fault = json!({
        "type": "object",
        "required": ["field", "code", "detail"],
        "properties": {
            "field": text("Where it stands in the body, such as `person.household[1].number`"),
            "code": text("A stable code"),
            "detail": text("What is wrong and what to do, in the caller's language"),
        },
    });
    json!({
        "type": "object",
        "description": "What did not go (RFC 9457): what is wrong, where, and what to do next. It repeats nothing of what was sent but names of fields.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text("The kind: `urn:leye:problem:` and a stable word"),
            "title": text("The kind in words"),
            "status": { "type": "integer", "description": "The status code" },
            "detail": text("What is wrong and what to do next, in the language of Accept-Language (zh-Hant, zh-Hans or en)"),
            "header": text("The header that is missing or cannot be read"),
            "place": { "type": "object", "description": "Where reading stopped: `byte`, or `line` and `column`, from 1" },
            "unknown_fields": texts("Members that the body must not have"),
            "acts": texts("The acts that exist"),
            "faults": {
                "type": "array",
                "description": "Every fault of a field; under the reason `ticks`, every fault of the ticks",
                "items": { "anyOf": [fault, { "type": "object", "description": "A fault of the ticks: `fault`, `condition`, `proofs`" }] },
            },
            "current_version": { "type": ["integer", "null"], "description": "The version stored now" },
            "since": texts("Kinds of the events since the version that was seen"),
            "from": { "type": ["string", "null"], "description": "The state in which the act was refused; null before the case exists" },
            "act": text("The act that was refused"),
            "article": text("The article under which it was refused"),
            "reason": text("Why it was refused, a stable code; what the reason carries stands beside it, such as `needs` or `until`"),
        },
    })
}
