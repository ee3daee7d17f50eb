//! The worklist, page by page.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::office::{BUREAU, OFFICE, OTHER_STATION, STATION, World};

fn ids(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items").iter();
    items.map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn pages_follow_one_another_by_due_time_without_gaps() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let mut filed = BTreeSet::new();
    for serial in 1..=53 {
        filed.insert(station.file(serial).await);
    }
    let urgent = filed.first().unwrap().clone();
    station.act(&urgent, json!({ "act": "request_correction", "faults": ["a page"] })).await.is(200);
    let first = station.get("/worklist").await.is(200).json;
    assert_eq!(ids(&first).len(), 50);
    let next = first["next"].as_str().expect("a cursor");
    let second = station.get(&format!("/worklist?after={next}")).await.is(200).json;
    assert_eq!((ids(&second).len(), &second["next"]), (3, &Value::Null));
    let all: Vec<String> = ids(&first).into_iter().chain(ids(&second)).collect();
    assert_eq!(all.iter().cloned().collect::<BTreeSet<_>>(), filed, "each once");
    assert_eq!(all.last(), Some(&urgent), "thirty days are the longest");
    let due: Vec<&str> =
        first["items"].as_array().unwrap().iter().map(|i| i["due_at"].as_str().unwrap()).collect();
    assert!(due.is_sorted());
}

#[tokio::test]
async fn the_worklist_is_narrowed_and_never_shows_what_is_not_the_callers() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let id = station.file(1).await;
    let list = async |who: &super::office::Program, query: String| {
        ids(&who.get(&format!("/worklist{query}")).await.is(200).json)
    };
    let only = std::slice::from_ref(&id);
    assert_eq!(list(&station, String::new()).await, only);
    for who in [world.staff("reviewer", OFFICE).await, world.staff("auditor", BUREAU).await] {
        assert_eq!(list(&who, format!("?agency={STATION}&state=initial_review")).await, only);
        assert!(list(&who, format!("?agency={OFFICE}")).await.is_empty());
    }
    for who in [world.staff("clerk", OTHER_STATION).await, world.staff("administrator", BUREAU).await] {
        assert!(list(&who, format!("?agency={STATION}")).await.is_empty());
    }
    assert!(list(&station, "?state=form".to_owned()).await.is_empty());
    let item = &station.get("/worklist").await.is(200).json["items"][0];
    let due = item["due_at"].as_str().unwrap();
    assert!(list(&station, format!("?due_before={due}")).await.is_empty());
    assert!(list(&station, format!("?due_before={}", world.today())).await.is_empty());
    assert_eq!(list(&station, "?due_before=2999-01-01".to_owned()).await, only);
    let number = item["number"].as_str().unwrap();
    assert!(number.contains("********"), "{number}");
}

#[tokio::test]
async fn a_question_that_makes_no_sense_is_told_so() {
    let world = World::new().await;
    let station = world.staff("clerk", STATION).await;
    let query = "/worklist?agency=1&state=later&due_before=soon&after=%21&who=me";
    let faults = station.get(query).await.is(422).faults();
    let codes: Vec<&str> = faults.iter().map(|(_, code)| code.as_str()).collect();
    assert_eq!(codes, ["unknown-agency", "unknown-state", "no-instant", "bad-cursor", "unknown-parameter"]);
}
