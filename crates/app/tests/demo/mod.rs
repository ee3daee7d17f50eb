//! The demo: every state, sound storage, the same facts from the same seed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::date;
use leye_app::application::{CaseListQuery, WorkFilter};
use leye_app::demo::{DemoOptions, DemoReport, fill};
use leye_app::{App, AppError, Chance, Rules, rules};
use leye_domain::case::{ActName, Event, Papers, StateName, Standing, Step, WithdrawalCause};
use leye_domain::staff::Staff;
use leye_store::{MasterKey, Options, Store};

const PASSWORD: &str = "a long enough password";
const CASES: usize = 200;

/// A folder that is gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("leye-demo-{}-{number}", std::process::id());
        Folder(std::env::temp_dir().join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind lies in the folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn open(folder: &Folder, seed: u64) -> App {
    let options = Options { dir: folder.0.clone(), master_key: MasterKey::from_bytes([7; 32]) };
    let store = Store::open(options).await.expect("new storage");
    let rules = Rules::new(&rules::built_in()).expect("the pack");
    App::open(store, rules, Chance::from_seed(seed)).await.expect("an application")
}

async fn filled(app: &App, cases: usize, seed: u64) -> DemoReport {
    let until = date(2026, 11, 23);
    let options = DemoOptions { cases, seed, password: PASSWORD.to_owned(), until };
    let report = fill(app, options, &|_, _| {}).await;
    report.unwrap_or_else(|error| panic!("the demo is played: {error}"))
}

async fn signed_in(app: &App, name: &str) -> Staff {
    app.sign_in(name, PASSWORD).await.expect("a sign-in name of the report").staff
}

#[tokio::test]
async fn timing() {
    let folder = Folder::new();
    let app = open(&folder, 1).await;
    let t = std::time::Instant::now();
    let report = filled(&app, CASES, 1).await;
    eprintln!("{:?} {:?} people {} cases {}", t.elapsed(), report.counts, report.people, report.cases);
    let t = std::time::Instant::now();
    let v = app.verify().await.unwrap();
    eprintln!("{:?} {v:?}", t.elapsed());
    for (name) in ["clerk", "clerk-b", "clerk2", "clerk3", "office", "office2", "bureau", "clerk-nangang", "office-nangang", "bureau-nangang", "clerk2-nangang", "clerk3-nangang"] {
        let staff = signed_in(&app, name).await;
        let page = app.worklist(&staff, &WorkFilter { agency: Some(staff.agency.clone()), ..WorkFilter::default() }).await.unwrap();
        eprintln!("== {name} {:?}", app.work_counts(&staff).await.unwrap());
        for i in page.items { eprintln!("  {} {} {} {:?} {:?} {} {}", i.id, i.name, i.masked, i.state, i.days_left, i.due_at.map(|a| app.local(a)).unwrap_or_default(), i.holder); }
    }
    let auditor = signed_in(&app, "auditor").await;
    let mut q = CaseListQuery::default();
    let (mut late, mut acts) = (0, 0);
    loop {
        let l = app.cases(&auditor, &q).await.unwrap();
        for line in &l.items {
            let f = app.case_file(&auditor, &line.id).await.unwrap();
            let d = f.person.as_ref().unwrap();
            if line.opened.month() % 4 == 0 { eprintln!("{} {} {} {} {} {:?} {:?} {:?}", line.opened, d.name, d.number, d.address, d.retirement_class, f.case.claimed.get(), d.household, d.certificate); }
            let mut due = None;
            for e in &f.timeline {
                acts += 1;
                if let Some(c) = e.event.clock() {
                    if let Some(due) = due { if e.at > due { late += 1; } }
                    let p = app.rules().policy(date(2026,11,23));
                    due = c.read(&p.calendar, &p.zone).unwrap().due_at();
                }
            }
        }
        if l.next.is_none() { break; }
        q.after = l.next;
    }
    eprintln!("late {late} of {acts}");
}
