//! Commits: versions, isolation, atomicity, repetition.

use leye_store::{AuditEntry, Commit, CommitError, IdempotencyAnswer, OutboxEntry, Put, Stream};
use serde_json::json;

use crate::fixture::*;

async fn what_was_written_is_read_back(on: Kind) {
    let folder = Folder::on(on, "roundtrip");
    let store = open(&folder).await;
    let done = store.commit_all(vec![new_person(&store, 1), new_case(1, 1, Some(noon()))]).await.unwrap();
    let (row, head) = store.load_application(COUNTY, &case_id(1)).await.unwrap().unwrap();
    assert_eq!(row, application(1, 1, 1));
    assert_eq!((head.version, &head.hash), (1, &done[1].head_hash));
    let events = store.application_events(COUNTY, &case_id(1)).await.unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].body, json!({ "claimed": { "$sealed": ["SECRET-CATEGORY"] } }));
    assert_eq!((events[0].at, events[0].hash.as_str()), (noon(), head.hash.as_str()));
    assert_eq!(store.duties_of(COUNTY, &case_id(1)).await.unwrap(), vec![duty(1, Some(noon()))]);
    assert_eq!(store.applications_of(COUNTY, &person_id(1)).await.unwrap().len(), 1);
    assert_eq!(store.due_automatic(noon(), 10).await.unwrap().len(), 1);
    assert_eq!(store.open_cases().await.unwrap(), vec![case_id(1)]);
}

async fn a_stale_version_is_a_conflict_and_writes_nothing(on: Kind) {
    let folder = Folder::on(on, "conflict");
    let store = three_cases(&folder).await;
    for expected in [0, 1, 4, 6] {
        let refused = store.commit(commit(&case_id(2), expected, None)).await;
        assert!(
            matches!(refused, Err(CommitError::Conflict { current_version: 5 })),
            "{expected}: {refused:?}"
        );
    }
    let refused = store.commit(commit(&case_id(77), 1, None)).await;
    assert!(matches!(refused, Err(CommitError::Conflict { current_version: 0 })));
    assert_eq!(store.application_events(COUNTY, &case_id(2)).await.unwrap().len(), 5);
    assert!(store.verify().await.unwrap().is_sound());
}

async fn two_storages_open_at_once_see_each_other(on: Kind) {
    let folder = Folder::on(on, "two");
    let (first, second) = (three_cases(&folder).await, open(&folder).await);
    second.commit(commit(&case_id(2), 5, None)).await.unwrap();
    let refused = first.commit(commit(&case_id(2), 5, None)).await;
    assert!(matches!(refused, Err(CommitError::Conflict { current_version: 6 })));
    first.commit(commit(&case_id(2), 6, None)).await.unwrap();
    second.commit(commit(&case_id(2), 7, None)).await.unwrap();
    assert_eq!(first.verify().await.unwrap().fault, None);
}

async fn commits_that_share_a_transaction_fail_alone(on: Kind) {
    let folder = Folder::on(on, "savepoint");
    let store = open(&folder).await;
    let mut running = Vec::new();
    for number in 0..200u32 {
        let store = store.clone();
        running.push(tokio::spawn(async move {
            let mut each = commit(&case_id(number), 0, None);
            if number % 3 == 0 {
                // A row that the database refuses, after the event was written.
                let mut row = application(number, 1, 1);
                row.body = json!({});
                each.rows = vec![Put::Application(row)];
            }
            (number, store.commit(each).await.is_ok())
        }));
    }
    for each in running {
        let (number, done) = each.await.unwrap();
        assert_eq!(done, number % 3 != 0, "{number}");
        let events = store.application_events(COUNTY, &case_id(number)).await.unwrap();
        assert_eq!(events.len(), usize::from(done));
    }
    let report = store.verify().await.unwrap();
    assert_eq!((report.fault, report.events, report.witness_lines), (None, 133, 133));
}

