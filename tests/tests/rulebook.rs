//! Drafts of packs: two people publish one, and from its day on cases are judged by it.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::sync::Arc;

use jiff::civil::{Date, date};
use leye_app::draft::{PeopleFile, RehearsalState, Uploaded};
use leye_app::{App, AppError, rules};
use leye_domain::rulebook::{DraftProgress, RulebookRefusal};
use leye_domain::staff::{Role, Staff};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::cast::{BUREAU, CITY, administrator, auditor, clerk, code, resident, staff};
use crate::house::{Folder, House};

const TODAY: Date = date(2026, 11, 2);
const LATER: Date = date(2026, 12, 1);

type Files = BTreeMap<String, String>;

fn anna() -> Staff {
    staff("anna", Role::Reviewer, CITY)
}

fn bert() -> Staff {
    staff("bert", Role::Head, CITY)
}

/// The shipped pack with a predicate that excludes men from a category.
fn changed() -> Files {
    let mut files = rules::built_in();
    // The worked examples of the shipped pack say what the shipped rules say.
    files.retain(|name, _| !name.starts_with("examples/"));
    let text = files.get_mut("determination/C1.6.toml").expect("the category");
    *text = text.replacen("predicate = \"", "predicate = \"sex = 'F' and ", 1);
    files
}

fn zip(files: &Files) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(format!("draft/{name}"), SimpleFileOptions::default()).expect("a file");
        writer.write_all(text.as_bytes()).expect("its text");
    }
    writer.finish().expect("an archive").into_inner()
}

async fn uploaded(app: &App, by: &Staff, files: &Files) -> u32 {
    match app.upload_draft(by, zip(files), "for a test").await.expect("an upload") {
        Uploaded::Draft(number) => number,
        Uploaded::Faults(faults) => panic!("{faults:?}"),
    }
}

/// A house with a draft that is proposed for a later day.
async fn proposed() -> (House, u32) {
    let house = House::at(TODAY, 10).await;
    let draft = uploaded(&house.app, &anna(), &changed()).await;
    house.app.propose_draft(&anna(), draft, LATER).await.expect("a proposal");
    (house, draft)
}

async fn published() -> (House, u32) {
    let (house, draft) = proposed().await;
    house.app.publish_draft(&bert(), draft).await.expect("published");
    (house, draft)
}

