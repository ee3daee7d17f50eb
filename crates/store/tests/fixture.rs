//! A storage in a folder of its own, and commits as the application room makes them.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use jiff::Timestamp;
use leye_store::{
    AgencyRow, ApplicationRow, Commit, Database, DutyChange, DutyRow, MasterKey, NewEvent, Options,
    PersonRow, Put, Store, StoreError, Stream, VerifyReport, verify_database, verify_dir,
};
use serde_json::{Value, json};

pub const COUNTY: &str = "230102";
pub const STATION: &str = "230102001001";
pub const OFFICE: &str = "230102001000";
pub const BUREAU: &str = "230102000000";

/// Makes each of these tests twice: `sqlite::name` and `postgres::name`.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(crate::fixture::Kind::Sqlite).await })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(crate::fixture::Kind::Postgres).await })*
        }
    };
}

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// A folder that goes away with the test, and the database that belongs to it.
pub struct Folder(PathBuf, Option<leye_postgres::Database>);

impl Folder {
    pub fn new(name: &str) -> Folder {
        Folder::on(Kind::Sqlite, name)
    }

    pub fn on(kind: Kind, name: &str) -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("leye-store-{}-{number}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path, (kind == Kind::Postgres).then(leye_postgres::database))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn options(&self, master_key: MasterKey) -> Options {
        let database = self.1.as_ref().map(|database| Database::parse(&database.url()).unwrap());
        Options { dir: self.0.clone(), database, master_key }
    }

    /// The witness file of the county of these tests.
    pub fn witness(&self) -> PathBuf {
        self.0.join(format!("heads/{COUNTY}.log"))
    }

    pub async fn verify(&self, key: Option<MasterKey>) -> Result<VerifyReport, StoreError> {
        match self.options(self::key()).database {
            Some(database) => verify_database(database, &self.0, key).await,
            None => verify_dir(&self.0, key).await,
        }
    }

    pub fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.0.join("leye.db")).unwrap()
    }

    /// Changes the database behind the back of the service.
    pub fn sql(&self, text: &str) {
        match &self.1 {
            Some(database) => drop(database.sql(text)),
            None => self.raw().execute_batch(text).unwrap(),
        }
    }

    /// The address of the database on the server.
    pub fn url(&self) -> String {
        self.1.as_ref().expect("a storage on PostgreSQL").url()
    }

    /// Runs statements on the server beside the test.
    pub fn sql_aside(&self, text: String) -> std::thread::JoinHandle<()> {
        let url = self.url();
        std::thread::spawn(move || drop(leye_postgres::sql_at(&url, &text)))
    }

    /// The one value that a statement finds, as text.
    pub fn cell(&self, text: &str) -> String {
        match &self.1 {
            Some(database) => database.sql(text),
            None => self.raw().query_row(text, [], |row| row.get(0)).unwrap(),
        }
    }

    /// Every byte of every file and every row, for what must not be found anywhere.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.1.as_ref().map(|database| database.dump()).unwrap_or_default().into_bytes();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    bytes.extend(std::fs::read(path).unwrap());
                }
            }
        }
        bytes
    }

    /// A copy of the folder, for storage on SQLite.
    pub fn copy(&self) -> Folder {
        let copy = Folder::new("copy");
        for name in self.names() {
            std::fs::create_dir_all(copy.0.join(&name).parent().unwrap()).unwrap();
            std::fs::copy(self.0.join(&name), copy.0.join(&name)).unwrap();
        }
        copy
    }

    /// The files in the folder and in the folder of the witness.
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for below in ["", "heads/"] {
            for entry in std::fs::read_dir(self.0.join(below)).into_iter().flatten() {
                let entry = entry.unwrap();
                if entry.path().is_file() {
                    names.push(format!("{below}{}", entry.file_name().to_str().unwrap()));
                }
            }
        }
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind harms no test.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

pub fn key() -> MasterKey {
    MasterKey::from_bytes([7; 32])
}

pub async fn open(folder: &Folder) -> Store {
    try_open(folder, key()).await.unwrap()
}

/// Storage on SQLite in a folder that is looked after elsewhere.
pub async fn open_at(dir: &Path) -> Store {
    Store::open(Options { dir: dir.to_owned(), database: None, master_key: key() }).await.unwrap()
}

