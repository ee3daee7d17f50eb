//! Many at once: two writers on one case, a thousand cases, a lock that is held, and a
//! server that goes away in the middle.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use leye_postgres::{Server, Stop};
use leye_store::{CommitError, Database, Options, Store, StoreError};

use tokio::time::Instant;

use crate::fixture::*;

async fn two_writers_on_one_case_take_turns(on: Kind) {
    let folder = Folder::on(on, "writers");
    let stores = [open(&folder).await, open(&folder).await];
    stores[0].commit(commit(&case_id(1), 0, None)).await.unwrap();
    let writers = stores.map(|store| {
        tokio::spawn(async move {
            let mut version = 1;
            let mut done = 0;
            while done < 25 {
                match store.commit(commit(&case_id(1), version, None)).await {
                    Ok(committed) => {
                        done += 1;
                        version = committed.version;
                    }
                    Err(CommitError::Conflict { current_version }) => {
                        assert!(current_version > version, "a conflict with nobody");
                        version = current_version;
                    }
                    Err(other) => panic!("{other}"),
                }
            }
        })
    });
    for writer in writers {
        writer.await.unwrap();
    }
    let report = open(&folder).await.verify().await.unwrap();
    assert_eq!((report.fault, report.events, report.witness_lines), (None, 51, 51));
}

async fn a_thousand_cases_at_once(on: Kind) {
    let folder = Folder::on(on, "thousand");
    let store = open(&folder).await;
    let running: Vec<_> = (0..1000u32)
        .map(|number| {
            let store = store.clone();
            let mut each = commit(&case_id(number), 0, None);
            // Four counties, so that every writing task has its share.
            each.stream.county = format!("23010{}", 2 + number % 4);
            tokio::spawn(async move { store.commit(each).await })
        })
        .collect();
    for each in running {
        assert_eq!(each.await.unwrap().unwrap().version, 1);
    }
    let report = store.verify().await.unwrap();
    let counts = (report.streams, report.events, report.witness_lines);
    assert_eq!((report.fault, counts), (None, (1000, 1000, 1000)));
    drop(store);
    assert_eq!(folder.verify(Some(key())).await.unwrap().witness_behind, 0);
}

async fn two_services_that_start_at_once_make_one_storage(on: Kind) {
    let folder = Folder::on(on, "start");
    let starting: Vec<_> = (0..6)
        .map(|_| {
            let options = folder.options(key());
            tokio::spawn(Store::open(options))
        })
        .collect();
    for each in starting {
        each.await.unwrap().unwrap();
    }
    let store = open(&folder).await;
    store.commit(commit(&case_id(1), 0, None)).await.unwrap();
    assert!(store.verify().await.unwrap().is_sound());
}

on_both!(
    two_writers_on_one_case_take_turns,
    a_thousand_cases_at_once,
    two_services_that_start_at_once_make_one_storage,
);

/// Several servers, each with a folder of its own, serve one database.
#[tokio::test(flavor = "multi_thread")]
async fn two_folders_share_one_database() {
    let (one, two) = (Folder::on(Kind::Postgres, "node1"), Folder::new("node2"));
    let first = three_cases(&one).await;
    let options = Options { dir: two.path().to_owned(), ..one.options(key()) };
    let second = Store::open(options).await.unwrap();
    let begun = std::fs::read_to_string(two.witness()).unwrap();
    assert_eq!(begun.lines().count(), 6, "a new folder begins with the ends as they are");
    for version in [5, 7] {
        first.commit(commit(&case_id(2), version, None)).await.unwrap();
        second.commit(commit(&case_id(2), version + 1, None)).await.unwrap();
    }
    for store in [first, second] {
        assert_eq!(store.verify().await.unwrap().fault, None);
    }
    let lines = |folder: &Folder| std::fs::read_to_string(folder.witness()).unwrap().lines().count();
    assert_eq!((lines(&one), lines(&two)), (13, 8));
}

/// A county that somebody else keeps locked: the commit is refused in time and says so,
/// other counties go on, and afterwards so does this one.
#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_is_held_ends_in_a_refusal() {
    let folder = Folder::on(Kind::Postgres, "lock");
    let mut options = folder.options(key());
    let url = format!("{}&options=-c%20lock_timeout%3D1s", folder.url());
    options.database = Some(Database::parse(&url).unwrap());
    let store = Store::open(options).await.unwrap();
    store.commit(commit(&case_id(1), 0, None)).await.unwrap();
    let held = "BEGIN; LOCK TABLE heads IN EXCLUSIVE MODE; SELECT pg_sleep(4); COMMIT";
    let holding = folder.sql_aside(held);
    tokio::time::sleep(Duration::from_millis(700)).await;
    let began = Instant::now();
    let refused = store.commit(commit(&case_id(1), 1, None)).await.unwrap_err();
    assert!(refused.to_string().contains("repeat"), "{refused}");
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    holding.join().unwrap();
    store.commit(commit(&case_id(1), 1, None)).await.unwrap();
    assert_eq!(store.verify().await.unwrap().fault, None);
}

