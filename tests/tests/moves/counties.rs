//! Moves between two counties: the same commit, whose file stays in the county where it was begun.

use leye_app::AppError;
use leye_app::application::{Key, NewApplication, WorkFilter};
use leye_app::import::Kind;
use leye_app::relocation::RelocationOnly;
use leye_domain::employment::{EmploymentAct, EndReason};
use leye_domain::id::{PersonId, RelocationId};
use leye_domain::relocation::{HouseholdPart, RelocationAct, RelocationRefusal};
use leye_domain::staff::{Role, Staff};

use super::{MONDAY, act, at, busy, far, house, household, known, listed, member, owed, refusal, wish};
use crate::acts::PLAIN;
use crate::cast::{
    FAR_STATION, OTHER_BUREAU, STATION, auditor, bureau_head, clerk, code, number, office, resident, staff,
};
use crate::followup::does as works;
use crate::house::{House, application};

fn far_head() -> Staff {
    staff("far-head", Role::Head, OTHER_BUREAU)
}

async fn moves_far(house: &House, person: &PersonId, part: HouseholdPart) -> RelocationId {
    let id = house.app.move_away(&clerk(), person, code(FAR_STATION), wish(part)).await.expect("registered");
    let helper = Some(far().user);
    act(house, &far(), &id, RelocationAct::Accept { helper }).await.expect("accepted");
    id
}

#[tokio::test]
async fn to_another_county_all_that_is_kept_goes_along_and_back() {
    let house = house().await;
    let person = busy(&house, 1).await;
    let before = at(&owed(&house, &person), STATION);
    let id = house.app.move_away(&clerk(), &person, code(FAR_STATION), wish(HouseholdPart::Leaves)).await;
    let id = id.expect("registered");
    assert_eq!(at(&owed(&house, &person), STATION), before, "until it is accepted the old one owes");
    let offered = |ours| vec![("offered".to_owned(), ours)];
    assert_eq!(listed(&house, &far(), RelocationOnly::Arriving).await, offered(true));
    assert_eq!(listed(&house, &far_head(), RelocationOnly::Arriving).await, offered(false));
    assert_eq!(listed(&house, &far_head(), RelocationOnly::Leaving).await, []);
    for old in [clerk(), office(), bureau_head()] {
        assert_eq!(listed(&house, &old, RelocationOnly::Leaving).await, offered(false));
        assert_eq!(listed(&house, &old, RelocationOnly::Arriving).await, []);
    }
    let helper = Some(far().user);
    act(&house, &far(), &id, RelocationAct::Accept { helper }).await.expect("accepted");

    assert_eq!(at(&owed(&house, &person), FAR_STATION), before, "the same with the same days");
    let assistance = house.app.assistance_file(&far(), &person).await.expect("theirs").assistance;
    let helper = assistance.helper.as_ref().map(|helper| helper.user.clone());
    assert_eq!((assistance.station.as_str(), helper), (FAR_STATION, Some(far().user)));
    let class = assistance.class.map(|class| class.code);
    assert_eq!(class.as_deref(), Some("A"));
    let found = house.app.find_people(&far(), &number(1)).await.expect("a list");
    assert_eq!(found.first().expect("the person").id, person, "one file, found by who keeps it");
    for old in [clerk(), bureau_head()] {
        assert!(matches!(house.app.person_file(&old, &person).await, Err(AppError::NotFound)));
        assert!(house.app.find_people(&old, &number(1)).await.expect("a list").is_empty());
    }
    let (reason, note) = (EndReason::Dismissed, String::new());
    let end = EmploymentAct::End { employment: 1, on: MONDAY, reason, note };
    works(&house, &far(), &person, end).await.expect("who keeps the file writes it");
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("made anew");
    house.is_sound().await;

    let back =
        house.app.move_here(&clerk(), &number(1), wish(HouseholdPart::Leaves)).await.expect("asked for");
    act(&house, &far(), &back, RelocationAct::Release).await.expect("let go");
    let helper = Some(clerk().user);
    act(&house, &clerk(), &back, RelocationAct::Accept { helper }).await.expect("accepted");
    assert!(owed(&house, &person).iter().all(|duty| duty.2 == STATION));
    assert_eq!(house.app.find_people(&clerk(), &number(1)).await.expect("a list").len(), 1);
    house.is_sound().await;
}

