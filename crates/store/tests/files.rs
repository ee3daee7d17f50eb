//! Files of people: kept sealed, once and whole; gone with their person; found missing or changed.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use leye_store::{Commit, CommitError, Erasure, Options, Store, Target, backup, copy, restore};
use serde_json::json;

use crate::{
    fixture::*,
    transfer::{silent, source},
};

on_both!(
    a_file_is_kept_sealed_and_once,
    an_erasure_drops_the_files,
    a_file_that_is_missing_or_changed_is_named,
    files_go_with_a_copy_and_a_backup,
);

const DIR: &str = "LEYE_STORE_TEST_DIR";

/// A paper of the case of a person, of whom the content is.
pub async fn issue(store: &Store, number: u32, version: i64, content: &[u8]) -> String {
    let digest = store.keep_file(COUNTY, &person_id(number), content).await.unwrap();
    let body = json!({ "code": "C", "facts": { "digest": digest, "bytes": content.len() } });
    let stream = format!("{}-papers", case_id(number));
    let paper = Commit {
        events: vec![event("paper_issued", body)],
        ..commit(&stream, version, Some(&person_id(number)))
    };
    store.commit(paper).await.unwrap();
    digest
}

fn erasure(number: u32) -> Erasure {
    let (county, person) = (COUNTY.into(), person_id(number));
    Erasure { county, person, reason: "asked for".into(), actor: "head".into(), at: noon() }
}

fn place(folder: &Path, number: u32, digest: &str) -> PathBuf {
    folder.join(format!("files/{COUNTY}/{}/{digest}", person_id(number)))
}

