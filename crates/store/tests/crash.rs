//! kill -9 and a full disk in a stream of commits: whatever was acknowledged is there.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use leye_store::{Store, verify_dir};

use crate::fixture::*;

const DIR: &str = "LEYE_STORE_TEST_DIR";
const STREAMS: u32 = 8;

/// Commits to eight cases at once until it is killed, and says what was acknowledged.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a part of the other tests of this file, which start it as a program of its own"]
async fn child() {
    let dir = PathBuf::from(std::env::var(DIR).expect("started by another test"));
    let store = open_at(&dir).await;
    for number in 1..STREAMS {
        tokio::spawn(write(store.clone(), number));
    }
    write(store, 0).await;
}

async fn write(store: Store, number: u32) {
    let head = store.head(&commit(&case_id(number), 0, None).stream).await.unwrap();
    let mut version = head.map_or(0, |head| head.version);
    loop {
        match store.commit(commit(&case_id(number), version, None)).await {
            Ok(done) => {
                version = done.version;
                eprintln!("done {number} {version}");
            }
            Err(error) => {
                eprintln!("failed {error}");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
}

/// Starts [`child`], optionally with a largest size of files in blocks of 1,024 bytes.
fn start(dir: &Path, largest: Option<u32>) -> Child {
    let limit = largest.map(|blocks| format!("trap '' XFSZ; ulimit -f {blocks};")).unwrap_or_default();
    Command::new("bash")
        .arg("-c")
        .arg(format!("{limit} exec \"$0\" crash::child --exact --ignored --nocapture"))
        .arg(std::env::current_exe().unwrap())
        .env(DIR, dir)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Reads what the child says until `enough`, kills it, and reads what it had still said.
fn kill_after(mut child: Child, enough: impl Fn(usize, usize) -> bool) -> (BTreeMap<String, i64>, usize) {
    let mut acknowledged = BTreeMap::new();
    let (mut count, mut failures, mut killed) = (0, 0, false);
    for line in BufReader::new(child.stderr.take().unwrap()).lines() {
        let line = line.unwrap();
        let mut words = line.split(' ');
        match words.next() {
            // A line that was cut by the kill has no number that can be trusted.
            Some("done") => {
                if let (Some(number), Some(Ok(version))) = (words.next(), words.next().map(str::parse)) {
                    acknowledged.insert(number.to_owned(), version);
                    count += 1;
                }
            }
            Some("failed") => failures += 1,
            _ => {}
        }
        if !killed && enough(count, failures) {
            child.kill().unwrap();
            killed = true;
        }
    }
    child.wait().unwrap();
    (acknowledged, failures)
}

async fn all_there(dir: &Path, acknowledged: &BTreeMap<String, i64>) {
    let report = verify_dir(dir, Some(key())).await.unwrap();
    assert_eq!(report.fault, None, "before the next start");
    let store = open_at(dir).await;
    for (number, version) in acknowledged {
        let id = case_id(number.parse().unwrap());
        let events = store.application_events(COUNTY, &id).await.unwrap();
        assert!(events.len() as i64 >= *version, "{id}: {} of {version}", events.len());
    }
    let report = store.verify().await.unwrap();
    assert_eq!((report.fault, report.witness_behind), (None, 0), "after the next start");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_a_stream_of_commits_nothing_acknowledged_is_lost() {
    let folder = Folder::new("kill");
    for round in 1..=6 {
        let child = start(folder.path(), None);
        let (acknowledged, failures) = kill_after(child, |count, _| count >= 37 * round);
        assert!(acknowledged.len() > 1, "the child did nothing");
        assert_eq!(failures, 0);
        all_there(folder.path(), &acknowledged).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_fails_every_waiting_commit_and_loses_none() {
    let folder = Folder::new("full");
    for blocks in [600, 800, 1000] {
        let child = start(folder.path(), Some(blocks));
        let (acknowledged, failures) = kill_after(child, |_, failures| failures >= 30);
        assert!(failures >= 30, "the disk was never full");
        all_there(folder.path(), &acknowledged).await;
    }
}
