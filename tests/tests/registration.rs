//! The register of the unemployed and of certificates: what the station enters is what is owed,
//! what rulings rest on, and what those above read.

use jiff::civil::{Date, date};
use leye_app::AppError;
use leye_app::import::Kind;
use leye_app::registration::{RegistrationFilter, RegistrationOnly, RegistrationPage};
use leye_domain::agency::Level;
use leye_domain::fact::{FactValue, KnownFacts};
use leye_domain::id::PersonId;
use leye_domain::registration::{
    Asker, Basis, CertificateKind, ContactHow, Registration, RegistrationAct, RegistrationRefusal,
};
use leye_domain::staff::Staff;

use crate::cast::{
    FAR_STATION, NEXT_STATION, STATION, administrator, auditor, bureau_head, clerk, head, inspector, number,
    resident, staff,
};
use crate::house::{House, application};
use leye_app::application::NewApplication;
use leye_domain::staff::Role;

const MONDAY: Date = date(2026, 3, 2);
const NUMBER: &str = "2301022026000777";
const WHY: &str = "公司倒闭后一直没有工作";

/// A house with somebody whom no application brought.
async fn house() -> (House, PersonId) {
    let house = House::at(MONDAY, 9).await;
    house.imports(Kind::People, STATION, &format!("姓名,身份证号,退休类别\n祁春春,{},男\n", number(0))).await;
    let found = house.app.find_people(&auditor(), &number(0)).await.expect("a search");
    let id = found[0].id.clone();
    (house, id)
}

async fn tries(
    house: &House,
    by: &Staff,
    id: &PersonId,
    act: RegistrationAct,
) -> Result<Registration, AppError> {
    let seen = house.app.registration_file(&auditor(), id).await.expect("a file").registration.version;
    house.app.act_on_registration(by, id, seen, act).await
}

async fn does(house: &House, id: &PersonId, act: RegistrationAct) -> Registration {
    tries(house, &clerk(), id, act).await.expect("it may be done")
}

fn register() -> RegistrationAct {
    RegistrationAct::Register {
        on: MONDAY,
        reason: "business_closed".to_owned(),
        worked_until: Some(date(2026, 2, 20)),
        basis: Basis::Commitment,
    }
}

fn apply() -> RegistrationAct {
    RegistrationAct::Apply { what: CertificateKind::New, note: WHY.to_owned() }
}

async fn listed(house: &House, by: &Staff, only: RegistrationOnly) -> RegistrationPage {
    let filter = RegistrationFilter { only, after: None };
    house.app.registrations(by, &filter).await.expect("a list")
}

async fn owed(house: &House, kind: &str) -> Vec<jiff::Timestamp> {
    let query = leye_store::FindingsQuery {
        scope: leye_store::Scope::everything(),
        kind: kind.to_owned(),
        limit: 10,
        ..leye_store::FindingsQuery::default()
    };
    house.app.store().findings(query).await.expect("duties").into_iter().map(|row| row.due_at).collect()
}

#[tokio::test]
async fn a_certificate_is_owed_from_the_application_to_the_hand() {
    let (house, id) = house().await;
    does(&house, &id, register()).await;
    assert_eq!(owed(&house, "issue_certificate").await, []);
    does(&house, &id, apply()).await;
    // Ten working days after Monday 2 March.
    let due = crate::house::instant(date(2026, 3, 16), 17, 0);
    assert_eq!(owed(&house, "issue_certificate").await, [due]);
    let page = listed(&house, &clerk(), RegistrationOnly::Issue).await;
    assert_eq!((page.items.len(), page.items[0].due), (1, Some((due, 10))));
    house.is_sound().await;

    house.until(date(2026, 3, 10), 9, 0).await;
    does(&house, &id, RegistrationAct::Issue { number: NUMBER.to_owned() }).await;
    assert_eq!(owed(&house, "issue_certificate").await, []);
    assert_eq!(owed(&house, "hand_over_certificate").await.len(), 1);
    let file = house.app.person_file(&auditor(), &id).await.expect("a file");
    assert_eq!(file.person.details.get().expect("known").certificate, NUMBER, "the file says it, too");
    assert_eq!(listed(&house, &clerk(), RegistrationOnly::HandOver).await.items.len(), 1);
    does(&house, &id, RegistrationAct::HandOver { signed_by: "祁春春".to_owned() }).await;
    assert_eq!(owed(&house, "hand_over_certificate").await, []);
    does(&house, &id, RegistrationAct::ReportLost { note: "在公交车上丢失".to_owned() }).await;
    let page = listed(&house, &clerk(), RegistrationOnly::Lost).await;
    assert_eq!(page.items.len(), 1);
    let counts: Vec<i64> = page.counts.iter().map(|(_, count)| *count).collect();
    assert_eq!(counts, [1, 0, 0, 1, 1], "registered, to issue, to hand over, lost, all");
    house.is_sound().await;
}

