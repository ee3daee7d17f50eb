//! Somebody files, supplies, fetches and withdraws for the applicant, on real storage.

use jiff::civil::date;
use leye_app::AppError;
use leye_app::application::{ActRequest, NewApplication, Represented};
use leye_domain::case::{Act, ActName, OnBehalf, Paper, Reason, Representative, StateName};
use leye_domain::id::CaseId;
use leye_domain::sealed::Sealed;
use leye_domain::staff::{Actor, Staff};

use crate::acts::PERSONAL;
use crate::cast::{STATION, auditor, clerk, number, resident};
use crate::house::{House, application};

/// The brother of whoever applies.
fn brother(serial: u16) -> Representative {
    let who = resident(serial);
    Representative {
        name: who.name,
        number: who.number,
        phone: who.phone,
        relation: format!("brother {PERSONAL}"),
        paper: Paper { kind: "authorisation".to_owned(), reference: format!("of 1 March {PERSONAL}") },
    }
}

fn named(house: &House, serial: u16) -> OnBehalf {
    house.app.on_behalf(&brother(serial)).expect("well named")
}

/// The clerk, should they be that resident.
fn clerk_who_is(house: &House, serial: u16) -> Staff {
    Staff { identity: Some(house.app.identity_hash(&number(serial))), ..clerk() }
}

async fn act(house: &House, by: Staff, id: &CaseId, act: Act) -> Result<StateName, AppError> {
    let request = ActRequest { id: id.clone(), act, seen: None, key: None };
    house.app.act(&Actor::Staff(by), request).await.map(|done| done.case.state())
}

async fn filed_for(house: &House, by: &Staff, serial: u16, by_whom: u16) -> Result<CaseId, AppError> {
    let representative = Some(named(house, by_whom));
    let new = NewApplication { representative, ..application(STATION, resident(serial)) };
    house.app.submit(by, new).await.map(|filed| filed.case.id)
}

fn supply(representative: Option<OnBehalf>) -> Act {
    Act::SupplyCorrection { materials: vec!["register".into()], materials_changed: false, representative }
}

/// A case that was filed and supplied by the brother, and whose papers lie at the station.
async fn at_the_counter(house: &House) -> CaseId {
    let id = filed_for(house, &clerk(), 1, 9).await.expect("filed");
    house.does(&id, ActName::RequestCorrection).await;
    act(house, clerk(), &id, supply(Some(named(house, 9)))).await.expect("supplied");
    use ActName as A;
    let to_the_counter = [
        A::PassInitialReview,
        A::CompleteForm,
        A::PostNotice,
        A::RecordEntry,
        A::Forward,
        A::PassSecondReview,
        A::Confirm,
        A::AnnotateCertificate,
        A::ReceiveBack,
    ];
    house.does_all(&id, &to_the_counter).await;
    id
}

fn fetch(house: &House, signed_by: &str, representative: Option<OnBehalf>) -> Act {
    Act::HandBack { signed_by: signed_by.to_owned(), signed_on: house.app.today(), representative }
}