#[tokio::test]
async fn who_came_from_another_county_applies_with_the_file_they_have() {
    let house = house().await;
    let text = format!("姓名,身份证号,退休类别\n试验人,{},男\n", number(1));
    house.imports(Kind::People, STATION, &text).await;
    let found = house.app.find_people(&clerk(), &number(1)).await.expect("a list");
    let person = found.first().expect("the person").id.clone();
    moves_far(&house, &person, HouseholdPart::Leaves).await;
    let key = || Some(Key { user: "far".into(), key: "k1".into(), request_hash: "h1".into() });
    let new = || NewApplication { key: key(), ..application(FAR_STATION, resident(1)) };
    let filed = house.app.submit(&far(), new()).await.expect("filed");
    assert_eq!((&filed.case.person, &filed.case.station), (&person, &code(FAR_STATION)));
    assert_eq!(house.app.person_file(&far(), &person).await.expect("theirs").cases.len(), 1);
    let again = house.app.submit(&far(), new()).await;
    assert!(matches!(again, Err(AppError::Replayed(_))), "{again:?}");
    let cases = house.app.worklist(&far(), &WorkFilter::default()).await.expect("a list");
    assert_eq!(cases.items.len(), 1);
    house.is_sound().await;
}

#[tokio::test]
async fn nobody_gets_two_files_in_one_county() {
    let house = house().await;
    let person = known(&house, 1).await;
    house
        .imports(Kind::People, FAR_STATION, &format!("姓名,身份证号,退休类别\n试验人,{},男\n", number(1)))
        .await;
    let other = house.app.find_people(&far(), &number(1)).await.expect("a list");
    let file = other.first().expect("another file").id.clone();
    let tried = house.app.move_away(&clerk(), &person, code(FAR_STATION), wish(HouseholdPart::Leaves)).await;
    assert_eq!(refusal(tried), RelocationRefusal::FileThere { file });
    house.is_sound().await;
}

#[tokio::test]
async fn a_household_goes_along_to_another_county_and_from_there() {
    for (part, station, present) in [
        (HouseholdPart::Leaves, STATION, 1),
        (HouseholdPart::Stays, STATION, 2),
        (HouseholdPart::Along, FAR_STATION, 2),
    ] {
        let house = house().await;
        let (formed, person) = household(&house, true).await;
        moves_far(&house, &person, part).await;
        let now = house.app.household_file(&auditor(), &formed.id).await.expect("a file").household;
        assert_eq!((now.station.as_str(), now.present().count()), (station, present));
        house.is_sound().await;
    }
    // A household that was begun where the file was not: two counties, two commits.
    let house = house().await;
    let person = known(&house, 1).await;
    moves_far(&house, &person, HouseholdPart::Leaves).await;
    let formed = house.app.form_household(&far(), "新街二號".to_owned(), member(1)).await.expect("formed");
    let one = &formed.members[&1];
    assert_eq!(one.facts.get().and_then(|facts| facts.person.as_ref()), Some(&person), "known by the number");
    let join = leye_app::household::HouseholdWish::AddMember { on: MONDAY, given: member(2) };
    house.app.act_on_household(&far(), &formed.id, formed.version, join).await.expect("two");
    let back = house.app.move_away(&far(), &person, code(STATION), wish(HouseholdPart::Leaves)).await;
    let helper = Some(clerk().user);
    act(&house, &clerk(), &back.expect("registered"), RelocationAct::Accept { helper })
        .await
        .expect("accepted");
    let now = house.app.household_file(&auditor(), &formed.id).await.expect("a file").household;
    assert_eq!((now.station.as_str(), now.present().count()), (FAR_STATION, 1));
    assert_eq!(house.app.person_file(&clerk(), &person).await.expect("theirs").person.station, code(STATION));
    house.is_sound().await;
}

#[tokio::test]
async fn the_bureau_that_keeps_a_file_from_another_county_erases_all_of_it() {
    let house = house().await;
    let person = busy(&house, 1).await;
    let cases = house.app.person_file(&clerk(), &person).await.expect("theirs").cases;
    house.does_all(&cases[0].0, &PLAIN[8..]).await;
    moves_far(&house, &person, HouseholdPart::Leaves).await;
    let old = house.app.erase_person(&bureau_head(), &person, "法律要求").await;
    assert!(matches!(old, Err(AppError::NotFound)), "{old:?}");
    house.app.erase_person(&far_head(), &person, "法律要求").await.expect("erased");
    house.is_sound().await;
    for (name, bytes) in house.folder.files() {
        assert!(!bytes.windows(6).any(|part| part == b"SECRET"), "{name} holds what was said of the move");
    }
}
