//! The demo: every state, sound storage, the same facts from the same seed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use leye_app::application::{CaseFile, CaseListQuery};
use leye_app::demo::{DemoOptions, DemoReport, fill};
use leye_app::{App, AppError, Chance, Rules, rules};
use leye_domain::case::{Event, Origin, Papers, StateName, Step, WithdrawalCause};
use leye_domain::staff::{Role, Staff};
use leye_store::{MasterKey, Options, Store};

const PASSWORD: &str = "a long enough password";
const CASES: usize = 200;
/// A Monday of a year whose calendar is known.
const UNTIL: Date = Date::constant(2026, 11, 23);

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
    let options =
        Options { dir: folder.0.clone(), database: None, master_key: MasterKey::from_bytes([7; 32]) };
    let store = Store::open(options).await.expect("new storage");
    let rules = Rules::new(&rules::built_in()).expect("the pack");
    App::open(store, rules, Chance::from_seed(seed)).await.expect("an application")
}

fn options(cases: usize, seed: u64) -> DemoOptions {
    DemoOptions { cases, seed, password: PASSWORD.to_owned(), until: UNTIL }
}

async fn filled(app: &App, cases: usize, seed: u64) -> DemoReport {
    let report = fill(app, options(cases, seed), &|_, _| {}).await;
    report.unwrap_or_else(|error| panic!("the demo is played: {error}"))
}

async fn signed_in(app: &App, name: &str) -> Staff {
    app.sign_in(name, PASSWORD).await.expect("a sign-in name of the report").staff
}

/// Every case of the storage, as its page shows it to the auditor.
async fn files(app: &App) -> Vec<CaseFile> {
    let auditor = signed_in(app, "auditor").await;
    let mut query = CaseListQuery::default();
    let mut files = Vec::new();
    loop {
        let page = app.cases(&auditor, &query).await.expect("the auditor reads everything");
        for line in &page.items {
            files.push(app.case_file(&auditor, &line.id).await.expect("a case of the list"));
        }
        if page.next.is_none() {
            return files;
        }
        query.after = page.next;
    }
}

fn events(file: &CaseFile, wanted: fn(&Event) -> bool) -> usize {
    file.timeline.iter().filter(|line| wanted(&line.event)).count()
}

/// How many open cases stand in a step of this kind.
fn standing(files: &[CaseFile], wanted: fn(&Step) -> bool) -> usize {
    files.iter().filter_map(|file| file.case.open()).filter(|open| wanted(&open.step)).count()
}

