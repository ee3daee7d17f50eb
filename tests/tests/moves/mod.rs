//! People who move from one station to another: registered by one, accepted by the other, and all
//! that is kept of them goes along in one commit; and all of it is made anew from the events.

mod counties;

use jiff::civil::{Date, date};
use leye_app::AppError;
use leye_app::assistance::AssistanceRequest;
use leye_app::household::MemberGiven;
use leye_app::import::Kind;
use leye_app::relocation::{RelocationFilter, RelocationOnly, TakenOver};
use leye_app::user::NewUser;
use leye_domain::assistance::AssistanceAct;
use leye_domain::case::ActName;
use leye_domain::employment::EmploymentAct;
use leye_domain::followup::Slot;
use leye_domain::household::Household;
use leye_domain::id::{PersonId, RelocationId};
use leye_domain::registration::{Basis, CertificateKind, RegistrationAct};
use leye_domain::relocation::{HouseholdPart, Progress, RelocationAct, RelocationRefusal, RelocationWish};
use leye_domain::staff::{Role, Staff};

use crate::acts::PLAIN;
use crate::cast::{
    FAR_STATION, NEXT_STATION, OTHER_OFFICE, OTHER_STATION, STATION, auditor, bureau_head, clerk, code,
    number, office, staff,
};
use crate::followup::{does as works, facts};
use crate::house::House;

const MONDAY: Date = date(2026, 3, 2);
const ADDRESS: &str = "SECRET 新街二號";

/// Who works at the station to which people move.
fn there() -> Staff {
    staff("there", Role::Clerk, OTHER_STATION)
}

/// Who works at a station of another county.
fn far() -> Staff {
    staff("far", Role::Clerk, FAR_STATION)
}

fn next_door() -> Staff {
    staff("next-door", Role::Clerk, NEXT_STATION)
}

/// A service whose four stations have somebody with an account.
async fn house() -> House {
    let house = House::at(MONDAY, 10).await;
    for who in [clerk(), there(), next_door(), far()] {
        let new = NewUser {
            name: who.user.as_str().to_owned(),
            display_name: "张三".to_owned(),
            role: who.role.as_str().to_owned(),
            agency: who.agency.as_str().to_owned(),
            password: "a long first password".to_owned(),
            must_change: false,
        };
        house.app.add_user_unasked(new).await.expect("an account");
    }
    house
}

/// Somebody whose determination was taken over.
async fn known(house: &House, serial: u16) -> PersonId {
    let text =
        format!("姓名,身份证号,退休类别,认定类别,认定日期\n试验人,{},男,C1.1,2025-05-20\n", number(serial));
    house.imports(Kind::People, STATION, &text).await;
    let found = house.app.find_people(&clerk(), &number(serial)).await.expect("a list");
    found.first().expect("the person").id.clone()
}

fn wish(household: HouseholdPart) -> RelocationWish {
    let (address, reason) = (ADDRESS.to_owned(), "SECRET 租期屆滿".to_owned());
    RelocationWish { on: MONDAY, address, reason, household }
}

async fn leaves(house: &House, person: &PersonId) -> RelocationId {
    let wish = wish(HouseholdPart::Leaves);
    house.app.move_away(&clerk(), person, code(OTHER_STATION), wish).await.expect("registered")
}

async fn act(house: &House, by: &Staff, id: &RelocationId, act: RelocationAct) -> Result<(), AppError> {
    let seen = house.app.move_file(by, id).await?.relocation.version;
    house.app.act_on_move(by, id, act, seen).await
}

fn accept() -> RelocationAct {
    RelocationAct::Accept { helper: Some(there().user) }
}

fn because(text: &str) -> String {
    text.to_owned()
}

