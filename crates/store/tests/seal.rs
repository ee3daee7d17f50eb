//! Sealed values: nowhere readable on disk, and gone with the person's key.

use leye_store::{Commit, CommitError, Erasure, MasterKey, Put, Scope, StoreError};
use serde_json::json;

use crate::fixture::*;

fn erasure(number: u32) -> Erasure {
    Erasure {
        county: COUNTY.into(),
        person: person_id(number),
        reason: "asked for it in writing".into(),
        actor: "zhao.wei".into(),
        at: noon(),
    }
}

async fn no_sealed_value_is_readable_on_disk(on: Kind) {
    let folder = Folder::on(on, "plain");
    let store = three_cases(&folder).await;
    if on == Kind::Sqlite {
        assert!(folder.path().join("leye.db-wal").metadata().unwrap().len() > 0);
    }
    for text in ["SECRET", "劉小"] {
        assert!(!contains(&folder.bytes(), text.as_bytes()), "{text} while open");
    }
    drop(store);
    assert!(!contains(&folder.bytes(), b"SECRET"));
    assert!(contains(&folder.bytes(), b"230102-2026-00000002"), "the test reads the right files");
}

async fn an_erased_person_is_unreadable_everywhere_and_the_chains_are_whole(on: Kind) {
    let folder = Folder::on(on, "erase");
    let store = three_cases(&folder).await;
    let wrapped = "FROM person_keys WHERE person = '230102-P-0000000002'";
    let wrapped: Vec<u8> = match on {
        Kind::Sqlite => {
            folder.raw().query_row(&format!("SELECT wrapped {wrapped}"), [], |row| row.get(0)).unwrap()
        }
        // A dump writes bytes as digits.
        Kind::Postgres => folder.cell(&format!("SELECT encode(wrapped, 'hex') {wrapped}")).into_bytes(),
    };
    assert!(contains(&folder.bytes(), &wrapped));
    let hash = store.keyed_hash("identity", &secret(2));
    assert!(contains(&folder.bytes(), hash.as_bytes()));
    assert!(store.erase_person(erasure(9)).await.is_err(), "there is no such person");
    store.erase_person(erasure(2)).await.unwrap();

    assert!(!contains(&folder.bytes(), &wrapped), "the key is in a file");
    assert!(!contains(&folder.bytes(), hash.as_bytes()), "the keyed hash is in a file");
    let gone = json!({ "$sealed": { "$erased": true } });
    let person = store.person(COUNTY, &person_id(2)).await.unwrap().unwrap();
    assert!(person.erased);
    assert_eq!((&person.body["details"], person.id_hash, person.phone_hash), (&gone, None, None));
    let events = store.application_events(COUNTY, &case_id(2)).await.unwrap();
    assert_eq!((events.len(), &events[0].body["claimed"], &events[3].body["text"]), (5, &gone, &gone));
    assert_eq!(events[3].body["version"], 4);
    let (application, _) = store.load_application(COUNTY, &case_id(2)).await.unwrap().unwrap();
    assert_eq!((&application.body["claimed"], &application.body["steps"]), (&gone, &json!(1)));
    let found =
        store.search_people(&[store.keyed_hash("name", "劉小")], &Scope::everything(), 10).await.unwrap();
    assert_eq!(found.len(), 2);
    let record = store.audit_of_person(COUNTY, &person_id(2)).await.unwrap();
    assert_eq!(
        (record[0].entry.action.as_str(), record[0].entry.actor.as_str()),
        ("erase_person", "zhao.wei")
    );

    let others = store.application_events(COUNTY, &case_id(3)).await.unwrap();
    assert_eq!(others[1].body["text"], json!({ "$sealed": "SECRET-NOTE" }));
    assert_eq!(store.verify().await.unwrap().fault, None);
    drop(store);
    assert_eq!(folder.verify(Some(key())).await.unwrap().fault, None);
}

