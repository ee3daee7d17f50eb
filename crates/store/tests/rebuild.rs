//! Comparing and replacing what is derived from the events.

use leye_store::{ReadModel, StoreError, Stream};

use crate::fixture::*;

async fn a_read_model_is_replaced_as_a_whole(on: Kind) {
    let folder = Folder::on(on, "replace");
    let store = three_cases(&folder).await;
    let model = store.read_model().await.unwrap();
    assert_eq!(
        (model.people.len(), model.tokens.len(), model.applications.len(), model.duties.len()),
        (3, 3, 3, 3)
    );
    let sql = "UPDATE applications SET state = 'refused' WHERE id = '230102-2026-00000002'; DELETE FROM duties; \
               DELETE FROM person_tokens";
    folder.sql(sql);
    let changed = store.read_model().await.unwrap();
    let difference = model.first_difference(&changed).unwrap();
    assert!(difference.starts_with("person_tokens 230102/230102-P-0000000001"), "{difference}");
    store.replace_read_model(model.clone()).await.unwrap();
    let again = store.read_model().await.unwrap();
    assert_eq!(model.first_difference(&again), None);
    let mut finer = model.clone();
    finer.applications[0].submitted_at += jiff::SignedDuration::from_nanos(7);
    assert_eq!(finer.first_difference(&again), None, "storage keeps microseconds");
    assert!(store.verify().await.unwrap().is_sound());
}

async fn every_kind_of_difference_is_named(on: Kind) {
    let folder = Folder::on(on, "difference");
    let store = three_cases(&folder).await;
    let model = store.read_model().await.unwrap();
    let named = |change: fn(&mut ReadModel)| {
        let mut stored = model.clone();
        change(&mut stored);
        model.first_difference(&stored).unwrap()
    };
    assert!(named(|m| m.people[1].version = 9).starts_with("people 230102/230102-P-0000000002: differs"));
    assert!(
        named(|m| m.applications[2].holder = None)
            .starts_with("applications 230102/230102-2026-00000003: differs")
    );
    assert!(named(|m| drop(m.duties.pop())).contains("missing"));
    assert!(named(|m| m.duties.push(duty(9, None))).contains("no event"));
}

async fn a_model_derived_before_another_commit_is_refused(on: Kind) {
    let folder = Folder::on(on, "late");
    let store = three_cases(&folder).await;
    let model = store.read_model().await.unwrap();
    store.commit(commit(&case_id(1), 1, None)).await.unwrap();
    assert!(matches!(store.replace_read_model(model).await, Err(StoreError::Changed(_))));
    assert_eq!(store.read_model().await.unwrap().applications.len(), 3);
}

async fn every_stream_is_visited_in_order(on: Kind) {
    let folder = Folder::on(on, "visit");
    let store = three_cases(&folder).await;
    let mut seen: Vec<(Stream, usize)> = Vec::new();
    let visit = |stream: &Stream, events: Vec<_>| {
        seen.push((stream.clone(), events.len()));
        Ok::<(), StoreError>(())
    };
    store.for_each_stream(visit).await.unwrap();
    assert!(seen.is_sorted());
    assert_eq!(seen.iter().map(|(_, count)| count).sum::<usize>(), 11);
    assert_eq!(store.position().await.unwrap(), 11);
}

on_both!(
    a_read_model_is_replaced_as_a_whole,
    every_kind_of_difference_is_named,
    a_model_derived_before_another_commit_is_refused,
    every_stream_is_visited_in_order,
);
