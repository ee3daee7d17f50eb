//! `verify` on a copied folder, and while the service writes.

use leye_store::verify_dir;

use crate::fixture::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_checked_and_left_as_it_is() {
    let folder = Folder::new("still");
    drop(three_cases(folder.path()).await);
    let copy = folder.copy();
    let names = |folder: &Folder| {
        let mut names: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&copy), ["heads.log", "leye.db"]);
    let report = verify_dir(copy.path(), Some(key())).await.unwrap();
    assert_eq!((report.fault, report.streams, report.events, report.witness_lines), (None, 6, 11, 11));
    assert_eq!((report.sealed, report.keyed), (11, true));
    let unkeyed = verify_dir(copy.path(), None).await.unwrap();
    assert_eq!((unkeyed.fault, unkeyed.sealed, unkeyed.events), (None, 0, 11));
    assert_eq!(names(&copy), ["heads.log", "leye.db"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_an_open_storage_is_checked_with_its_write_ahead_file() {
    let folder = Folder::new("live");
    let _store = three_cases(folder.path()).await;
    let copy = folder.copy();
    assert!(copy.path().join("leye.db-wal").exists());
    let report = verify_dir(copy.path(), Some(key())).await.unwrap();
    assert_eq!((report.fault, report.events), (None, 11));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_without_storage_is_an_error() {
    let folder = Folder::new("empty");
    assert!(verify_dir(folder.path(), None).await.is_err());
    assert!(!folder.path().join("leye.db").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn verifying_while_commits_come_in_finds_nothing_wrong() {
    let folder = Folder::new("busy");
    let store = open(folder.path()).await;
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

#[tokio::test(flavor = "multi_thread")]
async fn storage_of_a_newer_program_is_refused() {
    let folder = Folder::new("newer");
    drop(open(folder.path()).await);
    folder.raw().execute_batch("INSERT INTO schema_migrations VALUES (99, 'later')").unwrap();
    let refused = try_open(folder.path(), key()).await.unwrap_err();
    assert!(refused.to_string().contains("form 99"), "{refused}");
}

/// The hash by the form that docs/operate/storage.md gives, in no code of ours.
#[tokio::test(flavor = "multi_thread")]
async fn another_program_can_check_the_hashes() {
    use sha2::{Digest, Sha256};
    let folder = Folder::new("other");
    drop(three_cases(folder.path()).await);
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
