//! `verify` on a copied folder, and while the service writes.

use crate::fixture::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_checked_and_left_as_it_is() {
    let folder = Folder::new("still");
    drop(three_cases(&folder).await);
    let copy = folder.copy();
    assert_eq!(copy.names(), ["heads/230102.log", "leye.db"]);
    let report = copy.verify(Some(key())).await.unwrap();
    assert_eq!((report.fault, report.streams, report.events, report.witness_lines), (None, 6, 11, 11));
    assert_eq!((report.sealed, report.keyed), (11, true));
    let unkeyed = copy.verify(None).await.unwrap();
    assert_eq!((unkeyed.fault, unkeyed.sealed, unkeyed.events), (None, 0, 11));
    assert_eq!(copy.names(), ["heads/230102.log", "leye.db"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_an_open_storage_is_checked_with_its_write_ahead_file() {
    let folder = Folder::new("live");
    let _store = three_cases(&folder).await;
    let copy = folder.copy();
    assert!(copy.path().join("leye.db-wal").exists());
    let report = copy.verify(Some(key())).await.unwrap();
    assert_eq!((report.fault, report.events), (None, 11));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_without_storage_is_an_error() {
    let folder = Folder::new("empty");
    assert!(folder.verify(None).await.is_err());
    assert!(!folder.path().join("leye.db").exists());
}

async fn verifying_while_commits_come_in_finds_nothing_wrong(on: Kind) {
    let folder = Folder::on(on, "busy");
    let store = open(&folder).await;
    let writing: Vec<_> = (0..4u32)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move {
                for version in 0..60 {
                    store.commit(commit(&case_id(number), version, None)).await.unwrap();
                }
            })
        })
        .collect();
    for _ in 0..15 {
        assert_eq!(store.verify().await.unwrap().fault, None);
    }
    for each in writing {
        each.await.unwrap();
    }
    let report = store.verify().await.unwrap();
    assert_eq!((report.fault, report.events, report.witness_lines), (None, 240, 240));
}

async fn storage_of_a_newer_program_is_refused(on: Kind) {
    let folder = Folder::on(on, "newer");
    drop(open(&folder).await);
    folder.sql("INSERT INTO schema_migrations VALUES (99, 'later')");
    let refused = try_open(&folder, key()).await.unwrap_err();
    assert!(refused.to_string().contains("form 99"), "{refused}");
}

/// The hash by the form that docs/operate/storage.md gives, in no code of ours.
#[tokio::test(flavor = "multi_thread")]
async fn another_program_can_check_the_hashes() {
    use sha2::{Digest, Sha256};
    let folder = Folder::new("other");
    drop(three_cases(&folder).await);
    let raw = folder.raw();
    let mut statement = raw
        .prepare("SELECT json_object('actor', actor, 'at', at, 'body', json(body), 'county', county, 'kind', kind, \
                  'pack', pack, 'person', person, 'prev_hash', prev_hash, 'schema', schema, 'seq', seq, \
                  'stream', stream), hash FROM events")
        .unwrap();
    let rows =
        statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    let mut count = 0;
    for row in rows {
        let (document, hash) = row.unwrap();
        let ours =
            Sha256::digest(document.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(ours, hash);
        count += 1;
    }
    assert_eq!(count, 11);
}

on_both!(verifying_while_commits_come_in_finds_nothing_wrong, storage_of_a_newer_program_is_refused,);
