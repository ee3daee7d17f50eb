//! Destroying a person's key on purpose: nobody can read them anywhere, and the ledger
//! stays whole.

use jiff::civil::date;
use leye_app::AppError;
use leye_app::application::{CaseListQuery, NewApplicant, WorkFilter};
use leye_domain::agency::Level;
use leye_domain::applicant::Details;
use leye_domain::case::{ActName, Event, StateName, Step, WithdrawalCause};
use leye_domain::id::CaseId;
use leye_domain::sealed::Sealed;
use leye_domain::staff::Actor;

use crate::acts::{PERSONAL, TOUR};
use crate::cast::{STATION, auditor, bureau_head, clerk, head, inspector, number, resident, with_relative};
use crate::house::{House, application};

const REASON: &str = "the retention period is over";

/// Everything about somebody that no file may hold in the clear.
fn secrets(who: &Details) -> Vec<String> {
    let mut all = vec![who.number.clone(), who.name.clone(), who.phone.clone(), who.address.clone()];
    for relative in &who.household {
        all.extend([relative.number.clone(), relative.name.clone(), relative.relation.clone()]);
    }
    // What was written about them in the course of the case, and the category.
    all.extend([PERSONAL.to_owned(), "[\"C1.".to_owned(), "\"condition\":\"C1.".to_owned()]);
    all
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// No file of the storage holds any of it.
fn nothing_in_the_clear(house: &House, secrets: &[String]) {
    let files = house.folder.files();
    for expected in ["leye.db", "heads/230102.log"] {
        assert!(files.iter().any(|(name, bytes)| name == expected && !bytes.is_empty()), "{expected}");
    }
    // What may be read is found where it is, so the search does not miss.
    assert!(files.iter().any(|(_, bytes)| contains(bytes, STATION)));
    for (name, bytes) in files {
        for secret in secrets {
            assert!(!contains(&bytes, secret), "{name} holds `{secret}` in the clear");
        }
    }
}

async fn finds(house: &House, text: &str) -> usize {
    house.app.find_people(&auditor(), text).await.expect("a search").len()
}

/// A whole life of a case, with a correction, an objection and a return.
async fn lived(house: &House, who: Details) -> CaseId {
    let id = house.submitted_by(&clerk(), who, false).await;
    house.does_all(&id, &TOUR).await;
    id
}

#[tokio::test]
async fn an_erased_person_is_unreadable_everywhere_and_the_ledger_stays_whole() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let (theirs, others) = (with_relative(1, 491), resident(2));
    let id = lived(&house, theirs.clone()).await;
    let other = house.submitted_by(&clerk(), others.clone(), false).await;
    let secrets = [secrets(&theirs), secrets(&others)].concat();
    nothing_in_the_clear(&house, &secrets);
    assert_eq!(house.file(&id).await.person, Some(theirs.clone()));
    let person = house.person(&id).await;
    house.app.erase_by("operator", &person, REASON).await.expect("erased");

    is_gone(&house, &id, &theirs).await;
    nothing_in_the_clear(&house, &secrets);
    house.is_sound().await;
    // The same after every read model was made anew, and after a start.
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    is_gone(&house, &id, &theirs).await;
    house.is_sound().await;
    let house = house.reopened().await;
    is_gone(&house, &id, &theirs).await;
    house.is_sound().await;
    nothing_in_the_clear(&house, &secrets);
    // Nobody else lost anything.
    assert_eq!(house.file(&other).await.person, Some(others.clone()));
    assert_eq!(finds(&house, &others.number).await, 1);
}

async fn is_gone(house: &House, id: &CaseId, who: &Details) {
    for text in [&who.number, &who.name, &who.phone] {
        assert_eq!(finds(house, text).await, 0);
    }
    let file = house.file(id).await;
    assert_eq!(file.person, None);
    assert_eq!((&file.case.claimed, &file.case.ticks), (&Sealed::Erased, &Sealed::Erased));
    for line in &file.timeline {
        match &line.event {
            Event::ApplicationSubmitted { claimed, .. } => assert_eq!(*claimed, Sealed::Erased),
            Event::CorrectionRequested { faults, .. } => assert_eq!(*faults, Sealed::Erased),
            Event::ObjectionRaised { objection, .. } => assert_eq!(*objection, Sealed::Erased),
            Event::ReturnedToStation { reasons, .. } => assert_eq!(*reasons, Sealed::Erased),
            Event::Confirmed { category, note, .. } => {
                assert_eq!((category, note), (&Sealed::Erased, &Sealed::Erased));
            }
            _ => {}
        }
    }
    let person = house.app.person_file(&auditor(), &file.case.person).await.expect("the file is known");
    assert_eq!(person.person.details, Sealed::Erased);
    let unmasked = house.app.reveal_case(&auditor(), id, "to see").await;
    assert!(matches!(unmasked, Err(AppError::Erased)));
    let cases = house.app.cases(&auditor(), &CaseListQuery::default()).await.expect("a page");
    let line = cases.items.iter().find(|line| line.id == *id).expect("the case is still listed");
    assert_eq!((line.name.as_str(), line.masked.as_str()), ("", ""));
}