#[tokio::test]
async fn the_station_keeps_its_register_and_those_above_read_it() {
    let (house, id) = house().await;
    does(&house, &id, register()).await;
    for by in [head(Level::Office), bureau_head(), inspector(), auditor()] {
        assert!(house.app.registration_file(&by, &id).await.is_ok(), "{}", by.user);
        let tried = tries(&house, &by, &id, apply()).await;
        let refused = matches!(tried, Err(AppError::Registration(RegistrationRefusal::NotTheStation)));
        assert!(refused, "{}: {tried:?}", by.user);
        assert_eq!(listed(&house, &by, RegistrationOnly::Registered).await.items.len(), 1, "{}", by.user);
    }
    for other in [NEXT_STATION, FAR_STATION] {
        let by = staff("stranger", Role::Head, other);
        assert!(matches!(house.app.registration_file(&by, &id).await, Err(AppError::NotFound)));
        assert!(matches!(house.app.act_on_registration(&by, &id, 2, apply()).await, Err(AppError::NotFound)));
        assert!(listed(&house, &by, RegistrationOnly::All).await.items.is_empty());
    }
    let admin = administrator();
    assert!(matches!(house.app.registration_file(&admin, &id).await, Err(AppError::NotFound)));
    let kin = Staff { identity: Some(house.app.identity_hash(&number(0))), ..clerk() };
    let tried = tries(&house, &kin, &id, apply()).await;
    assert!(matches!(tried, Err(AppError::Forbidden { .. })), "oneself: {tried:?}");
}

#[tokio::test]
async fn who_saw_an_older_version_changes_nothing() {
    let (house, id) = house().await;
    does(&house, &id, register()).await;
    let tried = house.app.act_on_registration(&clerk(), &id, 0, register()).await;
    assert!(matches!(tried, Err(AppError::Stale { current: 2, .. })), "{tried:?}");
}

#[tokio::test]
async fn a_ruling_rests_on_the_register_and_says_so() {
    let (house, id) = house().await;
    does(&house, &id, register()).await;
    // What is said at the counter does not stand against the register.
    let said = [("registered_unemployed", false), ("worked_before", false)];
    let facts = said.map(|(name, flag)| (name.to_owned(), FactValue::Flag(flag))).into();
    let known = KnownFacts { facts, household: Vec::new() };
    let new = NewApplication { known, ..application(STATION, resident(0)) };
    let case = house.app.submit(&clerk(), new).await.expect("filed").case;
    let facts = case.known().facts;
    assert_eq!(facts["registered_unemployed"], FactValue::Flag(true));
    assert_eq!(facts["registered_unemployed_since"], FactValue::Day(MONDAY));
    assert_eq!(facts["worked_before"], FactValue::Flag(true));
    let ruling = house.file(&case.id).await.ruling.expect("a ruling");
    let from = ["registered_unemployed", "registered_unemployed_since", "worked_before"];
    assert_eq!(ruling.from_register, from);
    assert!(ruling.file_differs.is_empty(), "{:?}", ruling.file_differs);

    // What happens afterwards does not change what counted on the day of the application.
    house.until(date(2026, 3, 20), 9, 0).await;
    let gone = RegistrationAct::Deregister {
        on: date(2026, 3, 19),
        ground: "hired".to_owned(),
        asked: Asker::Person,
        note: String::new(),
    };
    does(&house, &id, gone).await;
    assert_eq!(house.file(&case.id).await.ruling.expect("a ruling").from_register, from);
}

#[tokio::test]
async fn of_whom_the_register_knows_nothing_counts_what_was_said() {
    let (house, _) = house().await;
    let facts = [("registered_unemployed".to_owned(), FactValue::Flag(true))].into();
    let known = KnownFacts { facts, household: Vec::new() };
    let new = NewApplication { known, ..application(STATION, resident(0)) };
    let case = house.app.submit(&clerk(), new).await.expect("filed").case;
    assert_eq!(case.known().facts["registered_unemployed"], FactValue::Flag(true));
    assert!(house.file(&case.id).await.ruling.expect("a ruling").from_register.is_empty());
}

#[tokio::test]
async fn of_who_was_erased_nothing_is_owed_and_nothing_can_be_read() {
    let (house, id) = house().await;
    does(&house, &id, register()).await;
    does(&house, &id, apply()).await;
    does(&house, &id, RegistrationAct::NoteContact { how: ContactHow::Visit, note: WHY.to_owned() }).await;
    house.app.erase_person(&bureau_head(), &id, "the retention period is over").await.expect("erased");
    house.is_sound().await;
    assert_eq!(owed(&house, "issue_certificate").await, []);
    assert!(matches!(house.app.registration_file(&clerk(), &id).await, Err(AppError::Erased)));
    let page = listed(&house, &clerk(), RegistrationOnly::Registered).await;
    assert_eq!((page.items.len(), page.items[0].name.as_str()), (1, ""));
    for (name, bytes) in house.folder.files() {
        let found = bytes.windows(WHY.len()).any(|window| window == WHY.as_bytes());
        assert!(!found, "{name} holds {WHY}");
    }
    house.app.rebuild(&|_| {}).await.expect("made anew");
    house.is_sound().await;
}