/// How many cases ended after an event of this kind.
fn ended(files: &[CaseFile], state: StateName, wanted: fn(&Event) -> bool) -> usize {
    let of_state = files.iter().filter(|file| file.case.state() == state);
    of_state.filter(|file| events(file, wanted) > 0).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_cases_in_every_state() {
    let folder = Folder::new();
    let app = open(&folder, 1).await;
    let report = filled(&app, CASES, 1).await;
    assert!(app.is_training());
    assert_eq!((report.cases, app.today()), (CASES, UNTIL));
    assert!((CASES / 2..CASES).contains(&report.people), "{} people", report.people);
    every_state_is_there(&report);

    let files = files(&app).await;
    assert_eq!(files.len(), CASES);
    every_way_is_there(&files);
    for file in &files {
        staff_work_by_day(&app, file);
    }
    everybody_has_work(&app, &report).await;
    every_county_is_staffed(&app, &report).await;
    let counties: BTreeSet<&str> = files.iter().map(|file| file.case.id.county()).collect();
    assert!(counties.len() >= 12, "{counties:?}");
    let came = files.iter().flat_map(|file| &file.timeline).filter(|line| line.event.on_behalf().is_some());
    assert!(came.count() >= 5, "relatives come now and then");

    let verdict = app.verify().await.expect("storage that can be read");
    assert_eq!(verdict.fault, None);
    let again = fill(&app, options(1, 1), &|_, _| {}).await;
    assert!(matches!(again, Err(AppError::Rules(_))), "a demo is filled once");
}

fn every_state_is_there(report: &DemoReport) {
    for state in StateName::ALL {
        let count = report.counts.get(state.as_str()).copied().unwrap_or_default();
        assert!(count >= 3, "{} cases are {}", count, state.as_str());
    }
    assert_eq!(report.counts.values().sum::<usize>(), CASES);
    let completed = report.counts["completed"] * 100 / CASES;
    assert!((55..=65).contains(&completed), "{completed} % completed");
}

fn every_way_is_there(files: &[CaseFile]) {
    let from_review =
        |step: &Step| matches!(step, Step::Correction { origin: Origin::InitialReview { .. }, .. });
    let from_received = |step: &Step| matches!(step, Step::Correction { origin: Origin::Received, .. });
    assert!(standing(files, from_review) >= 2);
    assert!(standing(files, from_received) >= 2);
    for recorded in [true, false] {
        let entries = files.iter().filter_map(|file| file.case.open());
        assert!(entries.filter(|open| open.step == Step::Entry { recorded }).count() >= 2);
    }
    for papers in [Papers::OnTheWay, Papers::AtStation] {
        let back = files.iter().filter_map(|file| file.case.open());
        assert!(back.filter(|open| open.step == Step::PapersBack { papers }).count() >= 2);
    }
    let refused = StateName::Refused;
    assert!(ended(files, refused, |event| matches!(event, Event::InitialReviewFailed { .. })) >= 2);
    assert!(ended(files, refused, |event| matches!(event, Event::ObjectionUpheld { .. })) >= 2);
    assert!(ended(files, refused, |event| matches!(event, Event::ApplicationRefused { .. })) >= 2);
    let lapsed =
        |event: &Event| matches!(event, Event::ApplicationWithdrawn { why: WithdrawalCause::Lapsed });
    assert!(ended(files, StateName::Withdrawn, lapsed) >= 2);
    assert!(
        ended(files, StateName::Withdrawn, |event| matches!(event, Event::ApplicationWithdrawn { .. })) >= 5
    );
    let count = |wanted: fn(&CaseFile) -> bool| files.iter().filter(|file| wanted(file)).count();
    let returns = |file: &CaseFile| events(file, |event| matches!(event, Event::ReturnedToStation { .. }));
    assert!(files.iter().filter(|file| returns(file) == 2).count() >= 2, "returned twice");
    assert!(count(|file| events(file, |event| matches!(event, Event::ClockExtended { .. })) > 0) >= 2);
    assert!(count(|file| file.case.pending_receipts() > 0) >= 5);
    assert!(count(|file| file.case.state().level().is_some() && file.days_left == Some(0)) >= 3, "due today");
    assert!(count(|file| file.days_left == Some(1)) >= 3, "due tomorrow");
    assert!(count(|file| file.days_left.is_some_and(|days| days < 0)) >= 3, "late");
    let years: BTreeSet<i16> = files.iter().map(|file| file.case.submitted_on.year()).collect();
    assert_eq!(years, BTreeSet::from([2025, 2026]));
}

/// Nobody works at night or on a rest day; nothing is written on the last day.
fn staff_work_by_day(app: &App, file: &CaseFile) {
    let policy = app.rules().policy(UNTIL);
    for line in file.timeline.iter().filter(|line| line.actor != "service") {
        let at = policy.zone.to_datetime(line.at);
        assert!((9..17).contains(&at.hour()), "{} at {at}", file.case.id);
        assert!(
            policy.calendar.kind(at.date()).expect("a known year").is_working(),
            "{} at {at}",
            file.case.id
        );
        assert!(at.date() < UNTIL);
    }
}

/// Every name written by hand signs in; whoever of them does casework finds some.
async fn everybody_has_work(app: &App, report: &DemoReport) {
    let roles: BTreeSet<&str> = report.sign_ins.iter().map(|sign_in| sign_in.role.as_str()).collect();
    assert_eq!(roles, Role::ALL.iter().map(|role| role.as_str()).collect());
    for sign_in in report.sign_ins.iter().filter(|sign_in| !sign_in.alike) {
        assert!(!sign_in.agency_hans.is_empty() && !sign_in.agency_hant.is_empty(), "{}", sign_in.name);
        let signed_in = app.sign_in(&sign_in.name, PASSWORD).await.expect("a name of the report");
        assert!(!signed_in.must_change);
        // The city decides no case; its reviewers keep the rules.
        let at_city = signed_in.staff.level() == leye_domain::agency::Level::City;
        if !at_city && matches!(signed_in.staff.role, Role::Clerk | Role::Reviewer | Role::Head) {
            let counts = app.work_counts(&signed_in.staff).await.expect("counts");
            assert!(counts.all > 0, "{} has nothing to do", sign_in.name);
        }
    }
}

/// The other counties have a bureau, an office and two stations with staff, all of whom
/// sign in with the one password.
async fn every_county_is_staffed(app: &App, report: &DemoReport) {
    assert_eq!((report.agencies["bureau"], report.agencies["office"]), (18, 328));
    assert_eq!(report.agencies["station"], 3_158);
    let of = |county: &str| report.sign_ins.iter().filter(|s| s.agency.starts_with(county)).count();
    let bureaus: Vec<String> =
        app.tree().all().filter(|row| row.level == "bureau").map(|row| row.code.clone()).collect();
    for bureau in &bureaus {
        assert!(of(&bureau[..6]) >= 5, "{bureau}");
    }
    assert_eq!(report.sign_ins.iter().filter(|s| !s.alike).count(), 25);
    assert_eq!(report.staff.values().sum::<usize>(), report.sign_ins.len());
    let clerk = signed_in(app, "clerk-230109-1").await;
    assert_eq!((clerk.role, clerk.agency.county()), (Role::Clerk, "230109"));
}

/// What a storage says of its cases, oldest first: whose, and who did what when. Hashes are
/// left out, for they cover ciphertext, which no seed decides.
async fn told(app: &App) -> Vec<String> {
    let mut told = Vec::new();
    for file in files(app).await {
        let person = serde_json::to_string(&file.person).expect("details are JSON");
        told.push(format!("{} {} {person}", file.submitted_at, file.case.id));
        for line in &file.timeline {
            let event = serde_json::to_value(&line.event).expect("events are JSON");
            told.push(format!("{} {} {} {} {event}", file.case.id, line.seq, line.at, line.actor));
        }
    }
    told.sort();
    told
}

async fn facts(seed: u64) -> (BTreeMap<String, usize>, Vec<String>) {
    let folder = Folder::new();
    let app = open(&folder, seed).await;
    let report = filled(&app, 40, seed).await;
    assert_eq!(report.cases, 40);
    (report.counts, told(&app).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_makes_the_same_facts() {
    let (once, again, other) = (facts(5).await, facts(5).await, facts(6).await);
    assert_eq!(once.0, again.0);
    let difference = once.1.iter().zip(&again.1).find(|(one, another)| one != another);
    assert_eq!(difference, None);
    assert_eq!(once.1.len(), again.1.len());
    assert!(once.1 != other.1, "another seed makes other facts");
}
