//! Nobody decides on their own work or on their own family, whichever way they come (C2).

use jiff::civil::date;
use leye_app::AppError;
use leye_app::application::NewApplicant;
use leye_app::user::NewUser;
use leye_domain::agency::Level;
use leye_domain::applicant::Details;
use leye_domain::case::{ActName, Reason, StateName};
use leye_domain::id::CaseId;
use leye_domain::staff::{Actor, Role, Staff};

use crate::acts::{TOUR, existing};
use crate::cast::{BUREAU, OFFICE, STATION, auditor, clerk, number, own, resident, staff, with_relative};
use crate::house::{House, application};

/// Two ways to the office; together they hold every act of the station.
const CORRECTED: [ActName; 11] = [
    ActName::Submit,
    ActName::Take,
    ActName::RequestCorrection,
    ActName::SupplyCorrection,
    ActName::Extend,
    ActName::PassInitialReview,
    ActName::CompleteForm,
    ActName::PostNotice,
    ActName::RecordEntry,
    ActName::Take,
    ActName::Forward,
];
const OBJECTED_TO: [ActName; 9] = [
    ActName::Submit,
    ActName::Accept,
    ActName::PassInitialReview,
    ActName::CompleteForm,
    ActName::PostNotice,
    ActName::RaiseObjection,
    ActName::SettleObjection,
    ActName::RecordEntry,
    ActName::Forward,
];

fn mover(role: Role, agency: &str) -> Staff {
    staff("mover", role, agency)
}

/// A case that reached the office on this way, and of which the mover did act number
/// `theirs`.
async fn forwarded(house: &House, serial: u16, way: &[ActName], theirs: usize) -> CaseId {
    let at_station = mover(Role::Head, STATION);
    let by = if theirs == 0 { at_station.clone() } else { clerk() };
    let id = house.submitted_by(&by, resident(serial), false).await;
    for (place, name) in way.iter().enumerate().skip(1) {
        if place == theirs {
            // The notice has to end first.
            if *name == ActName::RecordEntry {
                let end = house.file(&id).await.reading.and_then(|r| r.due_at()).expect("it ends");
                house.app.move_clock(end).await.expect("time goes forward");
            }
            house.does_as(&at_station, &id, *name).await;
        } else {
            house.does(&id, *name).await;
        }
    }
    id
}

#[tokio::test]
async fn who_did_anything_at_the_station_does_not_review_it_at_the_office() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let mut serial = 0;
    for way in [&CORRECTED[..], &OBJECTED_TO[..]] {
        // What anyone may raise is no work on the case.
        for theirs in (0..way.len()).filter(|at| way[*at] != ActName::RaiseObjection) {
            serial += 1;
            let id = forwarded(&house, serial, way, theirs).await;
            for name in [ActName::Take, ActName::PassSecondReview, ActName::ReturnToStation] {
                for role in [Role::Reviewer, Role::Head] {
                    let reason = house.refused(&mover(role, OFFICE), &id, name).await;
                    assert_eq!(reason, Reason::WorkedAtLowerLevel, "{name:?} after {:?}", way[theirs]);
                }
            }
        }
    }
    house.is_sound().await;
}

#[tokio::test]
async fn who_worked_below_does_not_confirm() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let at_station = forwarded(&house, 1, &CORRECTED, 2).await;
    house.does(&at_station, ActName::PassSecondReview).await;
    let at_office = forwarded(&house, 2, &OBJECTED_TO, usize::MAX).await;
    house.does_as(&mover(Role::Reviewer, OFFICE), &at_office, ActName::PassSecondReview).await;
    let took = forwarded(&house, 3, &OBJECTED_TO, usize::MAX).await;
    house.does_as(&mover(Role::Clerk, OFFICE), &took, ActName::Take).await;
    house.does(&took, ActName::PassSecondReview).await;
    for id in [at_station, at_office, took] {
        for name in [ActName::Take, ActName::Confirm, ActName::ReturnToOffice] {
            let reason = house.refused(&mover(Role::Head, BUREAU), &id, name).await;
            assert_eq!(reason, Reason::WorkedAtLowerLevel, "{name:?}");
        }
        assert_eq!(house.does(&id, ActName::Confirm).await.state(), StateName::Annotation);
    }
}

/// Up, down and up again: the way back does not wash anybody clean.
#[tokio::test]
async fn a_return_does_not_make_anybody_forget() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let id = forwarded(&house, 1, &OBJECTED_TO, usize::MAX).await;
    // From the office down to the station, and back.
    house.does_as(&mover(Role::Reviewer, OFFICE), &id, ActName::ReturnToStation).await;
    house.does_as(&mover(Role::Clerk, STATION), &id, ActName::Forward).await;
    let again = house.refused(&mover(Role::Reviewer, OFFICE), &id, ActName::PassSecondReview).await;
    assert_eq!(again, Reason::WorkedAtLowerLevel);
    // From the bureau down to the office, and back.
    let second = staff("second-mover", Role::Reviewer, BUREAU);
    house.does(&id, ActName::PassSecondReview).await;
    house.does_as(&second, &id, ActName::ReturnToOffice).await;
    house
        .does_as(&Staff { agency: own(Level::Office), ..second.clone() }, &id, ActName::PassSecondReview)
        .await;
    assert_eq!(house.refused(&second, &id, ActName::Confirm).await, Reason::WorkedAtLowerLevel);
    assert_eq!(
        house.refused(&mover(Role::Head, BUREAU), &id, ActName::Confirm).await,
        Reason::WorkedAtLowerLevel
    );
}

