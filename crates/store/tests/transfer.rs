//! Copying, backing up and restoring a whole storage.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use leye_store::{
    MasterKey, Options, Phase, Progress, Restored, Source, Store, StoreError, Target, TransferError, backup,
    copy, restore, statements::transfer::TABLES, verify_dir,
};

use crate::fixture::*;

fn silent() -> Progress {
    Arc::new(|_, _, _| {})
}

fn source(folder: &Folder) -> Source {
    Source { dir: folder.path().to_owned(), database: None, master_key: Some(key()) }
}

fn target(dir: PathBuf) -> Options {
    Options { dir, database: None, master_key: key() }
}

/// A storage with something in many tables.
async fn full(folder: &Folder) -> Store {
    let store = three_cases(folder.path()).await;
    store.put_agencies(&[agency(BUREAU, "bureau"), agency(STATION, "station")]).await.unwrap();
    store.put_setting("zone", "Asia/Shanghai").await.unwrap();
    store
}

async fn restored(file: &Path, dir: &Path, master_key: Option<MasterKey>) -> Result<Restored, TransferError> {
    restore(file, Target { dir: dir.to_owned(), database: None, master_key }, &silent()).await
}

async fn made(store: &Folder, file: &Path) -> leye_store::BackedUp {
    backup(&source(store), file, false, noon(), &silent()).await.unwrap()
}