/// Every file in the folder of files, as `COUNTY/PERSON/HASH`.
fn listed(dir: &Path) -> Vec<String> {
    let (root, mut folders, mut names) = (dir.join("files"), vec![dir.join("files")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                names.push(path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    names.sort();
    names
}

async fn a_file_is_kept_sealed_and_once(on: Kind) {
    let folder = Folder::on(on, "files-kept");
    let store = three_cases(&folder).await;
    let content = b"%PDF-1.7 SECRET-CONTENT".as_slice();
    let digest = store.keep_file(COUNTY, &person_id(1), content).await.unwrap();
    let path = place(folder.path(), 1, &digest);
    let first = fs::read(&path).unwrap();
    assert_eq!(store.keep_file(COUNTY, &person_id(1), content).await.unwrap(), digest);
    assert_eq!(fs::read(&path).unwrap(), first, "the same content was written again");
    assert!(!contains(&folder.bytes(), b"SECRET-CONTENT"));
    assert_eq!(store.file(COUNTY, &person_id(1), &digest).await.unwrap().unwrap(), content);
    assert_eq!(store.file(COUNTY, &person_id(2), &digest).await.unwrap(), None, "of somebody else");
    // What was broken is made whole by keeping it again.
    fs::write(&path, b"").unwrap();
    assert!(store.file(COUNTY, &person_id(1), &digest).await.is_err());
    store.keep_file(COUNTY, &person_id(1), content).await.unwrap();
    assert_eq!(store.file(COUNTY, &person_id(1), &digest).await.unwrap().unwrap(), content);
    for (county, person) in [("..", "x"), (COUNTY, "../x"), ("", "x")] {
        assert!(store.keep_file(county, person, content).await.is_err());
    }
    assert_eq!(listed(folder.path()).len(), 1);
}

async fn an_erasure_drops_the_files(on: Kind) {
    let folder = Folder::on(on, "files-erased");
    let store = three_cases(&folder).await;
    let digest = issue(&store, 1, 0, b"one").await;
    issue(&store, 2, 0, b"two").await;
    store.erase_person(erasure(1)).await.unwrap();
    assert_eq!(listed(folder.path()).len(), 1, "{:?}", listed(folder.path()));
    assert_eq!(store.file(COUNTY, &person_id(1), &digest).await.unwrap(), None);
    let refused = store.keep_file(COUNTY, &person_id(1), b"new").await.unwrap_err();
    assert!(matches!(refused, CommitError::Erased), "{refused}");
    let report = store.verify().await.unwrap();
    assert_eq!((report.fault, report.files), (None, 1));

    // Somebody relies on the files, as a backup does: they go at the next start.
    let held = fs::File::open(folder.path().join("files")).unwrap();
    held.lock_shared().unwrap();
    store.erase_person(erasure(2)).await.unwrap();
    assert!(listed(folder.path()).iter().any(|name| name.contains(&person_id(2))));
    assert_eq!(store.file(COUNTY, &person_id(2), &digest).await.unwrap(), None);
    drop((held, store));
    let store = open(&folder).await;
    assert_eq!(listed(folder.path()), Vec::<String>::new());
    assert_eq!(store.verify().await.unwrap().fault, None);
}

async fn a_file_that_is_missing_or_changed_is_named(on: Kind) {
    let folder = Folder::on(on, "files-wrong");
    let store = three_cases(&folder).await;
    let one = issue(&store, 1, 0, b"one").await;
    let two = issue(&store, 2, 0, b"two").await;
    let report = folder.verify(Some(key())).await.unwrap();
    assert_eq!((report.fault, report.files), (None, 2));
    let unkeyed = folder.verify(None).await.unwrap();
    assert_eq!((unkeyed.fault, unkeyed.files), (None, 2));

    let fault = async |key| folder.verify(key).await.unwrap().fault.expect("a fault").to_string();
    let path = place(folder.path(), 1, &one);
    let good = fs::read(&path).unwrap();
    for at in [0, 12, good.len() - 1] {
        let mut bad = good.clone();
        bad[at] ^= 1;
        fs::write(&path, bad).unwrap();
        for key in [None, Some(key())] {
            let told = fault(key).await;
            assert!(told.contains(&one) && told.contains("what was written"), "{told}");
            assert!(told.contains(&format!("{}-papers/1", case_id(1))), "{told}");
        }
    }
    // Whoever computes the hash at the end again is found by the key.
    fs::copy(place(folder.path(), 2, &two), &path).unwrap();
    assert_eq!(folder.verify(None).await.unwrap().fault, None);
    let told = fault(Some(key())).await;
    assert!(told.contains(&one) && told.contains("does not open"), "{told}");
    fs::remove_file(&path).unwrap();
    for key in [None, Some(key())] {
        let told = fault(key).await;
        assert!(told.contains(&one) && told.contains("missing"), "{told}");
    }
    let live = store.verify().await.unwrap().fault.expect("a fault");
    assert!(live.place.contains(&one), "{live}");
    fs::write(&path, good).unwrap();
    // The picture of a signature is a file too, and so is a scan.
    let picture = store.keep_file(COUNTY, &person_id(1), b"picture").await.unwrap();
    let body = json!({ "facts": { "digest": one, "signature": { "picture": picture } } });
    let scan = json!({ "facts": { "digest": two } });
    for (number, event) in [(1, event("paper_issued", body)), (2, event("scan_kept", scan))] {
        let stream = format!("{}-papers", case_id(number));
        store
            .commit(Commit { events: vec![event], ..commit(&stream, 1, Some(&person_id(number))) })
            .await
            .unwrap();
    }
    assert_eq!(store.verify().await.unwrap().files, 5);
    fs::remove_file(place(folder.path(), 1, &picture)).unwrap();
    assert!(fault(None).await.contains(&picture));
    store.keep_file(COUNTY, &person_id(1), b"picture").await.unwrap();
    assert_eq!(folder.verify(Some(key())).await.unwrap().fault, None);
}

async fn files_go_with_a_copy_and_a_backup(on: Kind) {
    let (folder, there) = (Folder::on(on, "files-from"), Folder::new("files-to"));
    let store = three_cases(&folder).await;
    let mut kept = Vec::new();
    for number in 1..=3 {
        kept.push(issue(&store, number, 0, format!("paper {number}").as_bytes()).await);
    }
    store.erase_person(erasure(3)).await.unwrap();
    let (file, restored, copied) =
        (there.path().join("file"), there.path().join("restored"), there.path().join("copied"));
    let made = backup(&source(&folder), &file, false, noon(), &silent()).await.unwrap();
    assert_eq!((made.manifest.files, made.manifest.leye_backup), (2, 2));
    let target = Target { dir: restored.clone(), database: None, master_key: Some(key()) };
    assert_eq!(restore(&file, target, &silent()).await.unwrap().report.files, 2);
    let target = Options { dir: copied.clone(), database: None, master_key: key() };
    assert_eq!(copy(&source(&folder), target, &silent()).await.unwrap().report.files, 2);
    let names = crate::transfer::names(&restored);
    assert_eq!(names, ["files", "heads", "leye.db"]);
    for dir in [&restored, &copied] {
        assert_eq!(listed(dir), listed(folder.path()));
        let store = open_at(dir).await;
        let found = store.file(COUNTY, &person_id(2), &kept[1]).await.unwrap();
        assert_eq!(found.as_deref(), Some(b"paper 2".as_slice()));
    }
    // Without one of its files a storage is not sound, and is not copied as if it were.
    fs::remove_file(place(folder.path(), 1, &kept[0])).unwrap();
    let target = Options { dir: there.path().join("none"), database: None, master_key: key() };
    let refused = copy(&source(&folder), target, &silent()).await.unwrap_err().to_string();
    assert!(refused.contains(&kept[0]) && refused.contains("not sound"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_whose_files_were_altered_is_not_restored() {
    let (folder, there) = (Folder::new("files-altered"), Folder::new("files-altered-to"));
    let store = three_cases(&folder).await;
    let kept = issue(&store, 1, 0, b"one").await;
    let path = place(folder.path(), 1, &kept);
    let mut bytes = fs::read(&path).unwrap();
    bytes[0] ^= 1;
    fs::write(&path, bytes).unwrap();
    let (file, dir) = (there.path().join("file"), there.path().join("dir"));
    backup(&source(&folder), &file, false, noon(), &silent()).await.unwrap();
    let target = Target { dir: dir.clone(), database: None, master_key: None };
    let refused = restore(&file, target, &silent()).await.unwrap_err().to_string();
    assert!(refused.contains(&kept), "{refused}");
    assert!(!dir.exists() && !there.path().join("dir.part").exists());
}

/// Keeps files, and erases people, until it is killed.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a part of the other tests of this file, which start it as a program of its own"]
async fn child() {
    let dir = PathBuf::from(std::env::var(DIR).expect("started by another test"));
    let store = open_at(&dir).await;
    let first: u32 = std::env::var("LEYE_STORE_TEST_FIRST").unwrap().parse().unwrap();
    for number in first.. {
        let person = Commit { ..new_person(&store, number) };
        if let Err(error) = store.commit(person).await {
            eprintln!("failed {error}");
            continue;
        }
        let content: Vec<u8> = (0..300_000).map(|at| (at as u32 * number) as u8).collect();
        match store.keep_file(COUNTY, &person_id(number), &content).await {
            Ok(digest) => eprintln!("kept {number} {digest}"),
            Err(error) => eprintln!("failed {error}"),
        }
        if number % 2 == 0 {
            store.erase_person(erasure(number)).await.unwrap();
            eprintln!("erased {number}");
        }
    }
}

fn start(dir: &Path, first: u32, largest: Option<u32>) -> Child {
    let limit = largest.map(|blocks| format!("trap '' XFSZ; ulimit -f {blocks};")).unwrap_or_default();
    Command::new("bash")
        .arg("-c")
        .arg(format!("{limit} exec \"$0\" files::child --exact --ignored --nocapture"))
        .arg(std::env::current_exe().unwrap())
        .envs([(DIR, dir.to_str().unwrap()), ("LEYE_STORE_TEST_FIRST", &first.to_string())])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What it had said by the time it was killed, which is after so many lines.
fn said_until_killed(mut child: Child, enough: usize) -> Vec<String> {
    let mut said = Vec::new();
    for line in BufReader::new(child.stderr.take().unwrap()).lines() {
        said.push(line.unwrap());
        if said.len() == enough {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_it_keeps_and_erases_it_leaves_nothing_half_done() {
    let folder = Folder::new("files-kill");
    for round in 0..8 {
        let first = 1 + round * 1000;
        let said = said_until_killed(start(folder.path(), first, None), 11 + 2 * round as usize);
        let store = open_at(folder.path()).await;
        assert!(
            fs::read_dir(folder.path().join("files/part")).unwrap().next().is_none(),
            "half a file is left"
        );
        for line in said.iter().filter_map(|line| line.strip_prefix("kept ")) {
            let Some((number, digest)) = line.split_once(' ').filter(|(_, digest)| digest.len() == 64) else {
                continue;
            };
            let number: u32 = number.parse().unwrap();
            let found = store.file(COUNTY, &person_id(number), digest).await.unwrap();
            assert!(number.is_multiple_of(2) || found.is_some(), "{number} was kept and is gone");
        }
        for name in listed(folder.path()) {
            let parts: Vec<_> = name.split('/').collect();
            let found = store.file(parts[0], parts[1], parts[2]).await.unwrap();
            assert!(found.is_some(), "{name} is of an erased person, or half a file");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_nothing_is_half_kept() {
    let folder = Folder::new("files-full");
    drop(open_at(folder.path()).await);
    let said = said_until_killed(start(folder.path(), 1, Some(200)), 6);
    let failed: Vec<_> = said.iter().filter(|line| line.starts_with("failed")).collect();
    assert!(!failed.is_empty() && failed.iter().all(|line| line.contains("the disk is full")), "{said:?}");
    assert_eq!(listed(folder.path()), Vec::<String>::new());
}