pub async fn try_open(folder: &Folder, master_key: MasterKey) -> Result<Store, StoreError> {
    Store::open(folder.options(master_key)).await
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn noon() -> Timestamp {
    at("2026-11-05T04:00:00.123456Z")
}

pub fn event(kind: &str, body: Value) -> NewEvent {
    NewEvent {
        at: noon(),
        kind: kind.into(),
        actor: "li.na".into(),
        schema: 1,
        pack: "pack-hash".into(),
        body,
    }
}

pub fn commit(id: &str, expected_version: i64, person: Option<&str>) -> Commit {
    Commit {
        stream: Stream { county: COUNTY.into(), id: id.into() },
        expected_version,
        person: person.map(str::to_owned),
        new_person: false,
        events: vec![event("noted", json!({ "version": expected_version + 1 }))],
        rows: vec![],
        duties: DutyChange::default(),
        outbox: vec![],
        audit: vec![],
        idempotency: None,
    }
}

pub fn person_id(number: u32) -> String {
    format!("{COUNTY}-P-{number:010}")
}

pub fn case_id(number: u32) -> String {
    format!("{COUNTY}-2026-{number:08}")
}

/// A new person, whose name and number are secret.
pub fn new_person(store: &Store, number: u32) -> Commit {
    let id = person_id(number);
    let details =
        json!({ "details": { "$sealed": { "name": format!("劉小{number}"), "number": secret(number) } } });
    Commit {
        new_person: true,
        events: vec![event("person_registered", details.clone())],
        rows: vec![
            Put::Person(PersonRow {
                county: COUNTY.into(),
                id: id.clone(),
                id_hash: Some(store.keyed_hash("identity", &secret(number))),
                phone_hash: Some(store.keyed_hash("phone", "13904510000")),
                station: STATION.into(),
                body: details,
                version: 1,
                erased: false,
            }),
            Put::Tokens { person: id.clone(), tokens: vec![store.keyed_hash("name", "劉小")] },
        ],
        ..commit(&id, 0, Some(&id))
    }
}

/// The identity number of a person of these tests; not a true one.
pub fn secret(number: u32) -> String {
    format!("SECRET-NUMBER-{number}")
}

pub fn application(number: u32, person: u32, version: i64) -> ApplicationRow {
    ApplicationRow {
        county: COUNTY.into(),
        id: case_id(number),
        person: person_id(person),
        station: STATION.into(),
        office: OFFICE.into(),
        bureau: BUREAU.into(),
        state: "received".into(),
        at_agency: STATION.into(),
        holder: Some("li.na".into()),
        worked: vec!["li.na".into(), "wang.fang".into()],
        version,
        submitted_at: noon(),
        opened_day: jiff::civil::date(2026, 11, 5),
        closed: false,
        pending_receipts: 0,
        notice_until: None,
        body: json!({ "claimed": { "$sealed": ["SECRET-CATEGORY"] }, "steps": 1 }),
    }
}

pub fn duty(number: u32, due_at: Option<Timestamp>) -> DutyRow {
    DutyRow {
        county: COUNTY.into(),
        id: format!("{}/received", case_id(number)),
        kind: "determination".into(),
        subject: case_id(number),
        holder: Some("li.na".into()),
        agency: STATION.into(),
        station: STATION.into(),
        office: OFFICE.into(),
        bureau: BUREAU.into(),
        due_at,
        auto_at: due_at,
        step: "received".into(),
        article: "C3.1".into(),
        person: person_id(1),
        version: 1,
        begun_at: None,
    }
}

/// A new case of a person who exists.
pub fn new_case(number: u32, person: u32, due_at: Option<Timestamp>) -> Commit {
    Commit {
        events: vec![event("submitted", json!({ "claimed": { "$sealed": ["SECRET-CATEGORY"] } }))],
        rows: vec![Put::Application(application(number, person, 1))],
        duties: DutyChange { close: vec![], open: vec![duty(number, due_at)] },
        ..commit(&case_id(number), 0, Some(&person_id(person)))
    }
}

/// A storage with three cases of one event, five events and two events.
pub async fn three_cases(folder: &Folder) -> Store {
    let store = open(folder).await;
    for number in 1..=3 {
        let commits = vec![new_person(&store, number), new_case(number, number, None)];
        store.commit_all(commits).await.unwrap();
    }
    for (number, versions) in [(2, 1..5), (3, 1..2)] {
        for version in versions {
            let sealed = json!({ "text": { "$sealed": "SECRET-NOTE" }, "version": version + 1 });
            let next = Commit {
                events: vec![event("noted", sealed)],
                ..commit(&case_id(number), version, Some(&person_id(number)))
            };
            store.commit(next).await.unwrap();
        }
    }
    store
}

pub fn agency(code: &str, level: &str) -> AgencyRow {
    AgencyRow {
        code: code.into(),
        level: level.into(),
        name_hans: "道里区就业局".into(),
        name_hant: "道里區就業局".into(),
        parent: None,
        bureau: Some(BUREAU.into()),
        office: (level != "bureau").then(|| OFFICE.into()),
        is_virtual: false,
        close_of_business: "17:00".into(),
        phone: "0451-1".into(),
        address: String::new(),
        active: true,
    }
}