async fn of_many_commits_to_one_version_exactly_one_wins(on: Kind) {
    let folder = Folder::on(on, "race");
    let store = open(&folder).await;
    store.commit(commit(&case_id(1), 0, None)).await.unwrap();
    for version in 1..5 {
        let racing: Vec<_> = (0..40)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.commit(commit(&case_id(1), version, None)).await })
            })
            .collect();
        let mut won = 0;
        for each in racing {
            match each.await.unwrap() {
                Ok(done) => {
                    assert_eq!(done.version, version + 1);
                    won += 1;
                }
                Err(CommitError::Conflict { current_version }) => assert_eq!(current_version, version + 1),
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(won, 1);
    }
    assert!(store.verify().await.unwrap().is_sound());
}

async fn several_commits_at_once_are_all_or_nothing(on: Kind) {
    let folder = Folder::on(on, "atomic");
    let store = open(&folder).await;
    store.commit(commit(&case_id(9), 0, None)).await.unwrap();
    let refused = store.commit_all(vec![new_person(&store, 1), commit(&case_id(9), 4, None)]).await;
    assert!(matches!(refused, Err(CommitError::Conflict { current_version: 1 })));
    // Refused only inside the transaction: the case exists already.
    let refused = store.commit_all(vec![new_person(&store, 1), commit(&case_id(9), 0, None)]).await;
    assert!(matches!(refused, Err(CommitError::Conflict { current_version: 1 })));
    assert!(store.person(COUNTY, &person_id(1)).await.unwrap().is_none());
    let stream = Stream { county: COUNTY.into(), id: person_id(1) };
    assert_eq!(store.head(&stream).await.unwrap(), None);
    store.commit_all(vec![new_person(&store, 1), new_case(1, 1, None)]).await.unwrap();
    assert!(store.verify().await.unwrap().is_sound());
}

async fn one_identity_number_has_one_file_in_a_county(on: Kind) {
    let folder = Folder::on(on, "duplicate");
    let store = open(&folder).await;
    store.commit(new_person(&store, 1)).await.unwrap();
    let mut twin = new_person(&store, 2);
    if let Put::Person(row) = &mut twin.rows[0] {
        row.id_hash = Some(store.keyed_hash("identity", &secret(1)));
    }
    assert!(matches!(store.commit(twin).await, Err(CommitError::DuplicateKey)));
    let found = store.find_person_by_hash(COUNTY, &store.keyed_hash("identity", &secret(1))).await.unwrap();
    assert_eq!(found.unwrap().id, person_id(1));
}

fn keyed(mut commit: Commit, key: &str, request: &str, answer: &str) -> Commit {
    commit.idempotency = Some(IdempotencyAnswer {
        user: "li.na".into(),
        key: key.into(),
        request_hash: request.into(),
        status: 201,
        answer: answer.into(),
        person: commit.person.clone(),
    });
    commit
}

async fn a_repeated_request_gets_the_first_answer(on: Kind) {
    let folder = Folder::on(on, "idempotent");
    let store = three_cases(&folder).await;
    let person = person_id(2);
    let first = keyed(commit(&case_id(2), 5, Some(&person)), "k1", "hash", "SECRET-ANSWER");
    store.commit(first.clone()).await.unwrap();
    match store.commit(first.clone()).await {
        Err(CommitError::Idempotent(stored)) => {
            assert_eq!((stored.status, stored.answer.as_str()), (201, "SECRET-ANSWER"));
        }
        other => panic!("{other:?}"),
    }
    // Also when the version would be right.
    let late = keyed(commit(&case_id(2), 6, Some(&person)), "k1", "hash", "other");
    assert!(matches!(store.commit(late).await, Err(CommitError::Idempotent(_))));
    let reused = keyed(commit(&case_id(2), 6, Some(&person)), "k1", "another request", "other");
    assert!(matches!(store.commit(reused).await, Err(CommitError::KeyReused)));
    assert_eq!(store.application_events(COUNTY, &case_id(2)).await.unwrap().len(), 6);
    assert!(!contains(&folder.bytes(), b"SECRET-ANSWER"));
    let plain = store.idempotent(COUNTY, "li.na", "k1").await.unwrap().unwrap();
    assert_eq!(plain.at, noon());
    assert!(store.idempotent(COUNTY, "wang.fang", "k1").await.unwrap().is_none());
}