/// The server is stopped, gently and as by a loss of power, and started again in a stream
/// of commits. What was acknowledged is there once; nobody hangs; nobody panics.
async fn restarted(how: Stop) {
    let server = Server::own();
    let database = server.database();
    let folder = Folder::new("restart");
    let options = Options {
        dir: folder.path().to_owned(),
        database: Some(Database::parse(&database.url()).unwrap()),
        master_key: key(),
    };
    let store = Store::open(options.clone()).await.unwrap();
    let over = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> =
        (0..8).map(|number| tokio::spawn(stream(store.clone(), number, over.clone()))).collect();
    for _ in 0..2 {
        tokio::time::sleep(Duration::from_millis(800)).await;
        server.stop(how);
        server.start();
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    over.store(true, Ordering::Relaxed);
    let mut written = 0;
    for (number, writer) in writers.into_iter().enumerate() {
        let version = writer.await.unwrap();
        let events = store.application_events(COUNTY, &case_id(number as u32)).await.unwrap();
        assert_eq!(events.len() as i64, version, "case {number}");
        written += version;
    }
    assert!(written > 20, "{written}");
    drop(store);
    let store = Store::open(options).await.unwrap();
    let report = store.verify().await.unwrap();
    assert_eq!((report.fault, report.witness_behind, report.events as i64), (None, 0, written));
}

/// Commits one version after the other; gives the last that is stored.
async fn stream(store: Store, number: u32, over: Arc<AtomicBool>) -> i64 {
    let mut version = 0;
    while !over.load(Ordering::Relaxed) {
        let began = Instant::now();
        match store.commit(commit(&case_id(number), version, None)).await {
            Ok(done) => version = done.version,
            // Only one program writes this case: a conflict would mean that something was
            // stored of which it was said that it was not.
            Err(CommitError::Store(error)) => {
                assert!(!error.to_string().contains("not known"), "the witness row tells: {error}");
            }
            Err(other) => panic!("{other}"),
        }
        assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
    }
    version
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_stopped_gently_in_the_middle_loses_nothing() {
    restarted(Stop::Fast).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_stopped_at_once_in_the_middle_loses_nothing() {
    restarted(Stop::Immediate).await;
}

/// While the server is away everybody is told within seconds.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_away_is_told_and_not_waited_for() {
    let server = Server::own();
    let database = server.database();
    let folder = Folder::new("away");
    let options = Options {
        dir: folder.path().to_owned(),
        database: Some(Database::parse(&database.url()).unwrap()),
        master_key: key(),
    };
    let store = Store::open(options.clone()).await.unwrap();
    server.stop(Stop::Fast);
    let began = Instant::now();
    let racing: Vec<_> = (0..50u32)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move { store.commit(commit(&case_id(number), 0, None)).await })
        })
        .collect();
    for each in racing {
        let error = each.await.unwrap().unwrap_err().to_string();
        assert!(error.contains("no connection"), "{error}");
    }
    assert!(store.person(COUNTY, &person_id(1)).await.is_err());
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    let refused = Store::open(options).await.unwrap_err();
    assert!(matches!(refused, StoreError::Server(_)), "{refused}");
    server.start();
    store.commit(commit(&case_id(1), 0, None)).await.unwrap();
    assert_eq!(store.verify().await.unwrap().fault, None);
}

/// What can be wrong with an address or a server is told with what to do.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_cannot_be_used_is_an_error_that_helps() {
    let folder = Folder::on(Kind::Postgres, "wrong");
    let refused = |url: String| {
        let dir = folder.path().to_owned();
        async move {
            let database = Some(Database::parse(&url)?);
            Store::open(Options { dir, database, master_key: key() }).await.map(drop)
        }
    };
    for (url, says) in [
        (leye_postgres::shared().url("no_such_database"), "createdb"),
        (folder.url().replace("user=postgres", "user=nobody"), "user"),
        ("postgres://leye:SECRET@127.0.0.1:1/leye".to_owned(), "is the server running"),
        ("postgres://leye:SECRET@127.0.0.1:port/leye".to_owned(), "postgres://USER"),
        ("mysql://leye:SECRET@127.0.0.1/leye".to_owned(), "postgres://USER"),
    ] {
        let error = refused(url).await.unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
        assert!(!error.contains("SECRET"), "{error}");
    }
    let shown = Database::parse("postgres://leye:SECRET@db.example:5433/station").unwrap();
    assert_eq!(shown.to_string(), "postgres://leye@db.example:5433/station");
    assert!(!format!("{shown:?}").contains("SECRET"));
    folder.sql("CREATE TABLE schema_migrations (number BIGINT PRIMARY KEY, name TEXT); INSERT INTO schema_migrations VALUES (99, 'later')");
    let error = refused(folder.url()).await.unwrap_err();
    assert!(matches!(error, StoreError::NewerStorage { found: 99, .. }), "{error}");
}
