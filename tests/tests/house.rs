//! A service on storage of its own, in a folder that goes away with the test; its clock
//! stands where the test wants it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use jiff::civil::Date;
use leye_app::application::{ActRequest, CaseFile, Done, NewApplicant, NewApplication};
use leye_app::import::{By, Kind, Reading, Request};
use leye_app::{App, AppError, Chance, Rules, TimeSource, rules};
use leye_domain::applicant::Details;
use leye_domain::case::{Act, ActName, Case, Reason};
use leye_domain::id::{CaseId, PersonId};
use leye_domain::policy::Policy;
use leye_domain::staff::{Actor, Staff};
use leye_store::{MasterKey, Options, Store};

use crate::acts::{act_of, actor_for};
use crate::cast::{COUNTIES, auditor, clerk, code, resident};

/// A folder that goes away with the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Folder(std::env::temp_dir().join(format!("leye-whole-{}-{number}", std::process::id())))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The database, opened beside the service, as who tampers with it would.
    pub fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.0.join("leye.db")).expect("the database")
    }

    /// Every file with its bytes, for what must not be found anywhere.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let read = |entry: std::io::Result<std::fs::DirEntry>| {
            let entry = entry.expect("an entry of the folder");
            let bytes = std::fs::read(entry.path()).expect("a readable file");
            let name = entry.path().strip_prefix(&self.0).expect("a file in the folder").to_owned();
            (name.to_string_lossy().into_owned(), bytes)
        };
        let folders =
            [self.0.clone(), self.0.join("heads")].map(|path| std::fs::read_dir(path).expect("a folder"));
        let is_file = |entry: &std::io::Result<std::fs::DirEntry>| {
            entry.as_ref().is_ok_and(|entry| entry.path().is_file())
        };
        folders.into_iter().flatten().filter(is_file).map(read).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind lies in the folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A service in training, with the agencies of two counties.
pub struct House {
    pub app: Arc<App>,
    pub folder: Folder,
}

async fn store(folder: &Folder) -> Store {
    let options =
        Options { dir: folder.path().to_owned(), database: None, master_key: MasterKey::from_bytes([7; 32]) };
    Store::open(options).await.expect("storage")
}

async fn app(store: Store) -> Arc<App> {
    let rules = Rules::new(&rules::built_in()).expect("the pack");
    let app = App::open(store, rules, Chance::from_system()).await.expect("a service");
    app.begin(true).await.expect("training");
    Arc::new(app)
}

/// Another service on the storage of a folder.
pub async fn open(folder: &Folder) -> Arc<App> {
    app(store(folder).await).await
}

/// This hour of a day at the agencies.
pub fn instant(day: Date, hour: i8, minute: i8) -> Timestamp {
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").expect("the zones are compiled in");
    zone.to_timestamp(day.at(hour, minute, 0, 0)).expect("an instant")
}

impl House {
    /// New storage whose clock begins at this hour of the day, and runs.
    pub async fn at(day: Date, hour: i8) -> House {
        let folder = Folder::new();
        let store = store(&folder).await;
        // The clock can only be moved forward; where it begins is a setting.
        let ahead = instant(day, hour, 0).duration_since(TimeSource::system()).as_micros();
        store.put_setting("training_ahead", &ahead.to_string()).await.expect("a setting");
        let app = app(store).await;
        app.load_agencies(Some(&COUNTIES)).await.expect("the agencies");
        House { app, folder }
    }

    /// New storage without agencies, whose clock is the system's.
    pub async fn empty() -> House {
        let folder = Folder::new();
        let app = app(store(&folder).await).await;
        House { app, folder }
    }

    /// The same storage, after the service was stopped and started again.
    pub async fn reopened(self) -> House {
        let House { app: before, folder } = self;
        drop(Arc::into_inner(before).expect("nobody else uses the service"));
        let app = app(store(&folder).await).await;
        House { app, folder }
    }

    /// Moves the clock and settles what ran out; gives how many cases that moved.
    pub async fn until(&self, day: Date, hour: i8, minute: i8) -> usize {
        self.app.move_clock(instant(day, hour, minute)).await.expect("time goes forward")
    }