const PASSWORD: &str = "a long enough password";
/// The relative of the applicant who is on the staff.
const KIN: u16 = 77;

/// Somebody on the staff who linked their own identity number.
async fn linked(house: &House) -> Staff {
    let new = NewUser {
        name: "kin".to_owned(),
        display_name: resident(KIN).name,
        role: "head".to_owned(),
        agency: STATION.to_owned(),
        password: PASSWORD.to_owned(),
        must_change: false,
    };
    house.app.add_user_unasked(new).await.expect("a good user");
    let before = house.app.sign_in("kin", PASSWORD).await.expect("the right password").staff;
    assert_eq!(before.identity, None);
    house.app.link_identity(&before, &number(KIN)).await.expect("a good number");
    let after = house.app.sign_in("kin", PASSWORD).await.expect("the right password").staff;
    assert!(after.identity.as_ref().is_some_and(|hash| !hash.contains(&number(KIN))));
    after
}

async fn why_not_filed(house: &House, by: &Staff, applicant: NewApplicant) -> Reason {
    let new = leye_app::application::NewApplication { applicant, ..application(STATION, resident(0)) };
    match house.app.submit(by, new).await {
        Err(AppError::Refused(refusal)) => refusal.reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn nobody_files_for_themselves_or_their_household() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let kin = linked(&house).await;
    let given = |details: Details| NewApplicant::Given(Box::new(details));
    assert_eq!(why_not_filed(&house, &kin, given(resident(KIN))).await, Reason::OwnHousehold);
    assert_eq!(why_not_filed(&house, &kin, given(with_relative(1, KIN))).await, Reason::OwnHousehold);
    // A file whose household is known from before, with the relative left out this time.
    let first = house.submitted_by(&clerk(), with_relative(2, KIN), false).await;
    house.does(&first, ActName::Withdraw).await;
    let person = house.person(&first).await;
    assert_eq!(why_not_filed(&house, &kin, NewApplicant::Known(person)).await, Reason::OwnHousehold);
    assert_eq!(why_not_filed(&house, &kin, given(resident(2))).await, Reason::OwnHousehold);
    // Somebody else is no matter.
    house.submitted_by(&kin, resident(3), true).await;
    house.is_sound().await;
}

/// Through every open state and after the end, at every level, whatever the act.
#[tokio::test]
async fn nobody_acts_on_a_case_of_their_own_household() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let kin = linked(&house).await;
    let id = house.submitted_by(&clerk(), with_relative(1, KIN), false).await;
    let mut seen = std::collections::BTreeSet::new();
    for name in TOUR.iter().map(Some).chain([None]) {
        let case = house.case(&id).await;
        seen.insert(case.state());
        for level in [Level::Station, Level::Office, Level::Bureau] {
            let kin = Staff { agency: own(level), ..kin.clone() };
            for name in existing(&case) {
                assert_eq!(house.refused(&kin, &id, name).await, Reason::OwnHousehold, "{name:?}");
            }
            let file = house.app.case_file(&kin, &id).await.expect("they may know of it");
            assert!(file.acts.iter().all(|choice| choice.may == Err(Reason::OwnHousehold)));
            let unmasked = house.app.reveal_case(&kin, &id, "curious").await;
            assert!(matches!(unmasked, Err(AppError::Forbidden { .. })));
        }
        assert_eq!(house.case(&id).await.version, case.version);
        if let Some(name) = name {
            house.does(&id, *name).await;
        }
    }
    let open = StateName::ALL.iter().filter(|state| state.level().is_some());
    assert!(open.clone().all(|state| seen.contains(state)), "{seen:?}");
    assert!(seen.contains(&StateName::Completed));
}

/// An auditor of the household reads, as everybody of the agency may know of the case.
#[tokio::test]
async fn the_household_of_one_case_does_not_bar_from_another() {
    let house = House::at(date(2026, 3, 2), 10).await;
    let kin = linked(&house).await;
    let theirs = house.submitted_by(&clerk(), with_relative(1, KIN), false).await;
    let others = house.submitted(2).await;
    assert_eq!(house.refused(&kin, &theirs, ActName::Accept).await, Reason::OwnHousehold);
    assert_eq!(house.does_as(&kin, &others, ActName::Accept).await.state(), StateName::InitialReview);
    let read = Actor::Staff(Staff { identity: kin.identity.clone(), ..auditor() });
    assert!(matches!(house.tries(&read, &theirs, ActName::Accept).await, Err(AppError::Refused(_))));
}