async fn nothing_can_be_sealed_for_an_erased_person(on: Kind) {
    let folder = Folder::on(on, "erased");
    let store = three_cases(&folder).await;
    let other = open(&folder).await;
    // The second storage still keeps the key in memory for sealing.
    let sealed = |version: i64| Commit {
        events: vec![event("noted", json!({ "$sealed": "SECRET-LATE" }))],
        ..commit(&case_id(2), version, Some(&person_id(2)))
    };
    other.commit(sealed(5)).await.unwrap();
    store.erase_person(erasure(2)).await.unwrap();
    for store in [&store, &other] {
        assert!(matches!(store.commit(sealed(6)).await, Err(CommitError::Erased)));
        let mut back = new_person(store, 2);
        back.new_person = false;
        back.expected_version = 1;
        back.events = vec![event("noted", json!({}))];
        if let Put::Person(row) = &mut back.rows[0] {
            row.body = json!({});
        }
        assert!(matches!(store.commit(back).await, Err(CommitError::Erased)), "the row does not come back");
    }
    // A case goes on without the person's data.
    store.commit(commit(&case_id(2), 6, Some(&person_id(2)))).await.unwrap();
    assert!(store.verify().await.unwrap().is_sound());
}

async fn a_lost_key_is_not_taken_for_an_erasure(on: Kind) {
    let folder = Folder::on(on, "lost");
    drop(three_cases(&folder).await);
    folder.sql("DELETE FROM person_keys WHERE person = '230102-P-0000000002'");
    for keyed in [Some(key()), None] {
        let fault = folder.verify(keyed).await.unwrap().fault.unwrap();
        assert_eq!(fault.place, "230102/230102-2026-00000002/1");
        assert!(fault.what.contains("no erasure is on record"), "{fault}");
    }
}

async fn sealed_values_do_not_open_elsewhere(on: Kind) {
    let folder = Folder::on(on, "moved");
    let store = three_cases(&folder).await;
    let sql = "UPDATE people SET body = (SELECT body FROM people WHERE id = '230102-P-0000000001') \
               WHERE id = '230102-P-0000000002'";
    folder.sql(sql);
    assert!(matches!(store.person(COUNTY, &person_id(2)).await, Err(StoreError::Corrupt { .. })));
    assert!(store.person(COUNTY, &person_id(1)).await.is_ok());
}

async fn another_master_key_is_refused(on: Kind) {
    let folder = Folder::on(on, "master");
    drop(three_cases(&folder).await);
    let other = MasterKey::from_bytes([8; 32]);
    assert!(matches!(try_open(&folder, other.clone()).await, Err(StoreError::WrongMasterKey)));
    assert!(matches!(folder.verify(Some(other)).await, Err(StoreError::WrongMasterKey)));
    assert!(open(&folder).await.verify().await.unwrap().is_sound());
}

#[test]
fn a_master_key_is_read_in_its_usual_forms() {
    let folder = Folder::new("key");
    let path = folder.path().join("master.key");
    let made = MasterKey::generate_file(&path).unwrap();
    assert!(MasterKey::generate_file(&path).is_err(), "never overwritten");
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.trim().len(), 64);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(MasterKey::from_file(&path).is_ok());
    assert!(!format!("{made:?}").contains(text.trim()));
    assert!(MasterKey::from_base64("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=").is_ok());
    for bad in ["", "00", "not a key at all", &"0".repeat(63)] {
        assert!(MasterKey::from_text(bad).is_err(), "{bad}");
    }
}

async fn keyed_hashes_differ_by_domain_and_by_storage(on: Kind) {
    let (one, two) = (Folder::on(on, "hash1"), Folder::on(on, "hash2"));
    let first = open(&one).await;
    let second = try_open(&two, MasterKey::from_bytes([9; 32])).await.unwrap();
    assert_eq!(first.keyed_hash("phone", "1"), first.keyed_hash("phone", "1"));
    assert_ne!(first.keyed_hash("phone", "1"), first.keyed_hash("name", "1"));
    assert_ne!(first.keyed_hash("phone", "1"), second.keyed_hash("phone", "1"));
}

on_both!(
    no_sealed_value_is_readable_on_disk,
    an_erased_person_is_unreadable_everywhere_and_the_chains_are_whole,
    nothing_can_be_sealed_for_an_erased_person,
    a_lost_key_is_not_taken_for_an_erasure,
    sealed_values_do_not_open_elsewhere,
    another_master_key_is_refused,
    keyed_hashes_differ_by_domain_and_by_storage,
);
