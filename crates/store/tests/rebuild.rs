//! Comparing and replacing what is derived from the events, slice by slice.

use leye_store::{ReadModel, Slice, Store, StoreError};

use crate::fixture::*;

/// All streams of the small storage lie in one slice.
async fn only_slice(store: &Store) -> Slice {
    let mut slices = store.slices();
    let slice = slices.next().await.unwrap().unwrap();
    assert!(slices.next().await.unwrap().is_none());
    slice
}

async fn a_slice_is_replaced_as_a_whole(on: Kind) {
    let folder = Folder::on(on, "replace");
    let store = three_cases(&folder).await;
    let model = only_slice(&store).await.stored;
    assert_eq!(
        (model.people.len(), model.tokens.len(), model.applications.len(), model.duties.len()),
        (3, 3, 3, 3)
    );
    assert_eq!(model.files(), 6);
    let (one, two) = (person_id(1), person_id(2));
    let sql = format!(
        "UPDATE applications SET state = 'refused' WHERE id = '230102-2026-00000002'; DELETE FROM duties;
         DELETE FROM person_tokens;
         CREATE TEMP TABLE kept AS SELECT id_hash FROM people WHERE id = '{one}';
         UPDATE people SET id_hash = NULL WHERE id = '{one}';
         UPDATE people SET id_hash = (SELECT id_hash FROM kept) WHERE id = '{two}';
         INSERT INTO people SELECT county, '230102-P-9999999999', NULL, NULL, station, '{{}}', 1, 0 FROM people
             WHERE id = '{two}';"
    );
    folder.sql(&sql);
    let slice = only_slice(&store).await;
    let difference = model.first_difference(&slice.stored).unwrap();
    assert!(difference.starts_with("people 230102/230102-P-0000000001: differs"), "{difference}");
    store.replace_slice(&slice, &model).await.unwrap();
    let again = only_slice(&store).await.stored;
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
    let slice = only_slice(&store).await;
    store.commit(commit(&case_id(1), 1, None)).await.unwrap();
    let refused = store.replace_slice(&slice, &slice.stored).await;
    assert!(matches!(refused, Err(StoreError::Changed(_))));
    let now = store.slice_again(&slice).await.unwrap();
    store.replace_slice(&now, &now.stored).await.unwrap();
    assert_eq!(store.read_model().await.unwrap().applications.len(), 3);
}

async fn every_stream_is_in_one_slice_with_all_its_events(on: Kind) {
    let folder = Folder::on(on, "slices");
    let store = three_cases(&folder).await;
    for number in 10..510 {
        store.commit(commit(&case_id(number), 0, None)).await.unwrap();
    }
    // A county that has rows and no event.
    let sql = "INSERT INTO people SELECT '230199', '230199-P-1', NULL, NULL, station, '{}', 1, 0 FROM people LIMIT 1";
    folder.sql(sql);
    let mut slices = store.slices();
    let (mut ids, mut events, mut sizes, mut strays) = (Vec::new(), 0, Vec::new(), 0);
    while let Some(slice) = slices.next().await.unwrap() {
        sizes.push(slice.streams.len());
        events += slice.streams.iter().map(Vec::len).sum::<usize>();
        ids.extend(slice.streams.iter().map(|stream| stream[0].stream.clone()));
        strays += slice.stored.people.iter().filter(|row| row.county == "230199").count();
    }
    assert_eq!((sizes, events, strays), (vec![400, 106, 0], 511, 1));
    ids.sort();
    let before = ids.len();
    ids.dedup();
    assert_eq!((ids.len(), before), (506, 506));
}

on_both!(
    a_slice_is_replaced_as_a_whole,
    every_kind_of_difference_is_named,
    a_model_derived_before_another_commit_is_refused,
    every_stream_is_in_one_slice_with_all_its_events,
);