#[track_caller]
fn refusal<T: std::fmt::Debug>(tried: Result<T, AppError>) -> RelocationRefusal {
    match tried {
        Err(AppError::Relocation(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn listed(house: &House, by: &Staff, only: RelocationOnly) -> Vec<(String, bool)> {
    let filter = RelocationFilter { only, after: None };
    let page = house.app.moves(by, &filter).await.expect("a list");
    page.items.into_iter().map(|one| (one.state, one.is_ours)).collect()
}

/// What is owed about somebody beside cases and moves: duty, due time and agency.
fn owed(house: &House, person: &PersonId) -> Vec<(String, String, String)> {
    let raw = house.folder.raw();
    let sql = "SELECT id, COALESCE(due_at, auto_at, ''), agency FROM duties WHERE person = ?1 \
               AND kind NOT IN ('determination', 'release_person', 'receive_person') ORDER BY id";
    let mut found = raw.prepare(sql).expect("a statement");
    let row = |row: &rusqlite::Row<'_>| {
        let due: rusqlite::types::Value = row.get(1)?;
        Ok((row.get(0)?, format!("{due:?}"), row.get(2)?))
    };
    let rows = found.query_map([person.as_str()], row).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

fn at(duties: &[(String, String, String)], station: &str) -> Vec<(String, String)> {
    assert!(duties.iter().all(|duty| duty.2 == station), "{duties:?} of {station}");
    duties.iter().map(|duty| (duty.0.clone(), duty.1.clone())).collect()
}

/// Confirmed, assisted with a class, registered as unemployed with a certificate on its way, and
/// at work with all visits owed.
async fn busy(house: &House, serial: u16) -> PersonId {
    let case = house.submitted(serial).await;
    house.does_all(&case, &PLAIN[..8]).await;
    let person = house.person(&case).await;
    let helper = clerk().user;
    for act in [
        AssistanceAct::NameHelper { helper, reason: String::new() },
        AssistanceAct::SetClass { class: "A".into(), reason: "two children".into() },
    ] {
        let request = AssistanceRequest { person: person.clone(), seen: None, act };
        house.app.assist(&clerk(), request).await.expect("assisted");
    }
    let register = RegistrationAct::Register {
        on: house.app.today(),
        reason: "business_closed".to_owned(),
        worked_until: Some(date(2026, 2, 20)),
        basis: Basis::Commitment,
    };
    let apply = RegistrationAct::Apply { what: CertificateKind::New, note: "初次".to_owned() };
    for act in [register, apply] {
        let file = house.app.registration_file(&auditor(), &person).await.expect("a file");
        let seen = file.registration.version;
        house.app.act_on_registration(&clerk(), &person, seen, act).await.expect("registered");
    }
    let job = EmploymentAct::Register { facts: facts(MONDAY), determined: false };
    works(house, &clerk(), &person, job).await.expect("at work");
    person
}

#[tokio::test]
async fn all_that_is_kept_goes_along_and_the_same_is_owed_before_and_after() {
    let house = house().await;
    let person = busy(&house, 1).await;
    let before = at(&owed(&house, &person), STATION);
    assert!(before.iter().filter(|(id, _)| id.contains("-W-")).count() >= 9, "nine visits: {before:?}");
    assert!(before.iter().any(|(id, _)| id.ends_with("issue_certificate")), "{before:?}");

    let id = leaves(&house, &person).await;
    assert_eq!(at(&owed(&house, &person), STATION), before, "until it is accepted the old one owes");
    let file = house.app.move_file(&there(), &id).await.expect("the new station reads it");
    let taken: TakenOver = file.taken.expect("what goes along");
    assert_eq!((taken.visits.len(), taken.is_assisted, taken.cases), (9, true, 1));
    assert_eq!(
        refusal(act(&house, &there(), &id, RelocationAct::Accept { helper: None }).await),
        RelocationRefusal::NoHelper
    );
    act(&house, &there(), &id, accept()).await.expect("accepted");

    assert_eq!(at(&owed(&house, &person), OTHER_STATION), before, "the same with the same days");
    let assistance = house.app.assistance_file(&there(), &person).await.expect("theirs").assistance;
    let helper = assistance.helper.as_ref().map(|helper| helper.user.clone());
    assert_eq!((assistance.station.as_str(), helper), (OTHER_STATION, Some(there().user)));
    let file = house.app.person_file(&there(), &person).await.expect("theirs");
    let details = file.person.details.get().expect("not erased");
    assert_eq!((file.person.station.as_str(), details.address.as_str()), (OTHER_STATION, ADDRESS));
    let caseload = house.app.store().dossiers_of("230102", person.as_str()).await.expect("dossiers");
    let left = |row: &leye_store::DossierRow| row.kind == "relocation_from";
    assert!(caseload.iter().all(|row| left(row) || row.station == OTHER_STATION), "{caseload:?}");
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("made anew");
    assert_eq!(at(&owed(&house, &person), OTHER_STATION), before);
    house.is_sound().await;
}

#[tokio::test]
async fn the_old_station_reads_the_move_and_nothing_more() {
    let house = house().await;
    let person = busy(&house, 1).await;
    let id = leaves(&house, &person).await;
    assert!(matches!(house.app.person_file(&there(), &person).await, Err(AppError::NotFound)));
    act(&house, &there(), &id, accept()).await.expect("accepted");
    let old = clerk();
    assert!(matches!(house.app.person_file(&old, &person).await, Err(AppError::NotFound)));
    assert!(matches!(house.app.assistance_file(&old, &person).await, Err(AppError::NotFound)));
    assert!(matches!(house.app.registration_file(&old, &person).await, Err(AppError::NotFound)));
    let job = EmploymentAct::Register { facts: facts(MONDAY), determined: false };
    assert!(matches!(works(&house, &old, &person, job).await, Err(AppError::NotFound)));
    let told = house.app.move_file(&old, &id).await.expect("that they moved");
    assert!(told.taken.is_none() && !told.may_answer && !told.may_withdraw);
    let stranger = staff("next", Role::Clerk, NEXT_STATION);
    assert!(matches!(house.app.move_file(&stranger, &id).await, Err(AppError::NotFound)));
    let cases = house.app.person_file(&there(), &person).await.expect("theirs").cases;
    house.app.case_file(&old, &cases[0].0).await.expect("the case stays where it was filed");
}

#[tokio::test]
async fn what_is_refused_or_taken_back_changes_nothing_and_may_be_tried_again() {
    let house = house().await;
    let person = busy(&house, 1).await;
    let before = owed(&house, &person);
    let id = leaves(&house, &person).await;
    let empty = RelocationAct::Refuse { reason: because(" ") };
    assert_eq!(
        refusal(act(&house, &there(), &id, empty).await),
        RelocationRefusal::Text { field: "refusal" }
    );
    let second = house.app.move_away(&clerk(), &person, code(NEXT_STATION), wish(HouseholdPart::Stays)).await;
    assert_eq!(refusal(second), RelocationRefusal::UnderWay { relocation: id.clone() });
    act(&house, &there(), &id, RelocationAct::Refuse { reason: because("不屬本社區") })
        .await
        .expect("refused");
    let id = leaves(&house, &person).await;
    act(&house, &clerk(), &id, RelocationAct::Withdraw { reason: because("不遷了") }).await.expect("back");
    assert_eq!(owed(&house, &person), before);
    assert_eq!(
        refusal(act(&house, &there(), &id, accept()).await),
        RelocationRefusal::NotNow { state: "withdrawn" }
    );
    let moves = house.app.moves_of(&clerk(), &person).await.expect("the story");
    let states: Vec<_> = moves.iter().map(leye_domain::relocation::Relocation::state).collect();
    assert_eq!(states, ["withdrawn", "refused"]);
    house.is_sound().await;
}

#[tokio::test]
async fn who_has_moved_is_asked_for_by_number_let_go_and_accepted() {
    let house = house().await;
    let person = known(&house, 1).await;
    let here = there();
    let nobody = house.app.move_here(&here, &number(2), wish(HouseholdPart::Leaves)).await;
    assert!(matches!(nobody, Err(AppError::Invalid(faults)) if faults[0].code == "no-file"));
    let id = house.app.move_here(&here, &number(1), wish(HouseholdPart::Leaves)).await.expect("asked for");
    assert!(house.app.move_file(&there(), &id).await.expect("theirs").taken.is_none(), "not let go yet");
    assert_eq!(
        refusal(act(&house, &there(), &id, accept()).await),
        RelocationRefusal::NotNow { state: "asked" }
    );
    act(&house, &clerk(), &id, RelocationAct::Release).await.expect("let go");
    act(&house, &there(), &id, accept()).await.expect("accepted");
    let relocation = house.app.move_file(&there(), &id).await.expect("theirs").relocation;
    let Progress::Accepted { helper, .. } = &relocation.progress else { panic!("{:?}", relocation.progress) };
    assert_eq!(helper.as_ref(), Some(&there().user), "who was determined before is assisted");
    assert_eq!(house.app.person_file(&there(), &person).await.expect("theirs").person.moving, None);
    house.is_sound().await;
}

#[tokio::test]
async fn of_two_moves_at_once_one_comes_first() {
    let house = house().await;
    let person = known(&house, 1).await;
    let (by, stays) = (clerk(), HouseholdPart::Stays);
    let (one, other) = tokio::join!(
        house.app.move_away(&by, &person, code(OTHER_STATION), wish(stays)),
        house.app.move_away(&by, &person, code(NEXT_STATION), wish(stays)),
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    let id = one.or(other).expect("one of them");
    let receiver = house.app.move_file(&auditor(), &id).await.expect("a move").relocation.to;
    let receiver = if receiver == code(OTHER_STATION) { there() } else { next_door() };
    let accept = || RelocationAct::Accept { helper: Some(receiver.user.clone()) };
    let (first, second) =
        tokio::join!(act(&house, &receiver, &id, accept()), act(&house, &receiver, &id, accept()));
    assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "{first:?} {second:?}");
    house.is_sound().await;
}

#[tokio::test]
async fn both_stations_and_those_above_see_who_comes_and_goes() {
    let house = house().await;
    let (first, second) = (known(&house, 1).await, known(&house, 2).await);
    leaves(&house, &first).await;
    let id = leaves(&house, &second).await;
    let owes = async |station: &str, kind: &str| {
        house.app.store().findings_owed(station, kind, house.app.now()).await.expect("a count").0
    };
    assert_eq!((owes(OTHER_STATION, "receive_person").await, owes(STATION, "receive_person").await), (2, 0));
    let offered = |ours| vec![("offered".to_owned(), ours); 2];
    assert_eq!(listed(&house, &there(), RelocationOnly::Arriving).await, offered(true));
    assert_eq!(listed(&house, &clerk(), RelocationOnly::Leaving).await, offered(false));
    assert_eq!(listed(&house, &clerk(), RelocationOnly::Arriving).await, []);
    assert_eq!(listed(&house, &office(), RelocationOnly::Leaving).await, offered(false));
    let other_office = staff("other", Role::Reviewer, OTHER_OFFICE);
    assert_eq!(listed(&house, &other_office, RelocationOnly::Arriving).await, offered(false));
    assert_eq!(listed(&house, &other_office, RelocationOnly::Leaving).await, []);
    assert_eq!(listed(&house, &bureau_head(), RelocationOnly::Arriving).await, offered(false));
    assert_eq!(listed(&house, &auditor(), RelocationOnly::Arriving).await, offered(false));
    act(&house, &there(), &id, accept()).await.expect("accepted");
    assert_eq!(owes(OTHER_STATION, "receive_person").await, 1);
    assert_eq!(listed(&house, &clerk(), RelocationOnly::Left).await, [("accepted".to_owned(), false)]);
    assert_eq!(listed(&house, &there(), RelocationOnly::Arrived).await.len(), 1);
}

#[tokio::test]
async fn a_case_ends_where_it_was_filed_and_assistance_opens_where_the_person_is() {
    let house = house().await;
    let case = house.submitted(1).await;
    house.does_all(&case, &PLAIN[..7]).await;
    let person = house.person(&case).await;
    let id = leaves(&house, &person).await;
    act(&house, &there(), &id, accept()).await.expect("accepted");
    assert_eq!(house.case(&case).await.station, code(STATION));
    house.does(&case, ActName::Confirm).await;
    let assistance = house.app.assistance_file(&there(), &person).await.expect("theirs").assistance;
    assert_eq!(assistance.station, code(OTHER_STATION));
    house.does_all(&case, &PLAIN[8..]).await;
    house.is_sound().await;
}

fn member(serial: u16) -> MemberGiven {
    MemberGiven {
        number: number(serial),
        name: format!("祁某{serial}"),
        relation: "户主".to_owned(),
        employed: Some(false),
        able: Some(true),
        willing: Some(true),
        ..MemberGiven::default()
    }
}

async fn household(house: &House, others: bool) -> (Household, PersonId) {
    let person = known(house, 1).await;
    let formed = house.app.form_household(&clerk(), "舊街一號".to_owned(), member(1)).await.expect("formed");
    if !others {
        return (formed, person);
    }
    let wish = leye_app::household::HouseholdWish::AddMember { on: MONDAY, given: member(2) };
    let formed = house.app.act_on_household(&clerk(), &formed.id, formed.version, wish).await.expect("two");
    (formed, person)
}

#[tokio::test]
async fn who_moves_out_leaves_the_household_and_the_last_takes_it_along() {
    for (others, station, present) in [(true, STATION, 1), (false, OTHER_STATION, 1)] {
        let house = house().await;
        let (formed, person) = household(&house, others).await;
        let id = leaves(&house, &person).await;
        let taken = house.app.move_file(&there(), &id).await.expect("theirs").taken;
        assert!(taken.is_some_and(|taken| taken.household));
        act(&house, &there(), &id, accept()).await.expect("accepted");
        let now = house.app.household_file(&auditor(), &formed.id).await.expect("a file").household;
        assert_eq!((now.station.as_str(), now.present().count()), (station, present));
        house.is_sound().await;
    }
}

#[tokio::test]
async fn who_stays_in_the_household_stays_and_a_household_moves_whole() {
    for (part, station) in [(HouseholdPart::Stays, STATION), (HouseholdPart::Along, OTHER_STATION)] {
        let house = house().await;
        let (formed, person) = household(&house, true).await;
        let moved = house.app.move_away(&clerk(), &person, code(OTHER_STATION), wish(part)).await;
        act(&house, &there(), &moved.expect("registered"), accept()).await.expect("accepted");
        let now = house.app.household_file(&auditor(), &formed.id).await.expect("a file").household;
        assert_eq!((now.station.as_str(), now.present().count()), (station, 2));
        house.is_sound().await;
    }
}

#[tokio::test]
async fn who_is_on_the_move_is_not_erased_and_who_was_is_read_no_more() {
    let house = house().await;
    let person = known(&house, 1).await;
    let id = leaves(&house, &person).await;
    let early = house.app.erase_person(&bureau_head(), &person, "法律要求").await;
    assert!(matches!(early, Err(AppError::Invalid(_))), "{early:?}");
    act(&house, &there(), &id, accept()).await.expect("accepted");
    house.app.erase_person(&bureau_head(), &person, "法律要求").await.expect("erased");
    let file = house.app.move_file(&clerk(), &id).await.expect("that somebody moved");
    assert_eq!((file.name.as_str(), file.relocation.address.get()), ("", None));
    house.is_sound().await;
    for (name, bytes) in house.folder.files() {
        let found = bytes.windows("SECRET".len()).any(|part| part == b"SECRET");
        assert!(!found, "{name} holds what was said of the move");
    }
}

/// A visit is told apart by month and target alone; two of one slot would be one too many.
#[tokio::test]
async fn no_visit_is_owed_twice() {
    let house = house().await;
    let person = busy(&house, 1).await;
    let id = leaves(&house, &person).await;
    let taken = house.app.move_file(&there(), &id).await.expect("theirs").taken.expect("what goes along");
    let mut slots: Vec<Slot> = taken.visits.iter().map(|(slot, _)| *slot).collect();
    slots.sort();
    slots.dedup();
    assert_eq!(slots.len(), 9);
    act(&house, &there(), &id, accept()).await.expect("accepted");
    let back = house.app.move_away(&there(), &person, code(STATION), wish(HouseholdPart::Leaves)).await;
    let back = back.expect("registered");
    let home = RelocationAct::Accept { helper: Some(clerk().user) };
    act(&house, &clerk(), &back, home).await.expect("accepted");
    let visits = owed(&house, &person).into_iter().filter(|duty| duty.0.contains("-W-")).count();
    assert_eq!(visits, 9);
    assert!(owed(&house, &person).iter().all(|duty| duty.2 == STATION));
    house.is_sound().await;
}
