//! What is kept of people beside applications: sealed, listed by scope and urgency, counted,
//! erased and made anew.

use jiff::civil::date;
use leye_store::{Commit, DossierCount, DossierQuery, DossierRow, Erasure, Put, Scope, Store};
use serde_json::json;

use crate::fixture::*;

fn dossier(number: u32, place: i64, holder: Option<&str>) -> DossierRow {
    DossierRow {
        county: COUNTY.into(),
        id: format!("{COUNTY}-A-{number:010}"),
        kind: "assistance".into(),
        person: person_id(number),
        station: STATION.into(),
        office: OFFICE.into(),
        bureau: BUREAU.into(),
        state: "open".into(),
        class: "A".into(),
        holder: holder.map(str::to_owned),
        place,
        since: date(2026, 11, 5),
        version: 1,
        body: json!({ "grounds": { "$sealed": ["SECRET-CATEGORY"] } }),
    }
}

async fn keep(store: &Store, row: DossierRow) {
    let commit = Commit {
        events: vec![event("assistance_opened", row.body.clone())],
        rows: vec![Put::Dossier(row.clone())],
        ..commit(&row.id, row.version - 1, Some(&row.person))
    };
    store.commit(commit).await.unwrap();
}

/// Three people, the third the most urgent.
async fn three(folder: &Folder) -> Store {
    let store = three_cases(folder).await;
    keep(&store, dossier(1, 0, Some("anna"))).await;
    keep(&store, dossier(2, 0, None)).await;
    keep(&store, DossierRow { state: "resting".into(), ..dossier(3, -5, Some("anna")) }).await;
    store
}

fn of(scope: Scope) -> DossierQuery {
    DossierQuery { scope, kind: "assistance".into(), limit: 10, ..DossierQuery::default() }
}

fn station() -> Scope {
    Scope { station: Some(STATION.into()), ..Scope::default() }
}

async fn listed(store: &Store, query: &DossierQuery) -> Vec<String> {
    let number = |id: &str| id.trim_start_matches("230102-A-").trim_start_matches('0').to_owned();
    store.dossiers(query).await.unwrap().iter().map(|one| number(&one.row.id)).collect()
}

async fn it_is_sealed_and_found_again(on: Kind) {
    let folder = Folder::on(on, "dossier");
    let store = three(&folder).await;
    let row = dossier(1, 0, Some("anna"));
    assert_eq!(store.dossier(COUNTY, &row.id).await.unwrap().unwrap(), row);
    assert_eq!(store.dossiers_of(COUNTY, &person_id(1)).await.unwrap(), [row]);
    assert_eq!(store.dossier(COUNTY, "230102-A-0000000009").await.unwrap(), None);
    assert!(!contains(&folder.bytes(), b"SECRET-CATEGORY"));
    let later = DossierRow { class: "B".into(), version: 2, ..dossier(1, 3, None) };
    keep(&store, later.clone()).await;
    assert_eq!(store.dossier(COUNTY, &later.id).await.unwrap().unwrap(), later);
}

async fn lists_go_by_urgency_and_scope(on: Kind) {
    let folder = Folder::on(on, "dossiers");
    let store = three(&folder).await;
    assert_eq!(listed(&store, &of(station())).await, ["3", "1", "2"]);
    assert_eq!(listed(&store, &of(Scope::default())).await, [""; 0], "no decision, nothing listed");
    let elsewhere = Scope { station: Some("230102001002".into()), ..Scope::default() };
    assert_eq!(listed(&store, &of(elsewhere)).await, [""; 0]);
    let bureau = Scope { bureau: Some(BUREAU.into()), office: Some(OFFICE.into()), ..Scope::default() };
    assert_eq!(listed(&store, &of(bureau)).await, ["3", "1", "2"]);
    let open = Scope { states: Some(vec!["open".into()]), ..station() };
    assert_eq!(listed(&store, &of(open)).await, ["1", "2"]);
    let mut query = DossierQuery { limit: 1, ..of(Scope::everything()) };
    query.after = Some((-5, "230102-A-0000000003".into()));
    assert_eq!(listed(&store, &query).await, ["1"]);
    assert_eq!(listed(&store, &DossierQuery { holder: Some(None), ..of(station()) }).await, ["2"]);
    let annas = DossierQuery { holder: Some(Some("anna".into())), ..of(station()) };
    assert_eq!(listed(&store, &annas).await, ["3", "1"]);
    assert_eq!(listed(&store, &DossierQuery { class: Some("B".into()), ..of(station()) }).await, [""; 0]);
    assert_eq!(store.dossiers(&annas).await.unwrap()[0].mark.as_ref().unwrap().id, person_id(3));
}

async fn they_are_counted(on: Kind) {
    let folder = Folder::on(on, "dossier-counts");
    let store = three(&folder).await;
    let count = |state: &str, holder: Option<&str>| DossierCount {
        state: state.into(),
        class: "A".into(),
        holder: holder.map(str::to_owned),
        count: 1,
    };
    let expected = [count("open", None), count("open", Some("anna")), count("resting", Some("anna"))];
    assert_eq!(store.dossier_counts(&of(station())).await.unwrap(), expected);
    assert_eq!(store.dossier_counts(&of(Scope::everything())).await.unwrap(), expected);
}

async fn an_erasure_takes_what_was_sealed(on: Kind) {
    let folder = Folder::on(on, "dossier-erased");
    let store = three(&folder).await;
    let erasure = Erasure {
        county: COUNTY.into(),
        person: person_id(1),
        reason: "asked".into(),
        actor: "li.na".into(),
        at: noon(),
    };
    store.erase_person(erasure).await.unwrap();
    let row = store.dossier(COUNTY, "230102-A-0000000001").await.unwrap().unwrap();
    assert_eq!(row.body, json!({ "grounds": { "$sealed": { "$erased": true } } }));
    assert!(store.verify().await.unwrap().is_sound());
}

async fn they_are_made_anew(on: Kind) {
    let folder = Folder::on(on, "dossier-anew");
    let store = three(&folder).await;
    let model = store.read_model().await.unwrap();
    assert_eq!(model.dossiers.len(), 3);
    folder
        .sql("UPDATE dossiers SET class = 'C' WHERE place = -5; DELETE FROM dossiers WHERE holder IS NULL;");
    let mut slices = store.slices();
    let slice = slices.next().await.unwrap().unwrap();
    let difference = model.first_difference(&slice.stored).unwrap();
    assert!(difference.starts_with("dossiers 230102/230102-A-0000000002: missing"), "{difference}");
    store.replace_slice(&slice, &model).await.unwrap();
    assert_eq!(model.first_difference(&store.read_model().await.unwrap()), None);
}

on_both![
    it_is_sealed_and_found_again,
    lists_go_by_urgency_and_scope,
    they_are_counted,
    an_erasure_takes_what_was_sealed,
    they_are_made_anew,
];
