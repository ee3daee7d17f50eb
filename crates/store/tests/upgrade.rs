//! A storage of form 1, which had one witness file for all counties, is brought to the form
//! of today.

use leye_store::Store;

use crate::fixture::*;

/// A storage as the program of form 1 left it. With one county the only difference is where
/// the file lies and how the database speaks of it.
async fn old(folder: &Folder) -> String {
    drop(three_cases(folder).await);
    let log = std::fs::read_to_string(folder.witness()).unwrap();
    std::fs::write(folder.path().join("heads.log"), &log).unwrap();
    std::fs::remove_dir_all(folder.path().join("heads")).unwrap();
    folder.sql(
        "CREATE TABLE old (id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1), line BIGINT NOT NULL,
             bytes BIGINT NOT NULL, mac TEXT NOT NULL);
         INSERT INTO old SELECT 1, line, bytes, mac FROM witness;
         DROP TABLE witness;
         ALTER TABLE old RENAME TO witness;
         DROP TABLE dossiers;
         DROP TABLE terms;
         DROP INDEX duties_by_ring;
         DROP INDEX duties_by_holder;
         ALTER TABLE duties DROP COLUMN begun_at;
         ALTER TABLE duties DROP COLUMN ring_at;
         DROP TABLE employers;
         DROP TABLE packs;
         DROP INDEX duties_by_due;
         CREATE INDEX duties_by_due ON duties (due_at, id);
         DROP INDEX duties_by_agency;
         DROP INDEX duties_by_bureau;
         ALTER TABLE duties DROP COLUMN person;
         ALTER TABLE duties DROP COLUMN version;
         CREATE INDEX duties_by_subject ON duties (county, subject);
         CREATE INDEX duties_by_agency ON duties (agency, due_at, id);
         CREATE INDEX duties_by_holder ON duties (holder, due_at, id) WHERE holder IS NOT NULL;
         CREATE INDEX duties_by_station ON duties (station, due_at, id);
         CREATE INDEX duties_by_office ON duties (office, due_at, id);
         CREATE INDEX duties_by_bureau ON duties (bureau, due_at, id);
         DROP INDEX people_by_identity;
         CREATE UNIQUE INDEX people_by_identity ON people (county, id_hash);
         CREATE INDEX people_by_identity_anywhere ON people (id_hash);
         DELETE FROM schema_migrations WHERE number > 1",
    );
    assert_eq!(folder.cell("SELECT CAST(MAX(number) AS TEXT) FROM schema_migrations"), "1");
    log
}

async fn lives(store: &Store) {
    store.commit(commit(&case_id(2), 5, None)).await.unwrap();
    store.commit(commit(&case_id(9), 0, None)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_witness_is_closed_and_goes_on_by_county() {
    let folder = Folder::new("upgrade");
    let log = old(&folder).await;
    let unread = folder.verify(Some(key())).await.unwrap_err();
    assert!(unread.to_string().contains("form 1"), "{unread}");
    let store = open(&folder).await;
    assert_eq!(folder.names()[..2], ["heads/230102.log", "heads/before-0002.log"]);
    assert!(!folder.names().contains(&"heads.log".to_owned()));
    assert_eq!(std::fs::read_to_string(folder.path().join("heads/before-0002.log")).unwrap(), log);
    let begun = std::fs::read_to_string(folder.witness()).unwrap();
    assert_eq!(begun.lines().count(), 6, "the ends of six streams");
    lives(&store).await;
    drop(store);
    let report = folder.verify(Some(key())).await.unwrap();
    assert_eq!((report.fault, report.events, report.witness_lines), (None, 13, 11 + 6 + 2));
    // Opened again, nothing is done again.
    drop(open(&folder).await);
    assert_eq!(folder.verify(Some(key())).await.unwrap().witness_lines, 19);
    // Form 4: a duty that was open knows its person and its version.
    let known = "SELECT person || ' ' || version FROM duties WHERE subject = ";
    let (case, person) = (case_id(3), person_id(3));
    assert_eq!(folder.cell(&format!("{known}'{case}'")), format!("{person} 1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_was_behind_is_closed_at_its_last_whole_line() {
    let folder = Folder::new("upgrade-behind");
    let log = old(&folder).await;
    let whole: usize = log.lines().take(9).map(|line| line.len() + 1).sum();
    std::fs::write(folder.path().join("heads.log"), &log[..whole + 30]).unwrap();
    lives(&open(&folder).await).await;
    assert_eq!(std::fs::read_to_string(folder.path().join("heads/before-0002.log")).unwrap(), log[..whole]);
    let report = folder.verify(Some(key())).await.unwrap();
    assert_eq!((report.fault, report.witness_behind, report.witness_lines), (None, 0, 9 + 6 + 2));
}

/// What was changed before the upgrade is evidence: it stays where it is, and is named then
/// and later.
#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_was_tampered_with_stays_and_is_named() {
    let second = case_id(2);
    type Change = fn(&Folder, &str);
    let cut: Change = |folder, _| {
        let second = case_id(2);
        folder.sql(&format!(
            "DELETE FROM events WHERE stream = '{second}'; DELETE FROM heads WHERE stream = '{second}'"
        ));
    };
    let tag: Change = |folder, log| {
        let at = log.len() - 2;
        let other = if &log[at..=at] == "0" { "1" } else { "0" };
        let changed = format!("{}{other}\n", &log[..at]);
        std::fs::write(folder.path().join("heads.log"), changed).unwrap();
    };
    let without: Change = |folder, log| {
        let kept: String = log.lines().skip(1).map(|line| format!("{line}\n")).collect();
        std::fs::write(folder.path().join("heads.log"), kept).unwrap();
    };
    let place = format!("{COUNTY}/{second}/1");
    for (change, named) in [(cut, place.as_str()), (tag, "heads.log line 11"), (without, "heads.log line 1")]
    {
        let folder = Folder::new("upgrade-tampered");
        let log = old(&folder).await;
        change(&folder, &log);
        let left = std::fs::read(folder.path().join("heads.log")).unwrap();
        for version in 0..2 {
            let store = open(&folder).await;
            store.commit(commit(&case_id(9), version, None)).await.unwrap();
            drop(store);
            let fault = folder.verify(Some(key())).await.unwrap().fault.expect(named);
            assert_eq!(fault.place, named, "{fault}");
        }
        assert_eq!(std::fs::read(folder.path().join("heads.log")).unwrap(), left);
        assert!(!folder.path().join("heads/before-0002.log").exists());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_is_gone_before_or_after_is_named() {
    let folder = Folder::new("upgrade-gone");
    old(&folder).await;
    std::fs::remove_file(folder.path().join("heads.log")).unwrap();
    lives(&open(&folder).await).await;
    let fault = folder.verify(None).await.unwrap().fault.unwrap();
    assert_eq!(fault.to_string(), "heads/before-0002.log: missing");
    let folder = Folder::new("upgrade-gone-later");
    old(&folder).await;
    drop(open(&folder).await);
    std::fs::remove_file(folder.path().join("heads/before-0002.log")).unwrap();
    let fault = folder.verify(Some(key())).await.unwrap().fault.unwrap();
    assert_eq!(fault.to_string(), "heads/before-0002.log: missing");
}
