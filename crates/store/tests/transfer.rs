//! Copying a whole storage from one database to another.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex},
};

use leye_store::{
    Copied, MasterKey, Phase, Progress, Source, Store, StoreError, TransferError, backup, copy,
    statements::transfer::TABLES,
};

use crate::fixture::*;

on_both!(
    every_table_and_every_column_is_moved,
    a_copy_there_and_back_is_the_same_and_goes_on,
    a_target_that_holds_something_is_refused,
    a_source_that_is_not_sound_is_not_copied,
    a_copy_that_was_cut_off_is_refused_everywhere,
    a_row_that_arrives_otherwise_is_found,
    more_rows_than_a_page_are_all_moved,
);

pub fn silent() -> Progress {
    Arc::new(|_, _, _| {})
}

pub fn source(folder: &Folder) -> Source {
    let database = folder.options(key()).database;
    Source { dir: folder.path().to_owned(), database, master_key: Some(key()), files: None }
}

/// A storage with something in many tables.
pub async fn full(folder: &Folder) -> Store {
    let store = three_cases(folder).await;
    store.put_agencies(&[agency(BUREAU, "bureau"), agency(STATION, "station")]).await.unwrap();
    store.put_setting("zone", "Asia/Shanghai").await.unwrap();
    store
}

/// Every row of every table, read by nothing of ours.
pub fn raw(dir: &Path) -> BTreeMap<String, Vec<String>> {
    let database = rusqlite::Connection::open(dir.join("leye.db")).unwrap();
    let read = |table: &str, columns: &[&str]| {
        let quoted: Vec<_> = columns.iter().map(|column| format!("quote({column})")).collect();
        let sql = format!("SELECT {} FROM {table} ORDER BY 1, 2", quoted.join(" || '|' || ") + ", 1");
        let mut statement = database.prepare(&sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect::<Vec<String>>()
    };
    TABLES.iter().map(|table| (table.name.to_owned(), read(table.name, table.columns))).collect()
}

/// What lies in a folder.
pub fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

async fn copied(from: &Folder, to: &Folder) -> Result<Copied, TransferError> {
    copy(&source(from), to.options(key()), &silent()).await
}

async fn every_table_and_every_column_is_moved(on: Kind) {
    let folder = Folder::on(on, "all-tables");
    drop(open(&folder).await);
    let text = match on {
        Kind::Sqlite => {
            "SELECT group_concat(place) FROM (SELECT t.name || '.' || c.name AS place FROM sqlite_master t \
             JOIN pragma_table_info(t.name) c WHERE t.type = 'table')"
        }
        Kind::Postgres => {
            "SELECT string_agg(table_name || '.' || column_name, ',') FROM information_schema.columns \
             WHERE table_schema = current_schema()"
        }
    };
    let there = folder.cell(text);
    let mut there: Vec<_> = there.split(',').map(str::to_owned).collect();
    there.retain(|place| !place.starts_with("schema_migrations.") && !place.starts_with("witness."));
    there.sort();
    let places = |table: &str, columns: &[&str]| -> Vec<String> {
        columns.iter().map(|column| format!("{table}.{column}")).collect()
    };
    let mut moved: Vec<_> = TABLES.iter().flat_map(|table| places(table.name, table.columns)).collect();
    moved.sort();
    assert_eq!(moved, there);
    if on == Kind::Sqlite {
        for table in TABLES {
            let key = "SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info('%') WHERE pk > 0 ORDER BY pk)";
            assert_eq!(
                table.columns[..table.key.len()].join(","),
                folder.cell(&key.replace('%', table.name))
            );
        }
    }
}

/// From SQLite to this database, and from there to SQLite again.
async fn a_copy_there_and_back_is_the_same_and_goes_on(on: Kind) {
    let (folder, there, back) = (Folder::new("copy-from"), Folder::on(on, "copy-to"), Folder::new("back"));
    let serving = full(&folder).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told: Progress = {
        let seen = seen.clone();
        Arc::new(move |phase, done, all| seen.lock().unwrap().push((phase, done, all)))
    };
    let first = copy(&source(&folder), there.options(key()), &told).await.unwrap();
    assert_eq!((first.report.events, first.report.sealed, first.report.witness_behind), (11, 11, 0));
    let seen = seen.lock().unwrap().clone();
    assert_eq!(seen.last(), Some(&(Phase::CheckingTarget, 0, 0)));
    assert!(seen.contains(&(Phase::CopyingRows, first.rows(), first.rows())));
    drop(serving);
    let second = copied(&there, &back).await.unwrap();
    assert_eq!(second.tables, first.tables);
    assert_eq!(raw(folder.path()), raw(back.path()));
    assert_eq!(first.rows(), raw(folder.path()).values().map(|rows| rows.len() as u64).sum::<u64>());
    for copy in [&there, &back] {
        let store = open(copy).await;
        store.commit(commit(&case_id(9), 0, None)).await.unwrap();
        let report = store.verify().await.unwrap();
        assert_eq!((report.fault, report.events, report.witness_lines), (None, 12, 7));
    }
}

async fn a_target_that_holds_something_is_refused(on: Kind) {
    let (folder, place) = (Folder::new("full-from"), Folder::on(on, "full-to"));
    drop(full(&folder).await);
    let letter = place.path().join("letter.txt");
    std::fs::write(&letter, "dear").unwrap();
    let refused = copied(&folder, &place).await.unwrap_err();
    assert!(refused.to_string().contains("letter.txt") && !refused.is_negative(), "{refused}");
    assert_eq!(names(place.path()), ["letter.txt"]);
    std::fs::remove_file(letter).unwrap();
    let other = place.options(MasterKey::from_bytes([8; 32]));
    let refused = copy(&source(&folder), other, &silent()).await.unwrap_err();
    assert!(matches!(refused, TransferError::Store(StoreError::WrongMasterKey)), "{refused}");
    assert!(names(place.path()).is_empty());
    copied(&folder, &place).await.unwrap();
    // A new folder does not make a database new.
    let (elsewhere, mut again) = (Folder::new("full-elsewhere"), place.options(key()));
    if again.database.is_some() {
        again.dir = elsewhere.path().to_owned();
    }
    let refused = copy(&source(&folder), again, &silent()).await.unwrap_err();
    assert!(matches!(refused, TransferError::NotEmpty { .. }), "{refused}");
    assert_eq!(refused.to_string().contains("11 events"), on == Kind::Postgres, "{refused}");
}

async fn a_source_that_is_not_sound_is_not_copied(on: Kind) {
    let (folder, place) = (Folder::on(on, "unsound"), Folder::new("unsound-to"));
    drop(full(&folder).await);
    folder.sql(&format!("DELETE FROM events WHERE stream = '{}' AND seq = 5", case_id(2)));
    let refused = copied(&folder, &place).await.unwrap_err();
    assert!(refused.is_negative() && refused.to_string().contains(&case_id(2)), "{refused}");
    assert!(names(place.path()).is_empty());
}

async fn a_copy_that_was_cut_off_is_refused_everywhere(on: Kind) {
    let (folder, half) = (Folder::new("cut-from"), Folder::on(on, "cut-to"));
    let (next, files) = (Folder::new("cut-next"), Folder::new("cut-files"));
    drop(full(&folder).await);
    // Panics in the middle, as a killed process would stop.
    let told: Progress = Arc::new(|phase, _, _| assert_ne!(phase, Phase::ComparingRows));
    assert!(copy(&source(&folder), half.options(key()), &told).await.is_err());
    let refused = try_open(&half, key()).await.unwrap_err();
    assert!(matches!(refused, StoreError::UnfinishedCopy(_)), "{refused}");
    assert!(refused.to_string().contains("repeat the copy"), "{refused}");
    let refused = half.verify(None).await.unwrap_err();
    assert!(matches!(refused, StoreError::UnfinishedCopy(_)), "{refused}");
    let refused = copied(&half, &next).await.unwrap_err();
    assert!(matches!(refused, TransferError::Store(StoreError::UnfinishedCopy(_))), "{refused}");
    let file = files.path().join("file");
    assert!(backup(&source(&half), &file, false, noon(), &silent()).await.is_err());
    assert!(names(files.path()).is_empty() && names(next.path()).is_empty());
}

async fn a_row_that_arrives_otherwise_is_found(on: Kind) {
    let (folder, place) = (Folder::new("differs-from"), Arc::new(Folder::on(on, "differs-to")));
    drop(full(&folder).await);
    let target = place.clone();
    let told: Progress = Arc::new(move |phase, done, all| {
        if phase == Phase::CopyingRows && done == all {
            target.sql("UPDATE settings SET value = 'Asia/Harbin' WHERE name = 'zone'");
        }
    });
    let error = copy(&source(&folder), place.options(key()), &told).await.unwrap_err();
    assert!(matches!(error, TransferError::Differs("settings")), "{error}");
    assert!(error.is_negative() && try_open(&place, key()).await.is_err());
}

async fn more_rows_than_a_page_are_all_moved(on: Kind) {
    let (folder, place) = (Folder::new("pages"), Folder::on(on, "pages-to"));
    let store = open(&folder).await;
    for chunk in 0..9u32 {
        let commits = (0..500).map(|number| commit(&case_id(chunk * 500 + number), 0, None)).collect();
        store.commit_all(commits).await.unwrap();
    }
    let copied = copied(&folder, &place).await.unwrap();
    assert_eq!((copied.report.events, copied.report.witness_lines), (4500, 4500));
}
