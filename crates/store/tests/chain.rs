//! Whatever is changed in the ledger by hand is found and its place is named.

use crate::fixture::*;

/// Makes a storage, closes it, changes it by SQL, and expects the fault at `place`.
async fn tampered(on: Kind, sql: &str, place: &str, what: &str) {
    for keyed in [true, false] {
        let folder = Folder::on(on, "tamper");
        drop(three_cases(&folder).await);
        let sound = folder.verify(Some(key())).await.unwrap();
        assert_eq!(sound.fault, None);
        folder.sql(sql);
        let report = folder.verify(keyed.then(key)).await.unwrap();
        let fault = report.fault.expect(sql);
        assert_eq!(fault.place, place, "{sql}: {fault}");
        assert!(fault.what.contains(what), "{sql}: {fault}");
    }
}

const CASE: &str = "county = '230102' AND stream = '230102-2026-00000002'";

fn place(seq: i64) -> String {
    format!("230102/230102-2026-00000002/{seq}")
}

async fn every_column_of_an_event_is_covered(on: Kind) {
    for change in [
        "at = '2026-11-05T04:00:00.123457Z'",
        "kind = 'Noted'",
        "actor = 'li.nb'",
        "schema = 2",
        "pack = 'pack-hasi'",
        "person = '230102-P-0000000003'",
        "person = NULL",
        "body = replace(body, '\"version\":3', '\"version\":4')",
        "body = replace(body, ',', ', ')",
        "hash = replace(hash, substr(hash, 1, 1), 'g')",
    ] {
        tampered(on, &format!("UPDATE events SET {change} WHERE {CASE} AND seq = 3"), &place(3), "").await;
    }
    tampered(
        on,
        &format!("UPDATE events SET prev_hash = hash WHERE {CASE} AND seq = 3"),
        &place(3),
        "prev_hash",
    )
    .await;
}

async fn one_byte_of_a_sealed_value_is_covered(on: Kind) {
    let sql = format!(
        "UPDATE events SET body = substr(body, 1, 40) || CASE substr(body, 41, 1) WHEN 'A' THEN 'B' ELSE 'A' END \
         || substr(body, 42) WHERE {CASE} AND seq = 3"
    );
    tampered(on, &sql, &place(3), "hash").await;
}

async fn a_deleted_event_is_named(on: Kind) {
    tampered(on, &format!("DELETE FROM events WHERE {CASE} AND seq = 1"), &place(1), "missing").await;
    tampered(on, &format!("DELETE FROM events WHERE {CASE} AND seq = 3"), &place(3), "missing").await;
    tampered(on, &format!("DELETE FROM events WHERE {CASE} AND seq = 5"), &place(5), "missing").await;
    tampered(on, &format!("DELETE FROM events WHERE {CASE}"), &place(1), "missing").await;
}

async fn events_that_changed_places_are_named(on: Kind) {
    let sql = format!(
        "UPDATE events SET seq = 99 WHERE {CASE} AND seq = 2; UPDATE events SET seq = 2 WHERE {CASE} AND seq = 3; \
         UPDATE events SET seq = 3 WHERE {CASE} AND seq = 99"
    );
    tampered(on, &sql, &place(2), "prev_hash").await;
}

async fn a_body_moved_to_another_case_is_named(on: Kind) {
    let sql = format!(
        "UPDATE events SET body = (SELECT body FROM events WHERE stream = '230102-2026-00000003' AND seq = 2) \
         WHERE {CASE} AND seq = 2"
    );
    tampered(on, &sql, &place(2), "hash").await;
}

async fn a_tail_cut_with_its_head_is_found_outside_the_database(on: Kind) {
    let cut = format!(
        "DELETE FROM events WHERE {CASE} AND seq = 5; UPDATE heads SET seq = 4, \
         hash = (SELECT hash FROM events WHERE {CASE} AND seq = 4) WHERE {CASE}"
    );
    let folder = Folder::on(on, "tail");
    drop(three_cases(&folder).await);
    folder.sql(&cut);
    let unkeyed = folder.verify(None).await.unwrap().fault.unwrap();
    assert_eq!(unkeyed.place, place(5));
    assert!(unkeyed.what.contains("heads/230102.log"), "{unkeyed}");
    let keyed = folder.verify(Some(key())).await.unwrap().fault.unwrap();
    assert_eq!(keyed.place, place(4), "the head has no genuine tag");
}

async fn a_tail_cut_with_an_old_genuine_head_is_found(on: Kind) {
    let folder = Folder::on(on, "old-head");
    let store = three_cases(&folder).await;
    let mac = folder.cell(&format!("SELECT mac FROM heads WHERE {CASE}"));
    let hash = folder.cell(&format!("SELECT hash FROM heads WHERE {CASE}"));
    store.commit(commit(&case_id(2), 5, None)).await.unwrap();
    drop(store);
    let sql = format!(
        "DELETE FROM events WHERE {CASE} AND seq = 6; \
         UPDATE heads SET seq = 5, hash = '{hash}', mac = '{mac}' WHERE {CASE}"
    );
    folder.sql(&sql);
    let fault = folder.verify(Some(key())).await.unwrap().fault.unwrap();
    assert_eq!(fault.place, place(6), "{fault}");
    // Opening does not repair it: the file is evidence.
    drop(open(&folder).await);
    assert_eq!(folder.verify(Some(key())).await.unwrap().fault, Some(fault));
}

async fn a_whole_stream_cut_with_its_head_is_found(on: Kind) {
    let sql = format!("DELETE FROM events WHERE {CASE}; DELETE FROM heads WHERE {CASE}");
    tampered(on, &sql, &place(1), "heads/230102.log").await;
}

