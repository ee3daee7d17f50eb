//! Backing up a storage into one file, and restoring it.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use leye_store::{
    BackedUp, MasterKey, Options, Restored, Source, Store, StoreError, Target, TransferError, backup,
    restore, verify_dir,
};

use crate::{
    fixture::*,
    transfer::{full, names, raw, silent, source},
};

on_both!(a_backup_made_while_commits_come_in_restores_to_one_moment, a_backup_is_restored_to_either_database);

async fn made(store: &Folder, file: &Path) -> BackedUp {
    backup(&source(store), file, false, noon(), &silent()).await.unwrap()
}

async fn restored(file: &Path, dir: &Path, master_key: Option<MasterKey>) -> Result<Restored, TransferError> {
    restore(file, Target { dir: dir.to_owned(), database: None, master_key }, &silent()).await
}

async fn keep_writing(store: Store, number: u32, ended: Arc<AtomicBool>) {
    let mut version = 0;
    while !ended.load(Ordering::Relaxed) {
        store.commit(commit(&case_id(number), version, None)).await.unwrap();
        version += 1;
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

async fn a_backup_made_while_commits_come_in_restores_to_one_moment(on: Kind) {
    let (folder, place) = (Folder::on(on, "busy-backup"), Folder::new("busy-restore"));
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
        let copy = open_at(&dir).await;
        let report = copy.verify().await.unwrap();
        assert_eq!((report.fault, report.witness_behind, report.events), (None, 0, restored.report.events));
        // What is there is a beginning of what the source has, in every stream.
        let mut slices = copy.slices();
        while let Some(slice) = slices.next().await.unwrap() {
            for theirs in slice.streams {
                let stream = &theirs[0].stream;
                let ours = store.stream_events(&theirs[0].county, stream).await.unwrap();
                assert_eq!(theirs[..], ours[..theirs.len()], "{stream}");
            }
        }
        copy.commit(commit(&case_id(99), 0, None)).await.unwrap();
    }
    ended.store(true, Ordering::Relaxed);
    for each in writing {
        each.await.unwrap();
    }
    assert_eq!(store.verify().await.unwrap().fault, None);
}

async fn a_backup_is_restored_to_either_database(on: Kind) {
    let (folder, place) = (Folder::on(on, "either-from"), Folder::new("either-file"));
    drop(full(&folder).await);
    let file = place.path().join("backup");
    made(&folder, &file).await;
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let target = Folder::on(kind, "either-to");
        let Options { dir, database, .. } = target.options(key());
        let dir = dir.join("new");
        let target = Target { dir: dir.clone(), database: database.clone(), master_key: Some(key()) };
        let report = restore(&file, target.clone(), &silent()).await.unwrap().report;
        assert_eq!((report.events, report.sealed), (11, 11));
        let store = Store::open(Options { dir: dir.clone(), database, master_key: key() }).await.unwrap();
        assert_eq!(store.application_events(COUNTY, &case_id(2)).await.unwrap().len(), 5);
        assert_eq!(store.verify().await.unwrap().fault, None);
        let refused = restore(&file, target, &silent()).await.unwrap_err();
        assert!(matches!(refused, TransferError::NotEmpty { .. }), "{refused}");
        assert!(!dir.with_extension("part").exists());
    }
}

/// A server has no file that could be copied: the rows are read, and need the key.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_backed_up_and_restored_only_with_the_key() {
    let (folder, place) = (Folder::on(Kind::Postgres, "keyless"), Folder::new("keyless-file"));
    drop(full(&folder).await);
    let file = place.path().join("backup");
    let keyless = Source { master_key: None, ..source(&folder) };
    let refused = backup(&keyless, &file, false, noon(), &silent()).await.unwrap_err();
    assert!(refused.to_string().contains("key"), "{refused}");
    assert!(names(place.path()).is_empty());
    made(&folder, &file).await;
    let target = Folder::on(Kind::Postgres, "keyless-to");
    let Options { dir, database, .. } = target.options(key());
    let refused = restore(&file, Target { dir, database, master_key: None }, &silent()).await.unwrap_err();
    assert!(refused.to_string().contains("key"), "{refused}");
}

/// What an older program backed up is brought to the present form, for which the key is
/// needed.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_an_older_form_is_renewed() {
    let (folder, place) = (Folder::new("older"), Folder::new("older-file"));
    let raw = folder.raw();
    raw.execute_batch(include_str!("../migrations/0001_first.sql")).unwrap();
    raw.execute_batch(
        "CREATE TABLE schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL); \
         INSERT INTO schema_migrations VALUES (1, 'first'); INSERT INTO settings VALUES ('zone', 'Asia/Harbin')",
    )
    .unwrap();
    drop(raw);
    let file = place.path().join("backup");
    assert_eq!(made(&folder, &file).await.manifest.form, 1);
    let dir = place.path().join("new");
    let refused = restored(&file, &dir, None).await.unwrap_err();
    assert!(refused.to_string().contains("form 1") && !refused.is_negative(), "{refused}");
    assert_eq!(names(place.path()), ["backup"]);
    restored(&file, &dir, Some(key())).await.unwrap();
    assert_eq!(open_at(&dir).await.setting("zone").await.unwrap().as_deref(), Some("Asia/Harbin"));
    assert_eq!(verify_dir(&dir, Some(key())).await.unwrap().fault, None);
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
    let newer = repacked(&good, |plain| replace(plain, b"\"leye_backup\": 2", b"\"leye_backup\": 7"));
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