async fn one_request_sent_twenty_times_at_once_is_done_once(on: Kind) {
    let folder = Folder::on(on, "twenty");
    let store = open(&folder).await;
    let racing: Vec<_> = (0..20u32)
        .map(|number| {
            let store = store.clone();
            let each = keyed(commit(&case_id(number), 0, None), "same", "hash", "answer");
            tokio::spawn(async move { store.commit(each).await })
        })
        .collect();
    let mut done = 0;
    for each in racing {
        match each.await.unwrap() {
            Ok(_) => done += 1,
            Err(CommitError::Idempotent(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((done, streams(&store).await), (1, 1));
}

async fn outbox_and_audit_come_with_the_commit(on: Kind) {
    let folder = Folder::on(on, "outbox");
    let store = open(&folder).await;
    let mut person = new_person(&store, 1);
    person.outbox = vec![OutboxEntry {
        id: "letter-1".into(),
        kind: "acceptance".into(),
        subject: person_id(1),
        at: noon(),
        next_at: noon(),
        body: json!({ "to": { "$sealed": "SECRET-ADDRESS" } }),
    }];
    person.audit = vec![AuditEntry {
        at: noon(),
        actor: "li.na".into(),
        agency: Some(STATION.into()),
        action: "register".into(),
        subject: person_id(1),
        person: Some(person_id(1)),
        reason: None,
    }];
    let audited = person.audit[0].clone();
    store.commit(person).await.unwrap();
    let waiting = store.outbox_waiting(noon(), 10).await.unwrap();
    assert_eq!(waiting[0].entry.body, json!({ "to": { "$sealed": "SECRET-ADDRESS" } }));
    store.outbox_again(COUNTY, "letter-1", at("2026-11-06T00:00:00Z")).await.unwrap();
    assert!(store.outbox_waiting(noon(), 10).await.unwrap().is_empty());
    store.outbox_sent(COUNTY, "letter-1").await.unwrap();
    assert!(store.outbox_waiting(at("2027-01-01T00:00:00Z"), 10).await.unwrap().is_empty());
    store.audit(COUNTY, AuditEntry { action: "read_person".into(), ..audited.clone() }).await.unwrap();
    let record = store.audit_of_person(COUNTY, &person_id(1)).await.unwrap();
    assert_eq!(record.len(), 2);
    assert!(record.iter().any(|row| row.entry == audited));
    assert_eq!(store.audit_of_subject(COUNTY, &person_id(1)).await.unwrap().len(), 2);
}

async fn what_cannot_be_stored_is_refused_before(on: Kind) {
    let folder = Folder::on(on, "invalid");
    let store = open(&folder).await;
    let mut far = commit(&case_id(2), 0, None);
    far.stream.county = "230103".into();
    let refused = store.commit_all(vec![commit(&case_id(1), 0, None), far]).await;
    assert!(refused.unwrap_err().to_string().contains("two counties"));
    let twice = vec![commit(&case_id(1), 0, None), commit(&case_id(1), 1, None)];
    assert!(store.commit_all(twice).await.is_err());
    assert!(store.commit(commit("with space", 0, None)).await.is_err());
    assert!(store.commit_all(vec![]).await.is_err());
    let mut large = commit(&case_id(1), 0, None);
    large.events[0].body = json!({ "n": 9_007_199_254_740_993_i64 });
    assert!(store.commit(large).await.is_err());
    let mut nobody = commit(&case_id(1), 0, None);
    nobody.events[0].body = json!({ "$sealed": "x" });
    assert!(store.commit(nobody).await.unwrap_err().to_string().contains("no person"));
    assert_eq!(streams(&store).await, 0);
}

/// How many streams there are.
async fn streams(store: &leye_store::Store) -> u64 {
    store.verify().await.unwrap().streams
}

on_both!(
    what_was_written_is_read_back,
    a_stale_version_is_a_conflict_and_writes_nothing,
    two_storages_open_at_once_see_each_other,
    commits_that_share_a_transaction_fail_alone,
    of_many_commits_to_one_version_exactly_one_wins,
    several_commits_at_once_are_all_or_nothing,
    one_identity_number_has_one_file_in_a_county,
    a_repeated_request_gets_the_first_answer,
    one_request_sent_twenty_times_at_once_is_done_once,
    outbox_and_audit_come_with_the_commit,
    what_cannot_be_stored_is_refused_before,
);