/// Every row of every table, read by nothing of ours.
fn raw(dir: &Path) -> BTreeMap<String, Vec<String>> {
    let database = rusqlite::Connection::open(dir.join("leye.db")).unwrap();
    let read = |table: &str, columns: &[&str]| {
        let quoted: Vec<_> = columns.iter().map(|column| format!("quote({column})")).collect();
        let sql = format!("SELECT {} FROM {table} ORDER BY 1, 2", quoted.join(" || '|' || ") + ", 1");
        let mut statement = database.prepare(&sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect::<Vec<String>>()
    };
    TABLES.iter().map(|table| (table.name.to_owned(), read(table.name, table.columns))).collect()
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = entries.collect();
    names.sort();
    names
}

#[tokio::test]
async fn every_table_and_every_column_is_moved() {
    let folder = Folder::new("all-tables");
    drop(open(folder.path()).await);
    let database = folder.raw();
    let ask = |sql: &str| -> Vec<String> {
        let mut statement = database.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let mut there = ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
    there.retain(|name| !["schema_migrations", "witness"].contains(&name.as_str()));
    let mut moved: Vec<_> = TABLES.iter().map(|table| table.name.to_owned()).collect();
    moved.sort();
    assert_eq!(moved, there);
    for table in TABLES {
        let mut columns: Vec<_> = table.columns.iter().map(|&column| column.to_owned()).collect();
        let about = |what: &str| ask(&format!("SELECT name FROM pragma_table_info('{}') {what}", table.name));
        assert_eq!(columns[..table.key.len()], about("WHERE pk > 0 ORDER BY pk"), "{}", table.name);
        columns.sort();
        assert_eq!(columns, about("ORDER BY name"), "{}", table.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_holds_the_same_and_goes_on() {
    let (folder, place) = (Folder::new("copy-from"), Folder::new("copy-to"));
    let serving = full(&folder).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told: Progress = {
        let seen = seen.clone();
        Arc::new(move |phase, done, all| seen.lock().unwrap().push((phase, done, all)))
    };
    let copied = copy(&source(&folder), target(place.path().join("new")), &told).await.unwrap();
    assert_eq!((copied.report.events, copied.report.sealed, copied.report.witness_behind), (11, 11, 0));
    assert_eq!(raw(folder.path()), raw(&place.path().join("new")));
    assert_eq!(copied.rows(), raw(folder.path()).values().map(|rows| rows.len() as u64).sum::<u64>());
    let seen = seen.lock().unwrap().clone();
    assert_eq!(seen.last(), Some(&(Phase::CheckingTarget, 0, 0)));
    assert!(seen.contains(&(Phase::CopyingRows, copied.rows(), copied.rows())));
    drop(serving);
    let store = open(&place.path().join("new")).await;
    store.commit(commit(&case_id(9), 0, None)).await.unwrap();
    let report = store.verify().await.unwrap();
    assert_eq!((report.fault, report.events, report.witness_lines), (None, 12, 7));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_holds_something_is_refused() {
    let (folder, place) = (Folder::new("full-from"), Folder::new("full-to"));
    drop(full(&folder).await);
    fs::write(place.path().join("letter.txt"), "dear").unwrap();
    let refused = copy(&source(&folder), target(place.path().to_owned()), &silent()).await.unwrap_err();
    assert!(refused.to_string().contains("letter.txt") && !refused.is_negative(), "{refused}");
    assert_eq!(names(place.path()), ["letter.txt"]);
    let refused = copy(&source(&folder), target(folder.path().to_owned()), &silent()).await.unwrap_err();
    assert!(matches!(refused, TransferError::NotEmpty { .. }), "{refused}");
    let other =
        Options { dir: place.path().join("new"), database: None, master_key: MasterKey::from_bytes([8; 32]) };
    let refused = copy(&source(&folder), other, &silent()).await.unwrap_err();
    assert!(matches!(refused, TransferError::Store(StoreError::WrongMasterKey)), "{refused}");
    assert_eq!(names(place.path()), ["letter.txt"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_is_not_sound_is_not_copied() {
    let (folder, place) = (Folder::new("unsound"), Folder::new("unsound-to"));
    drop(full(&folder).await);
    let cut = "DELETE FROM events WHERE stream = $1 AND seq = 5";
    folder.raw().execute(cut, [case_id(2)]).unwrap();
    let refused = copy(&source(&folder), target(place.path().join("new")), &silent()).await.unwrap_err();
    assert!(refused.is_negative() && refused.to_string().contains(&case_id(2)), "{refused}");
    assert!(names(place.path()).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_was_cut_off_is_refused_everywhere() {
    let (folder, place) = (Folder::new("cut-from"), Folder::new("cut-to"));
    drop(full(&folder).await);
    let dir = place.path().join("new");
    // Panics in the middle, as a killed process would stop.
    let told: Progress = Arc::new(|phase, _, _| assert_ne!(phase, Phase::ComparingRows));
    assert!(copy(&source(&folder), target(dir.clone()), &told).await.is_err());
    let refused = try_open(&dir, key()).await.unwrap_err();
    assert!(matches!(refused, StoreError::UnfinishedCopy(_)), "{refused}");
    assert!(refused.to_string().contains("repeat the copy"), "{refused}");
    let refused = verify_dir(&dir, None).await.unwrap_err();
    assert!(matches!(refused, StoreError::UnfinishedCopy(_)), "{refused}");
    let unfinished = Source { dir, database: None, master_key: Some(key()) };
    let refused = copy(&unfinished, target(place.path().join("next")), &silent()).await.unwrap_err();
    assert!(matches!(refused, TransferError::Store(StoreError::UnfinishedCopy(_))), "{refused}");
    let file = place.path().join("file");
    assert!(backup(&unfinished, &file, false, noon(), &silent()).await.is_err());
    assert_eq!(names(place.path()), ["new"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_arrives_otherwise_is_found() {
    let (folder, place) = (Folder::new("differs-from"), Folder::new("differs-to"));
    drop(full(&folder).await);
    let dir = place.path().join("new");
    let database = dir.join("leye.db");
    let told: Progress = Arc::new(move |phase, done, all| {
        if phase == Phase::CopyingRows && done == all {
            let raw = rusqlite::Connection::open(&database).unwrap();
            raw.execute("UPDATE settings SET value = 'Asia/Harbin' WHERE name = 'zone'", []).unwrap();
        }
    });
    let error = copy(&source(&folder), target(dir.clone()), &told).await.unwrap_err();
    assert!(matches!(error, TransferError::Differs("settings")), "{error}");
    assert!(error.is_negative() && try_open(&dir, key()).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn more_rows_than_a_page_are_all_moved() {
    let (folder, place) = (Folder::new("pages"), Folder::new("pages-to"));
    let store = open(folder.path()).await;
    for chunk in 0..9u32 {
        let commits = (0..500).map(|number| commit(&case_id(chunk * 500 + number), 0, None)).collect();
        store.commit_all(commits).await.unwrap();
    }
    let copied = copy(&source(&folder), target(place.path().join("new")), &silent()).await.unwrap();
    assert_eq!((copied.report.events, copied.report.witness_lines), (4500, 4500));
}

async fn keep_writing(store: Store, number: u32, ended: Arc<AtomicBool>) {
    let mut version = 0;
    while !ended.load(Ordering::Relaxed) {
        store.commit(commit(&case_id(number), version, None)).await.unwrap();
        version += 1;
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_made_while_commits_come_in_restores_to_one_moment() {
    let (folder, place) = (Folder::new("busy-backup"), Folder::new("busy-restore"));
    let store = full(&folder).await;
    let ended = Arc::new(AtomicBool::new(false));
    let writing: Vec<_> =
        (10..18u32).map(|number| tokio::spawn(keep_writing(store.clone(), number, ended.clone()))).collect();
    let mut last = 0;
    for round in 0..4 {
        let (file, dir) = (place.path().join(format!("{round}")), place.path().join(format!("dir-{round}")));
        let made = made(&folder, &file).await;
        let restored = restored(&file, &dir, Some(key())).await.unwrap();
        assert_eq!(restored.manifest, made.manifest);
        assert_eq!(made.manifest.counts["events"], restored.report.events);
        assert!(restored.report.events > last, "nothing was committed between two backups");
        last = restored.report.events;
        let copy = open(&dir).await;
        let report = copy.verify().await.unwrap();
        assert_eq!((report.fault, report.witness_behind, report.events), (None, 0, restored.report.events));
        // What is there is a beginning of what the source has, in every stream.
        for (county, stream) in copy.streams().await.unwrap() {
            let theirs = copy.stream_events(&county, &stream).await.unwrap();
            let ours = store.stream_events(&county, &stream).await.unwrap();
            assert_eq!(theirs[..], ours[..theirs.len()], "{stream}");
        }
        copy.commit(commit(&case_id(99), 0, None)).await.unwrap();
    }
    ended.store(true, Ordering::Relaxed);
    for each in writing {
        each.await.unwrap();
    }
    assert_eq!(store.verify().await.unwrap().fault, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_storage_at_rest_leaves_it_as_it_is() {
    let (folder, place) = (Folder::new("rest-backup"), Folder::new("rest-restore"));
    drop(full(&folder).await);
    fs::write(folder.path().join("master.key"), "the key itself").unwrap();
    let before = names(folder.path());
    let file = place.path().join("backup");
    let made = made(&folder, &file).await;
    assert_eq!(names(folder.path()), before);
    assert_eq!(names(place.path()), ["backup"]);
    assert!(made.manifest.members.iter().all(|member| member.name != "master.key"));
    assert_eq!(made.bytes, fs::metadata(&file).unwrap().len());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let again = backup(&source(&folder), &file, false, noon(), &silent()).await.unwrap_err();
    assert!(matches!(again, TransferError::NotEmpty { .. }), "{again}");
    backup(&source(&folder), &file, true, noon(), &silent()).await.unwrap();
    let dir = place.path().join("new");
    let keyless = restored(&file, &dir, None).await.unwrap();
    assert_eq!((keyless.report.keyed, keyless.report.events), (false, 11));
    assert_eq!(raw(folder.path()), raw(&dir));
    let heads = format!("heads/{COUNTY}.log");
    assert_eq!(fs::read(folder.path().join(&heads)).unwrap(), fs::read(dir.join(&heads)).unwrap());
    assert_eq!(verify_dir(&dir, Some(key())).await.unwrap().fault, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_backup_is_cleared_away_and_a_living_one_is_not() {
    let (folder, place) = (Folder::new("killed"), Folder::new("killed-file"));
    drop(full(&folder).await);
    let (file, part) = (place.path().join("backup"), place.path().join("backup.part"));
    fs::write(&part, vec![b'x'; 1 << 20]).unwrap();
    fs::create_dir(place.path().join("backup.part.d")).unwrap();
    fs::write(place.path().join("backup.part.d/leye.db"), "a beginning").unwrap();
    let living = fs::File::open(&part).unwrap();
    living.lock().unwrap();
    let error = backup(&source(&folder), &file, false, noon(), &silent()).await.unwrap_err();
    assert!(error.to_string().contains("another backup"), "{error}");
    assert_eq!(names(place.path()), ["backup.part", "backup.part.d"]);
    drop(living);
    made(&folder, &file).await;
    assert_eq!(names(place.path()), ["backup"]);
    restored(&file, &place.path().join("new"), Some(key())).await.unwrap();
}

/// Restores bytes that should be no backup; gives what was said.
async fn refused(bytes: &[u8], what: &str) -> String {
    let place = Folder::new("damaged");
    let file = place.path().join("file");
    fs::write(&file, bytes).unwrap();
    let error = restored(&file, &place.path().join("new"), Some(key())).await.unwrap_err();
    assert!(error.is_negative(), "{what}: {error}");
    assert_eq!(names(place.path()), ["file"], "{what}");
    error.to_string()
}

/// The archive with its plain tar changed.
fn repacked(bytes: &[u8], change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut plain = zstd::decode_all(bytes).unwrap();
    change(&mut plain);
    zstd::encode_all(plain.as_slice(), 1).unwrap()
}

fn replace(bytes: &mut [u8], from: &[u8], to: &[u8]) {
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
    bytes[at..at + to.len()].copy_from_slice(to);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_altered_or_foreign_file_is_told_and_leaves_nothing() {
    let (folder, place) = (Folder::new("damage"), Folder::new("damage-file"));
    drop(full(&folder).await);
    let file = place.path().join("backup");
    made(&folder, &file).await;
    let good = fs::read(&file).unwrap();
    for length in [5, 100, good.len() / 2, good.len() - 5, good.len() - 1] {
        let said = refused(&good[..length], "cut").await;
        assert!(said.contains("cut or altered"), "{length}: {said}");
    }
    for at in [good.len() / 3, good.len() / 2, good.len() - 2] {
        let mut altered = good.clone();
        altered[at] ^= 0x10;
        assert!(refused(&altered, "altered").await.contains("altered"));
    }
    assert!(refused(&[&good[..], b"more"].concat(), "longer").await.contains("behind its end"));
    for foreign in
        [&b""[..], b"PK\x03\x04", b"SQLite format 3\0", &fs::read(folder.path().join("leye.db")).unwrap()]
    {
        assert!(refused(foreign, "foreign").await.contains("is no backup"));
    }
    let other = zstd::encode_all(&b"something else"[..], 1).unwrap();
    refused(&other, "compressed, but something else").await;
    // Whole in its outer form, so that only what is inside can tell.
    let changed = repacked(&good, |plain| replace(plain, b"SQLite format 3", b"SQLite format 4"));
    assert!(refused(&changed, "database").await.contains("leye.db is not what was packed"));
    let escaping = repacked(&good, |plain| replace(plain, b"\"leye.db\"", b"\"../e.db\""));
    assert!(refused(&escaping, "escaping").await.contains("no backup holds"));
    let newer = repacked(&good, |plain| replace(plain, b"\"leye_backup\": 1", b"\"leye_backup\": 7"));
    assert!(refused(&newer, "newer").await.contains("form 7"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_changed_ledger_is_not_restored() {
    let (folder, place) = (Folder::new("tampered"), Folder::new("tampered-file"));
    drop(full(&folder).await);
    let sql = "UPDATE events SET actor = 'zhao' WHERE stream = $1 AND seq = 3";
    folder.raw().execute(sql, [case_id(2)]).unwrap();
    let file = place.path().join("backup");
    made(&folder, &file).await;
    let error = restored(&file, &place.path().join("new"), None).await.unwrap_err();
    assert!(error.is_negative() && error.to_string().contains(&format!("{}/3", case_id(2))), "{error}");
    assert_eq!(names(place.path()), ["backup"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_needs_an_empty_place_and_the_right_key() {
    let (folder, place) = (Folder::new("place"), Folder::new("place-file"));
    drop(full(&folder).await);
    let file = place.path().join("backup");
    made(&folder, &file).await;
    let before = raw(folder.path());
    let error = restored(&file, folder.path(), Some(key())).await.unwrap_err();
    assert!(error.to_string().contains("leye.db") && !error.is_negative(), "{error}");
    assert_eq!(raw(folder.path()), before);
    let dir = place.path().join("new");
    let other = MasterKey::from_bytes([8; 32]);
    let error = restored(&file, &dir, Some(other)).await.unwrap_err();
    assert!(matches!(error, TransferError::Store(StoreError::WrongMasterKey)), "{error}");
    assert_eq!(names(place.path()), ["backup"]);
    fs::create_dir(&dir).unwrap();
    restored(&file, &dir, Some(key())).await.unwrap();
    assert_eq!(names(place.path()), ["backup", "new"]);
}