fn refusal(done: Result<(), AppError>) -> RulebookRefusal {
    match done {
        Err(AppError::Draft(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn from_its_day_on_and_not_before_a_published_pack_is_the_rules() {
    let (house, draft) = published().await;
    let hash = house.app.draft(&anna(), draft).await.expect("the draft").draft.facts.hash;
    let before = house.submitted(1).await;
    assert_ne!(house.policy().hash, hash);
    assert_eq!(house.app.rules().pack_on(LATER).hash, hash);
    assert_ne!(house.app.rules().pack_on(date(2026, 11, 30)).hash, hash);

    house.until(LATER, 9, 0).await;
    assert_eq!(house.policy().hash, hash);
    assert_eq!(house.app.rules().pack().hash, hash);
    assert_eq!(house.app.rules().engines().pack().hash, hash);
    let after = house.submitted_by(&clerk(), resident(2), true).await;
    let pack_of = async |id: &leye_domain::id::CaseId| {
        let events = house.app.store().application_events(id.county(), id.as_str()).await.expect("events");
        events[0].pack.clone()
    };
    assert_ne!(pack_of(&before).await, hash);
    assert_eq!(pack_of(&after).await, hash);
    house.is_sound().await;
}

#[tokio::test]
async fn the_first_person_is_refused_and_the_second_publishes() {
    let (house, draft) = proposed().await;
    let app = &house.app;
    assert_eq!(refusal(app.publish_draft(&anna(), draft).await), RulebookRefusal::SamePerson);
    app.publish_draft(&bert(), draft).await.expect("published");
    assert_eq!(refusal(app.publish_draft(&bert(), draft).await), RulebookRefusal::NotProposed);
}

#[tokio::test]
async fn nobody_outside_of_the_city_knows_of_drafts() {
    let (house, draft) = proposed().await;
    let app = &house.app;
    for outsider in [clerk(), staff("boss", Role::Head, BUREAU)] {
        assert!(matches!(app.drafts(&outsider).await, Err(AppError::NotFound)));
        assert!(matches!(app.draft(&outsider, draft).await, Err(AppError::NotFound)));
        assert!(matches!(app.publish_draft(&outsider, draft).await, Err(AppError::NotFound)));
        assert!(matches!(app.upload_draft(&outsider, Vec::new(), "").await, Err(AppError::NotFound)));
    }
    for reader in [auditor(), administrator(), staff("desk", Role::Clerk, CITY)] {
        assert_eq!(app.drafts(&reader).await.expect("a list").drafts.len(), 1);
        assert!(matches!(app.publish_draft(&reader, draft).await, Err(AppError::Forbidden { .. })));
        assert!(matches!(app.propose_draft(&reader, draft, LATER).await, Err(AppError::Forbidden { .. })));
    }
    assert_eq!(app.rules_desk(), code(CITY));
}

#[tokio::test]
async fn a_draft_with_faults_is_told_all_of_them_and_kept_nowhere() {
    let house = House::at(TODAY, 10).await;
    let mut files = changed();
    let text = files.get_mut("determination/C1.9.toml").expect("the category");
    *text = text.replacen("predicate = \"", "predicate = \"emploied and ", 1);
    files.remove("legacy_regions.csv");
    let kept = house.app.store().pack_names().await.expect("names").len();
    let told = house.app.upload_draft(&anna(), zip(&files), "").await.expect("an answer");
    let Uploaded::Faults(faults) = told else { panic!("{told:?}") };
    assert!(faults.iter().any(|fault| fault.file == "legacy_regions.csv"), "{faults:?}");
    assert!(house.app.drafts(&anna()).await.expect("a list").drafts.is_empty());
    assert_eq!(house.app.store().pack_names().await.expect("names").len(), kept);
}

#[tokio::test]
async fn a_draft_shows_what_it_changes_and_whether_its_examples_come_out() {
    let house = House::at(TODAY, 10).await;
    let mut files = changed();
    let examples = rules::built_in().into_iter().filter(|(name, _)| name.starts_with("examples/"));
    files.extend(examples);
    let draft = uploaded(&house.app, &anna(), &files).await;
    let view = house.app.draft(&anna(), draft).await.expect("the draft");
    assert_eq!(view.changes.articles.iter().map(|one| one.article.as_str()).collect::<Vec<_>>(), ["C1.6"]);
    assert_eq!(view.failed.len(), view.draft.facts.failed);
    assert!(!view.failed.is_empty(), "the shipped examples know men in C1.6");
    let refused = refusal(house.app.propose_draft(&anna(), draft, LATER).await);
    assert_eq!(refused, RulebookRefusal::ExamplesFail { failed: view.failed.len() });
}

#[tokio::test]
async fn a_restart_forgets_nothing() {
    let (house, draft) = proposed().await;
    let house = house.reopened().await;
    house.app.publish_draft(&bert(), draft).await.expect("published");
    let house = house.reopened().await;
    let view = house.app.draft(&anna(), draft).await.expect("the draft");
    assert_eq!(view.draft.in_force(), Some(LATER));
    assert_eq!(house.app.rules().pack_on(LATER).hash, view.draft.facts.hash);
    house.is_sound().await;
}

#[tokio::test]
async fn after_a_power_cut_between_proposal_and_publication_the_proposal_stands() {
    let (house, draft) = proposed().await;
    // What lies on the disk at this moment, with nothing closed and nothing said goodbye.
    let copy = Folder::new();
    copy_all(house.folder.path(), copy.path());
    let cut = House { app: crate::house::open(&copy).await, folder: copy };
    let view = cut.app.draft(&bert(), draft).await.expect("the draft");
    assert!(matches!(view.draft.progress, DraftProgress::Proposed { in_force, .. } if in_force == LATER));
    cut.app.publish_draft(&bert(), draft).await.expect("published");
    cut.is_sound().await;
}

fn copy_all(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

#[tokio::test]
async fn another_service_on_the_same_storage_notices_a_publication() {
    let (house, draft) = proposed().await;
    let other = crate::house::open(&house.folder).await;
    let hash = other.draft(&bert(), draft).await.expect("the draft").draft.facts.hash;
    assert_ne!(other.rules().pack_on(LATER).hash, hash);
    house.app.publish_draft(&bert(), draft).await.expect("published");
    other.refresh().await.expect("a look");
    assert_eq!(other.rules().pack_on(LATER).hash, hash);
    house.app.withdraw_draft(&anna(), draft, "a slip".to_owned()).await.expect("withdrawn");
    other.refresh().await.expect("a look");
    assert_ne!(other.rules().pack_on(LATER).hash, hash);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_publish_at_once_one_does() {
    let (house, draft) = proposed().await;
    let tasks = (0..8).map(|number| {
        let app: Arc<App> = house.app.clone();
        let by = staff(&format!("head-{number}"), Role::Head, CITY);
        tokio::spawn(async move { app.publish_draft(&by, draft).await })
    });
    let mut won = 0;
    for task in tasks.collect::<Vec<_>>() {
        match task.await.expect("no panic") {
            Ok(()) => won += 1,
            Err(AppError::Draft(RulebookRefusal::NotProposed)) => {}
            Err(AppError::Stale { .. }) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    assert_eq!(won, 1);
    house.is_sound().await;
}

#[tokio::test]
async fn a_published_pack_is_withdrawn_before_its_day_and_never_after() {
    let (house, draft) = published().await;
    let app = &house.app;
    let base = app.rules().pack().hash.clone();
    house.until(date(2026, 11, 30), 23, 0).await;
    app.withdraw_draft(&bert(), draft, "a slip".to_owned()).await.expect("withdrawn");
    house.until(LATER, 9, 0).await;
    assert_eq!(app.rules().pack().hash, base);

    let (house, draft) = published().await;
    house.until(LATER, 9, 0).await;
    let refused = refusal(house.app.withdraw_draft(&bert(), draft, "late".to_owned()).await);
    assert_eq!(refused, RulebookRefusal::InForce { day: LATER });
}

#[tokio::test]
async fn the_files_of_every_pack_are_kept_by_the_hash_of_its_rules() {
    let (house, draft) = published().await;
    let hash = house.app.draft(&anna(), draft).await.expect("the draft").draft.facts.hash;
    let files = house.app.pack_files(&hash).await.expect("an answer").expect("files");
    assert_eq!(leye_pack::pack_hash(&files), hash);
    let base = leye_pack::pack_hash(&rules::built_in());
    let kept = house.app.store().pack_of_rules(&base).await.expect("an answer").expect("kept at the start");
    assert_eq!(kept.id, "harbin");
    assert_eq!(house.app.pack_files("no such").await.expect("an answer"), None);
}

#[tokio::test]
async fn changed_or_missing_files_of_a_pack_are_named() {
    let (house, draft) = proposed().await;
    let files = house.app.draft(&anna(), draft).await.expect("the draft").draft.facts.files;
    let raw = house.folder.raw();
    let sql = format!("UPDATE packs SET pack_hash = 'other' WHERE files_hash = '{files}'");
    raw.execute_batch(&sql).expect("done");
    assert!(house.fault().await.contains(&files));
    raw.execute_batch(&format!("DELETE FROM packs WHERE files_hash = '{files}'")).expect("done");
    assert!(house.fault().await.contains("missing"));
}

#[tokio::test]
async fn rebuilding_leaves_the_drafts_as_they_are() {
    let (house, draft) = published().await;
    house.submitted(1).await;
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    assert_eq!(house.app.draft(&anna(), draft).await.expect("the draft").draft.in_force(), Some(LATER));
    house.is_sound().await;
}

#[tokio::test]
async fn a_rehearsal_runs_in_the_background_and_removes_what_was_uploaded() {
    let (house, draft) = proposed().await;
    let sample =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/rules/tests/data/sample.parquet");
    let path = house.folder.path().join("uploaded.parquet");
    std::fs::copy(sample, &path).expect("a copy");
    let people = PeopleFile::Uploaded { name: "mine.parquet".to_owned(), path: path.clone() };
    house.app.rehearse_draft(&anna(), draft, people, TODAY).await.expect("begun");
    let found = loop {
        let rehearsal = house.app.rehearsal(&bert(), draft).expect("may see").expect("there is one");
        match rehearsal.state {
            RehearsalState::Running(percent) => assert!(percent <= 100),
            RehearsalState::Done(found) => break found,
            RehearsalState::Failed(why) => panic!("{why}"),
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    assert_eq!((found.people, found.gain), (3_000, 0));
    assert!(found.lose > 0);
    assert!(!path.exists());
    let unknown = PeopleFile::Kept("../leye.db".to_owned());
    let refused = house.app.rehearse_draft(&anna(), draft, unknown, TODAY).await;
    assert!(matches!(&refused, Err(AppError::Invalid(faults)) if faults[0].field == "people"), "{refused:?}");
}