fn field(error: &AppError) -> (&str, &str) {
    match error {
        AppError::Invalid(faults) => (&faults[0].field, &faults[0].code),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn papers_are_signed_for_by_who_came() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let id = at_the_counter(&house).await;
    let (applicant, brother) = (resident(1).name, resident(9).name);
    let stranger = act(&house, clerk(), &id, fetch(&house, &brother, None)).await.expect_err("no paper");
    assert_eq!(field(&stranger), ("signed_by", "not-the-applicant"));
    let named = named(&house, 9);
    let other = fetch(&house, &applicant, Some(named.clone()));
    let other = act(&house, clerk(), &id, other).await.expect_err("somebody else");
    assert_eq!(field(&other), ("signed_by", "not-the-representative"));
    let done = act(&house, clerk(), &id, fetch(&house, &brother, Some(named))).await;
    assert_eq!(done.expect("handed back"), StateName::Completed);

    let represented = Represented::of(&house.file(&id).await.timeline);
    let acts: Vec<ActName> = represented.iter().map(|one| one.act).collect();
    assert_eq!(acts, [ActName::Submit, ActName::SupplyCorrection, ActName::HandBack]);
    assert!(represented.iter().all(|one| one.who.as_ref().is_some_and(|who| who.number == number(9))));
    let shown = house.app.reveal_case(&auditor(), &id, "to see").await.expect("unmasked");
    assert_eq!(shown.represented.len(), 3);
    house.is_sound().await;
    house.app.rebuild().await.expect("rebuilt");
    house.is_sound().await;
}

#[tokio::test]
async fn staff_keep_their_hands_off_a_case_in_which_they_stand_for_the_applicant() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let own = clerk_who_is(&house, 9);
    let refused = filed_for(&house, &own, 1, 9).await.expect_err("their own");
    assert!(matches!(refused, AppError::Refused(r) if r.reason == Reason::OwnRepresentation));
    let id = filed_for(&house, &clerk(), 1, 9).await.expect("a colleague files it");
    assert_eq!(house.refused(&own, &id, ActName::Accept).await, Reason::OwnRepresentation);
    let file = house.app.case_file(&own, &id).await.expect("it may be read");
    assert!(file.acts.iter().all(|choice| choice.may == Err(Reason::OwnRepresentation)));
    let unmasked = house.app.reveal_case(&own, &id, "to see").await;
    assert!(matches!(unmasked, Err(AppError::Forbidden { .. })));
    house.does(&id, ActName::Accept).await;
    let second = house.submitted(2).await;
    let withdraw = Act::Withdraw { reason: "found work".into(), representative: Some(named(&house, 9)) };
    let refused = act(&house, own, &second, withdraw.clone()).await.expect_err("their own");
    assert!(matches!(refused, AppError::Refused(r) if r.reason == Reason::OwnRepresentation));
    let done = act(&house, clerk(), &second, withdraw).await.expect("withdrawn");
    assert_eq!(done, StateName::Withdrawn);
}

#[tokio::test]
async fn nobody_represents_themselves() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let own = filed_for(&house, &clerk(), 1, 1).await.expect_err("the applicant");
    assert_eq!(field(&own), ("representative_number", "own-number"));
    let id = house.submitted(1).await;
    house.does(&id, ActName::RequestCorrection).await;
    let own = act(&house, clerk(), &id, supply(Some(named(&house, 1)))).await.expect_err("the applicant");
    assert_eq!(field(&own), ("representative_number", "own-number"));
}

#[tokio::test]
async fn every_fault_of_a_representative_is_told_at_once() {
    let house = House::empty().await;
    let wrong = Representative {
        name: " ".into(),
        number: "230102197403020001".into(),
        phone: "12".into(),
        relation: String::new(),
        paper: Paper { kind: "word_of_mouth".into(), reference: "x".repeat(201) },
    };
    let faults = house.app.on_behalf(&wrong).expect_err("faults");
    let mut told: Vec<(&str, &str)> = faults.iter().map(|f| (f.field.as_str(), f.code.as_str())).collect();
    told.sort_unstable();
    let expected = [
        ("representative_name", "name-empty"),
        ("representative_number", "wrong-check-digit"),
        ("representative_paper", "unknown-paper"),
        ("representative_phone", "wrong-length"),
        ("representative_reference", "too-long"),
        ("representative_relation", "missing"),
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn erasing_the_applicant_erases_who_came_for_them() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let id = filed_for(&house, &clerk(), 1, 9).await.expect("filed");
    let withdraw = Act::Withdraw { reason: "found work".into(), representative: Some(named(&house, 9)) };
    act(&house, clerk(), &id, withdraw).await.expect("withdrawn");
    let who = brother(9);
    let secrets = [&who.name, &who.number, &who.phone, &PERSONAL.to_owned()].map(String::clone);
    for (name, bytes) in house.folder.files() {
        for secret in &secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{name} holds `{secret}` in the clear");
        }
    }
    let person = house.person(&id).await;
    house.app.erase_by("operator", &person, "the retention period is over").await.expect("erased");
    let file = house.file(&id).await;
    let behalf: Vec<_> = file.timeline.iter().filter_map(|line| line.event.on_behalf()).collect();
    assert_eq!(behalf.len(), 2);
    assert!(behalf.iter().all(|on_behalf| on_behalf.who == Sealed::Erased));
    assert!(Represented::of(&file.timeline).iter().all(|one| one.who.is_none()));
    house.is_sound().await;
}