/// What is sealed in the state of a case goes with the key, in every state.
#[tokio::test]
async fn an_open_case_of_an_erased_person_holds_nothing_personal() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let silent = house.submitted(1).await;
    let corrected = house.submitted(2).await;
    house.does(&corrected, ActName::RequestCorrection).await;
    let withdrawn = house.submitted(3).await;
    house.does(&withdrawn, ActName::Withdraw).await;
    for id in [&silent, &corrected, &withdrawn] {
        let person = house.person(id).await;
        house.app.erase_by("operator", &person, REASON).await.expect("erased");
    }
    let Some(Step::Correction { faults, .. }) = house.case(&corrected).await.open().map(|o| o.step.clone())
    else {
        panic!("the correction is still asked for")
    };
    assert_eq!(faults, Sealed::Erased);
    let last = house.file(&withdrawn).await.timeline.pop().expect("an event");
    let why = WithdrawalCause::ByApplicant { reason: Sealed::Erased, representative: None };
    assert_eq!(last.event, Event::ApplicationWithdrawn { why });
    house.is_sound().await;
    // What is personal can no longer be written; what happens by itself goes on.
    for id in [&silent, &corrected] {
        let done = house.tries(&Actor::Staff(clerk()), id, ActName::Withdraw).await;
        assert!(matches!(done, Err(AppError::Erased)), "{done:?}");
    }
    house.until(date(2026, 4, 20), 9, 0).await;
    assert_eq!(house.case(&silent).await.state(), StateName::InitialReview);
    assert_eq!(house.case(&corrected).await.state(), StateName::Withdrawn);
    let owed = house.app.worklist(&clerk(), &WorkFilter::default()).await.expect("a page");
    assert_eq!(
        owed.items.iter().map(|item| (&item.id, item.name.as_str())).collect::<Vec<_>>(),
        [(&silent, "")]
    );
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
}

/// Who was erased and applies again is somebody new.
#[tokio::test]
async fn an_erased_person_who_applies_again_gets_a_new_file() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let first = house.submitted(1).await;
    house.does(&first, ActName::Withdraw).await;
    let before = house.person(&first).await;
    house.app.erase_by("operator", &before, REASON).await.expect("erased");
    let known = leye_app::application::NewApplication {
        applicant: NewApplicant::Known(before.clone()),
        ..application(STATION, resident(1))
    };
    assert!(matches!(house.app.submit(&clerk(), known).await, Err(AppError::Erased)));
    let second = house.submitted(1).await;
    assert_ne!(house.person(&second).await, before);
    assert_eq!(finds(&house, &number(1)).await, 1);
    house.is_sound().await;
}

/// In the service itself only the head of the bureau erases, with a reason, and what was
/// done is on record.
#[tokio::test]
async fn the_head_of_the_bureau_erases_with_a_reason() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let id = house.submitted(1).await;
    house.does(&id, ActName::Withdraw).await;
    let person = house.person(&id).await;
    for who in [clerk(), head(Level::Station), head(Level::Office), inspector(), auditor()] {
        let done = house.app.erase_person(&who, &person, REASON).await;
        assert!(matches!(done, Err(AppError::NotFound)), "{}", who.user);
    }
    let done = house.app.erase_person(&bureau_head(), &person, " ").await;
    assert!(matches!(&done, Err(AppError::Invalid(faults)) if faults[0].field == "reason"));
    assert!(house.file(&id).await.person.is_some());
    house.app.erase_person(&bureau_head(), &person, REASON).await.expect("erased");
    assert_eq!(house.file(&id).await.person, None);
    let record =
        house.app.store().audit_of_person(person.county(), person.as_str()).await.expect("the record");
    let erasure = record.iter().find(|row| row.entry.action == "erase_person").expect("it is on record");
    assert_eq!(erasure.entry.actor, "bureau-head");
    assert_eq!(erasure.entry.reason.as_deref(), Some(REASON));
}

/// Nobody could end the case any more, so it is ended first.
#[tokio::test]
async fn a_person_with_an_open_case_is_not_erased() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let id = house.submitted(1).await;
    let person = house.person(&id).await;
    let done = house.app.erase_person(&bureau_head(), &person, REASON).await;
    assert!(
        matches!(&done, Err(AppError::Invalid(faults)) if faults[0].code == "open-application"),
        "{done:?}"
    );
    assert!(house.file(&id).await.person.is_some());
    house.does(&id, ActName::Withdraw).await;
    house.app.erase_person(&bureau_head(), &person, REASON).await.expect("erased");
}
