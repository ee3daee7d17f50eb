//! The description: complete, and true.

use axum::http::Request;
use serde_json::{Value, json};

use super::office::{STATION, World};

fn document() -> Value {
    serde_json::from_str(&leye_web::openapi_json()).expect("the description is JSON")
}

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().expect("paths").iter();
    let all = paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().expect("methods").iter();
        methods.map(move |(method, operation)| (path.clone(), method.clone(), operation.clone()))
    });
    all.collect()
}

fn visit<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|member| visit(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| visit(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn it_is_served_without_sign_in() {
    let world = World::new().await;
    let answer = world.stranger().get("/openapi.json").await.is(200);
    assert_eq!(answer.text, leye_web::openapi_json());
    assert!(answer.json["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_eq!(answer.json["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    let mut references = Vec::new();
    visit(&document, &mut references);
    assert!(references.len() > 50, "{}", references.len());
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("a reference inside");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn every_address_says_what_it_does_and_what_it_answers() {
    let mut names = std::collections::BTreeSet::new();
    let document = document();
    for (path, method, operation) in operations(&document) {
        let responses = operation["responses"].as_object().expect("responses");
        assert!(responses.keys().any(|status| status.starts_with('2')), "{method} {path}");
        assert!(operation["summary"].as_str().is_some_and(|s| !s.is_empty()), "{method} {path}");
        assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
        let open = path.ends_with("openapi.json");
        assert_eq!(responses.contains_key("401"), !open, "{method} {path}");
        assert_eq!(operation["security"], if open { Value::Null } else { json!([{ "bearer": [] }]) });
        if method == "post" {
            let headers: Vec<&Value> =
                operation["parameters"].as_array().unwrap().iter().map(|p| &p["name"]).collect();
            assert!(headers.contains(&&json!("Idempotency-Key")), "{path}");
            let examples = &operation["requestBody"]["content"]["application/json"]["examples"];
            assert!(examples.as_object().is_some_and(|e| !e.is_empty()), "{path}");
        }
    }
    assert_eq!(names.len(), 15);
}

#[test]
fn every_act_is_described_with_an_example_of_its_own() {
    let document = document();
    let options = document["components"]["schemas"]["ActBody"]["oneOf"].as_array().unwrap();
    let examples = &document["paths"]["/api/v1/applications/{id}/acts"]["post"]["requestBody"]["content"]["application/json"]
        ["examples"];
    assert_eq!((options.len(), examples.as_object().map(serde_json::Map::len)), (25, Some(25)));
    for option in options {
        let name = option["title"].as_str().expect("a title");
        assert_eq!(option["properties"]["act"]["enum"], json!([name]));
        assert!(option["description"].as_str().is_some_and(|d| !d.is_empty()), "{name}");
        assert_eq!(option["additionalProperties"], false, "{name}");
        assert_eq!(option["examples"][0]["act"], name);
        for (member, schema) in option["properties"].as_object().unwrap() {
            let told = schema.get("description").is_some() || schema.get("$ref").is_some() || member == "act";
            assert!(told || schema.get("oneOf").is_some(), "{name}.{member}");
        }
    }
}

#[tokio::test]
async fn the_examples_are_of_the_shape_that_the_service_takes() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let id = station.file(1).await;
    for (path, _, operation) in operations(&document()).into_iter().filter(|(_, method, _)| method == "post")
    {
        let examples = &operation["requestBody"]["content"]["application/json"]["examples"];
        for (name, example) in examples.as_object().unwrap() {
            let address = path.replace("{id}", &id);
            let request =
                Request::post(address).header("idempotency-key", name).header("if-match", "\"999\"");
            let answer = station.send(request, example["value"].to_string().into()).await;
            // Done, stale, or not for this caller, but read: a misshapen body is 400, one
            // with a value that cannot be is 422.
            let allowed = match name.as_str() {
                "new_person" => vec![201],
                "known_person" | "job" | "first-visit" => vec![404],
                "forward" if path.ends_with("clock") => vec![200, 422],
                _ => vec![409],
            };
            assert!(allowed.contains(&answer.status.as_u16()), "{name}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn every_described_address_exists() {
    let world = World::new().await;
    for (path, method, _) in operations(&document()) {
        let request =
            Request::builder().method(method.to_uppercase().as_str()).uri(path.replace("{id}", "x"));
        let answer = world.stranger().send(request, axum::body::Body::empty()).await;
        assert_eq!(answer.status, if path.ends_with("openapi.json") { 200 } else { 401 }, "{method} {path}");
    }
}