    /// Imports a register in which all is well.
    pub async fn imports(&self, kind: Kind, agency: &str, text: &str) {
        let request = Request {
            kind,
            name: "register.csv".to_owned(),
            bytes: text.as_bytes().to_vec(),
            reading: Reading::default(),
            agency: Some(code(agency)),
            by: By::Console("console".to_owned()),
            dry_run: false,
            skip_bad: false,
        };
        let report = self.app.import(&request, &|_, _| {}).await.expect("a readable register");
        assert!(report.faults.is_empty() && report.added == report.rows, "{:?}", report.faults);
    }

    /// An application at the station, of a new person.
    pub async fn submitted(&self, serial: u16) -> CaseId {
        self.submitted_by(&clerk(), resident(serial), false).await
    }

    /// An application at the station of a member of staff.
    pub async fn submitted_by(&self, by: &Staff, who: Details, accept: bool) -> CaseId {
        let new = NewApplication { accept, ..application(by.agency.as_str(), who) };
        self.app.submit(by, new).await.expect("a good application").case.id
    }

    /// The case as the auditor opens it.
    pub async fn file(&self, id: &CaseId) -> CaseFile {
        self.app.case_file(&auditor(), id).await.expect("the auditor reads everything")
    }

    pub async fn case(&self, id: &CaseId) -> Case {
        self.file(id).await.case
    }

    pub async fn person(&self, id: &CaseId) -> PersonId {
        self.case(id).await.person
    }

    pub fn policy(&self) -> Arc<Policy> {
        self.app.rules().policy(self.app.today())
    }

    /// A well-formed act of this name, as of today.
    pub fn act_of(&self, name: ActName) -> Act {
        act_of(name, &self.policy(), self.app.today()).expect("an act on a case")
    }

    /// Tries a well-formed act of this name.
    pub async fn tries(&self, actor: &Actor, id: &CaseId, name: ActName) -> Result<Done, AppError> {
        let mut act = self.act_of(name);
        // The papers are signed for by the applicant, who is known here only.
        if let Act::HandBack { signed_by, .. } = &mut act {
            signed_by.clone_from(&self.file(id).await.person.map(|person| person.name).unwrap_or_default());
        }
        let request = ActRequest { id: id.clone(), act, seen: None, key: None };
        self.app.act(actor, request).await
    }

    /// Tries it as a member of staff; gives why not.
    pub async fn refused(&self, by: &Staff, id: &CaseId, name: ActName) -> Reason {
        match self.tries(&Actor::Staff(by.clone()), id, name).await {
            Err(AppError::Refused(refusal)) => refusal.reason,
            other => panic!("{name:?} by {}: {:?}", by.user, other.map(|done| done.case.state())),
        }
    }

    /// Does it as a member of staff.
    pub async fn does_as(&self, by: &Staff, id: &CaseId, name: ActName) -> Case {
        let done = self.tries(&Actor::Staff(by.clone()), id, name).await;
        done.unwrap_or_else(|error| panic!("{name:?} by {}: {error}", by.user)).case
    }

    /// Does it as who usually does it; moves the clock to the end of the notice where that
    /// has to come first.
    pub async fn does(&self, id: &CaseId, name: ActName) -> Case {
        let mut file = self.file(id).await;
        if name == ActName::RecordEntry && file.case.state() == leye_domain::case::StateName::Notice {
            let end = file.reading.and_then(|r| r.due_at()).expect("the notice ends");
            self.app.move_clock(end).await.expect("time goes forward");
            file = self.file(id).await;
        }
        let actor = actor_for(name, file.case.state());
        let done = self.tries(&actor, id, name).await;
        done.unwrap_or_else(|error| panic!("{name:?} in {:?}: {error}", file.case.state())).case
    }

    /// Does several one after the other.
    pub async fn does_all(&self, id: &CaseId, names: &[ActName]) -> Case {
        for name in names {
            self.does(id, *name).await;
        }
        self.case(id).await
    }

    /// Nothing is wrong with the storage.
    pub async fn is_sound(&self) {
        let verdict = self.app.verify().await.expect("it can be read");
        assert_eq!(verdict.fault, None);
    }

    /// What verify names first.
    pub async fn fault(&self) -> String {
        let verdict = self.app.verify().await.expect("it can be read");
        verdict.fault.expect("something is wrong")
    }
}

/// An application at a station, not accepted yet.
pub fn application(station: &str, who: Details) -> NewApplication {
    NewApplication {
        station: code(station),
        applicant: NewApplicant::Given(Box::new(who)),
        claimed: vec!["C1.1".to_owned()],
        known: leye_domain::fact::KnownFacts::default(),
        accept: false,
        representative: None,
        key: None,
    }
}