async fn heads_and_events_must_agree(on: Kind) {
    tampered(on, &format!("DELETE FROM heads WHERE {CASE}"), &place(5), "no head").await;
    tampered(on, &format!("UPDATE heads SET seq = 4 WHERE {CASE}"), &place(5), "beyond the head").await;
    tampered(
        on,
        &format!("UPDATE heads SET hash = replace(hash, substr(hash, 1, 1), 'g') WHERE {CASE}"),
        &place(5),
        "another hash",
    )
    .await;
    let extra = "INSERT INTO heads VALUES ('230102', '230102-2026-00000009', 1, 'a', 'b')";
    tampered(on, extra, "230102/230102-2026-00000009/1", "missing").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_event_is_found_although_its_hashes_are_right() {
    let folder = Folder::new("forged");
    let copy = {
        let store = three_cases(&folder).await;
        let copy = folder.copy();
        store.commit(commit(&case_id(2), 5, None)).await.unwrap();
        copy
    };
    // What another program computes by the published form, without the master key.
    let raw = folder.raw();
    let row = raw.query_row(
        &format!("SELECT at, body, prev_hash, hash FROM events WHERE {CASE} AND seq = 6"),
        [],
        |r| {
            Ok((
                r.get::<_, String>(0)?,
                r.get::<_, String>(1)?,
                r.get::<_, String>(2)?,
                r.get::<_, String>(3)?,
            ))
        },
    );
    let (at, body, prev, hash) = row.unwrap();
    let sql = format!(
        "INSERT INTO events VALUES ('230102', '230102-2026-00000002', 6, '{at}', 'noted', 'li.na', 1, 'pack-hash', \
         NULL, '{body}', '{prev}', '{hash}'); UPDATE heads SET seq = 6, hash = '{hash}' WHERE {CASE}"
    );
    copy.sql(&sql);
    let fault = copy.verify(Some(key())).await.unwrap().fault.unwrap();
    assert_eq!(fault.place, place(6));
    assert!(fault.what.contains("not written by this service"), "{fault}");
}

async fn the_witness_itself_cannot_be_changed(on: Kind) {
    let folder = Folder::on(on, "log");
    drop(three_cases(&folder).await);
    let path = folder.witness();
    let log = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = log.lines().collect();
    let mut swapped = lines.clone();
    swapped.swap(2, 3);
    let without_third: Vec<&str> =
        lines.iter().enumerate().filter(|(i, _)| *i != 2).map(|(_, l)| *l).collect();
    let mac_changed = log.replacen(&lines[4][lines[4].len() - 1..], "x", 1);
    for changed in
        [swapped.join("\n") + "\n", without_third.join("\n") + "\n", mac_changed, format!("{log}nonsense\n")]
    {
        std::fs::write(&path, &changed).unwrap();
        let report = folder.verify(Some(key())).await.unwrap();
        assert!(report.fault.is_some(), "{changed}");
    }
    std::fs::remove_file(&path).unwrap();
    let fault = folder.verify(None).await.unwrap().fault.unwrap();
    assert_eq!((fault.place.as_str(), fault.what.as_str()), ("heads/230102.log", "missing"));
}

async fn a_witness_that_is_behind_is_completed_at_the_next_start(on: Kind) {
    let folder = Folder::on(on, "behind");
    drop(three_cases(&folder).await);
    let path = folder.witness();
    let log = std::fs::read_to_string(&path).unwrap();
    // Two whole lines lost, a third written in part.
    let keep: usize = log.lines().take(8).map(|line| line.len() + 1).sum();
    std::fs::write(&path, &log[..keep + 20]).unwrap();
    let before = folder.verify(Some(key())).await.unwrap();
    assert_eq!((before.fault, before.witness_behind), (None, 3));
    let store = open(&folder).await;
    store.commit(commit(&case_id(1), 1, None)).await.unwrap();
    drop(store);
    let after = folder.verify(Some(key())).await.unwrap();
    assert_eq!((after.fault, after.witness_behind), (None, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_byte_changed_in_the_file_itself_is_found() {
    let folder = Folder::new("bytes");
    drop(three_cases(&folder).await);
    let path = folder.path().join("leye.db");
    let bytes = std::fs::read(&path).unwrap();
    let stream = b"230102-2026-00000002";
    let places: Vec<usize> =
        (0..bytes.len() - stream.len()).filter(|&at| &bytes[at..at + stream.len()] == stream).collect();
    let (mut found, mut missed) = (0, Vec::new());
    for at in places {
        let mut changed = bytes.clone();
        changed[at + 19] = b'7';
        std::fs::write(&path, &changed).unwrap();
        let report = folder.verify(Some(key())).await.unwrap();
        match report.fault {
            Some(_) => found += 1,
            None => missed.push(at),
        }
    }
    // The subject of a duty stands in no index; what is derived from the events shows it.
    assert!(found >= 8 && missed.len() <= 1, "the id stands in rows and indexes: {found}, {missed:?}");
}

on_both!(
    every_column_of_an_event_is_covered,
    one_byte_of_a_sealed_value_is_covered,
    a_deleted_event_is_named,
    events_that_changed_places_are_named,
    a_body_moved_to_another_case_is_named,
    a_tail_cut_with_its_head_is_found_outside_the_database,
    a_tail_cut_with_an_old_genuine_head_is_found,
    a_whole_stream_cut_with_its_head_is_found,
    heads_and_events_must_agree,
    the_witness_itself_cannot_be_changed,
    a_witness_that_is_behind_is_completed_at_the_next_start,
);
