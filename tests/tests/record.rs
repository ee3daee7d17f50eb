//! Who read what: opening and unmasking leave their line, lists leave none.

use jiff::civil::date;
use leye_app::AppError;
use leye_app::application::{CaseListQuery, WorkFilter};
use leye_domain::case::ActName;
use leye_domain::id::{CaseId, PersonId};
use leye_store::AuditEntry;

use crate::cast::{NEXT_STATION, STATION, auditor, clerk, inspector, resident, staff};
use crate::house::House;

async fn house() -> (House, CaseId, PersonId) {
    let house = House::at(date(2026, 3, 2), 10).await;
    let filed = house.app.submit(&clerk(), crate::house::application(STATION, resident(1))).await;
    let case = filed.expect("a good application").case;
    (house, case.id, case.person)
}

/// The record of a person, oldest first, without what filed the application.
async fn record(house: &House, person: &PersonId) -> Vec<AuditEntry> {
    let rows = house.app.store().audit_of_person(person.county(), person.as_str()).await.expect("the record");
    rows.into_iter().rev().map(|row| row.entry).filter(|e| e.action != "application_submitted").collect()
}

#[tokio::test]
async fn opening_a_case_and_a_file_leaves_a_line_each() {
    let (house, id, person) = house().await;
    house.app.case_file(&auditor(), &id).await.expect("the auditor reads everything");
    house.app.person_file(&inspector(), &person).await.expect("the inspector reads the district");
    let lines = record(&house, &person).await;
    assert_eq!(lines.len(), 2);
    let [case, file] = &lines[..] else { panic!("{lines:?}") };
    assert_eq!(
        (case.actor.as_str(), case.action.as_str(), case.subject.as_str()),
        ("auditor", "read_case", id.as_str())
    );
    assert_eq!(case.agency.as_deref(), Some(auditor().agency.as_str()));
    assert_eq!(
        (file.actor.as_str(), file.action.as_str(), file.subject.as_str()),
        ("inspector", "read_person", person.as_str())
    );
    assert!(
        lines.iter().all(|line| line.person.as_deref() == Some(person.as_str()) && line.reason.is_none())
    );
    // The file itself shows who has read it, this reader first.
    let readers = house.app.person_file(&clerk(), &person).await.expect("their own").readers;
    assert_eq!(readers[0].entry.actor, "clerk");
    assert_eq!(readers[1].entry.actor, "inspector");
}

#[tokio::test]
async fn unmasking_needs_a_reason_and_keeps_it() {
    let (house, id, person) = house().await;
    for reason in ["", "  "] {
        let case = house.app.reveal_case(&clerk(), &id, reason).await.err();
        let file = house.app.reveal_person(&clerk(), &person, reason).await.err();
        for error in [case, file] {
            assert!(
                matches!(&error, Some(AppError::Invalid(faults)) if faults[0].field == "reason"),
                "{error:?}"
            );
        }
    }
    assert!(record(&house, &person).await.is_empty(), "nothing was shown");
    house.app.reveal_case(&clerk(), &id, " to call them ").await.expect("their own");
    house.app.reveal_person(&auditor(), &person, "a sample").await.expect("the auditor reads everything");
    let lines = record(&house, &person).await;
    let told: Vec<_> = lines
        .iter()
        .map(|l| (l.actor.as_str(), l.action.as_str(), l.reason.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(told, [("clerk", "reveal_case", "to call them"), ("auditor", "reveal_person", "a sample")]);
}

#[tokio::test]
async fn who_may_not_read_learns_nothing_and_lists_leave_no_line() {
    let (house, id, person) = house().await;
    let stranger = staff("stranger", leye_domain::staff::Role::Head, NEXT_STATION);
    for error in [
        house.app.case_file(&stranger, &id).await.err(),
        house.app.person_file(&stranger, &person).await.err(),
        house.app.reveal_case(&stranger, &id, "curious").await.err(),
        house.app.reveal_person(&stranger, &person, "curious").await.err(),
        house.app.letter(&stranger, &id, 1).await.err(),
    ] {
        assert!(matches!(error, Some(AppError::NotFound)), "{error:?}");
    }
    assert!(house.app.find_people(&stranger, &resident(1).number).await.expect("a search").is_empty());
    let lists = house.app.cases(&clerk(), &CaseListQuery::default()).await.expect("a page").items;
    let owed = house.app.worklist(&clerk(), &WorkFilter::default()).await.expect("a page").items;
    let found = house.app.find_people(&clerk(), &resident(1).number).await.expect("a search");
    assert_eq!((lists.len(), owed.len(), found.len()), (1, 1, 1));
    assert!(!lists[0].masked.contains("19740302") && !owed[0].masked.contains("19740302"));
    assert!(record(&house, &person).await.is_empty());
}

/// Reading a letter or an act is reading the case.
#[tokio::test]
async fn letters_and_acts_are_on_record() {
    let (house, id, person) = house().await;
    house.app.letter(&clerk(), &id, 1).await.expect("the receipt");
    house.does_as(&clerk(), &id, ActName::Accept).await;
    let lines = record(&house, &person).await;
    let told: Vec<_> = lines.iter().map(|line| (line.actor.as_str(), line.action.as_str())).collect();
    assert_eq!(told, [("clerk", "read_case"), ("clerk", "application_accepted")]);
}
