//! Households: found as the pack's own rule finds them, reviewed at three levels, counted down.

use jiff::civil::{Date, date};
use leye_app::AppError;
use leye_app::household::{HouseholdFilter, HouseholdOnly, HouseholdWish, MemberGiven, MonthCount};
use leye_app::import::Kind;
use leye_domain::agency::Level;
use leye_domain::assistance::Because;
use leye_domain::fact::{FactValue, Facts, KnownFacts};
use leye_domain::household::{Ages, Household, HouseholdRefusal};
use leye_domain::person::RetirementClass;
use leye_domain::staff::{Role, Staff};

use crate::cast::{NEXT_STATION, STATION, auditor, bureau, clerk, code, head, number, office, staff};
use crate::house::House;

const MONDAY: Date = date(2026, 3, 2);
const ADDRESS: &str = "道里区试验街零号院九单元";

fn jobless(serial: u16) -> MemberGiven {
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

fn employed(serial: u16) -> MemberGiven {
    MemberGiven { employed: Some(true), ..jobless(serial) }
}

async fn formed(house: &House, given: MemberGiven) -> Household {
    house.app.form_household(&clerk(), ADDRESS.to_owned(), given).await.expect("formed")
}

async fn does(house: &House, by: &Staff, before: &Household, wish: HouseholdWish) -> Household {
    let done = house.app.act_on_household(by, &before.id, before.version, wish).await;
    done.unwrap_or_else(|error| panic!("{} by {}: {error}", before.standing.as_str(), by.user))
}

fn pass() -> HouseholdWish {
    HouseholdWish::Pass { note: String::new() }
}

async fn confirmed(house: &House, serial: u16) -> Household {
    let now = formed(house, jobless(serial)).await;
    let now = does(house, &clerk(), &now, HouseholdWish::Apply { member: 1 }).await;
    let now = does(house, &clerk(), &now, pass()).await;
    let now = does(house, &office(), &now, pass()).await;
    does(house, &bureau(), &now, pass()).await
}

fn works(member: u32, serial: u16, on: Date) -> HouseholdWish {
    HouseholdWish::ChangeMember { member, on, given: employed(serial) }
}

async fn counted(house: &House, by: &Staff) -> Vec<(String, MonthCount)> {
    let counts = house.app.households_counted(by).await.expect("a count");
    counts.into_iter().map(|(agency, count)| (agency.to_string(), count)).collect()
}

#[tokio::test]
async fn the_core_and_the_rules_of_the_pack_find_the_same() {
    let house = House::at(MONDAY, 9).await;
    let pack = house.app.rules().pack();
    let ages = Ages { youngest: 16, retirement: &pack.retirement.rules };
    let said = [Some(true), Some(false), None];
    let born = [Some(date(1980, 4, 1)), Some(date(2010, 3, 3)), Some(date(1950, 4, 1)), None];
    let mut compared = 0;
    for own in said {
        for other in said {
            for able in said {
                for (at, day) in born.into_iter().enumerate() {
                    let member = |employed, born, able| MemberGiven {
                        number: String::new(),
                        born,
                        class: (at != 1).then_some(RetirementClass::Male),
                        employed,
                        able,
                        ..jobless(1)
                    };
                    let one = member(own, day, able);
                    let two = member(other, born[0], Some(false));
                    let now = formed(&house, one.clone()).await;
                    let wish = HouseholdWish::AddMember { on: MONDAY, given: two.clone() };
                    let now = does(&house, &clerk(), &now, wish).await;
                    let known = KnownFacts { facts: facts(&one), household: vec![facts(&two)] };
                    let ruling = house.app.ruling(&known, MONDAY).expect("a ruling");
                    let category = ruling.categories.iter().find(|one| &*one.code == "C1.2").expect("C1.2");
                    let holds = |name: &str| {
                        category.conditions.iter().find(|c| &*c.condition == name).expect("known").holds
                    };
                    let rule = match (holds("able-member"), holds("nobody-employed")) {
                        (Some(false), _) | (_, Some(false)) => Some(false),
                        (Some(true), Some(true)) => Some(true),
                        _ => None,
                    };
                    assert_eq!(now.is_zero_employment(MONDAY, &ages), rule, "{known:?}");
                    compared += 1;
                }
            }
        }
    }
    assert_eq!(compared, 108);
}

fn facts(given: &MemberGiven) -> Facts {
    let flags =
        [("employed", given.employed), ("able_to_work", given.able), ("willing_to_work", given.willing)];
    let flags = flags.into_iter().filter_map(|(name, flag)| Some((name.to_owned(), FactValue::Flag(flag?))));
    let born = given.born.map(|born| ("born".to_owned(), FactValue::Day(born)));
    let class =
        given.class.map(|class| ("retirement_class".to_owned(), FactValue::Word(class.code().to_owned())));
    flags.chain(born).chain(class).collect()
}

#[tokio::test]
async fn a_household_is_reviewed_at_three_levels_and_counted_until_somebody_works() {
    let house = House::at(MONDAY, 9).await;
    let now = confirmed(&house, 1).await;
    house.is_sound().await;
    let new = MonthCount { at_start: 0, new: 1, solved: 0, left: 0 };
    assert_eq!(counted(&house, &clerk()).await, [(clerk().agency.to_string(), new)]);
    house.until(date(2026, 4, 8), 9, 0).await;
    let standing = MonthCount { at_start: 1, new: 0, solved: 0, left: 0 };
    assert_eq!(counted(&house, &bureau()).await, [(office().agency.to_string(), standing)]);

    let day = date(2026, 4, 8);
    let now = does(&house, &clerk(), &now, works(1, 1, day)).await;
    let end = HouseholdWish::End { ground: "employed".to_owned(), on: day, note: "签了合同".to_owned() };
    let now = does(&house, &clerk(), &now, end).await;
    let solved = MonthCount { at_start: 1, new: 0, solved: 1, left: 0 };
    assert_eq!(counted(&house, &auditor()).await, [(bureau().agency.to_string(), solved)]);
    assert_eq!(solved.now(), 0);

    // The work is lost: an alarm, and it stands among what is open.
    let lost = HouseholdWish::ChangeMember { member: 1, on: day, given: jobless(1) };
    does(&house, &clerk(), &now, lost).await;
    let filter = HouseholdFilter { only: HouseholdOnly::Returned, after: None };
    assert_eq!(house.app.households(&office(), &filter).await.expect("a list").items.len(), 1);
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("made anew");
    house.is_sound().await;
    for (name, bytes) in house.folder.files() {
        for secret in [ADDRESS, "祁某1", "签了合同"] {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{name} holds {secret}");
        }
    }
}

#[tokio::test]
async fn members_without_work_are_assisted_from_the_day_on_which_the_household_is_found() {
    let house = House::at(MONDAY, 9).await;
    for serial in [1, 2] {
        let text = format!("姓名,身份证号,退休类别\n祁某{serial},{},男\n", number(serial));
        house.imports(Kind::People, STATION, &text).await;
    }
    let file = async |serial| {
        let found = house.app.find_people(&clerk(), &number(serial)).await.expect("a list");
        let person = found.first().expect("the person").id.clone();
        house.app.assistance_file(&clerk(), &person).await
    };
    let before = formed(&house, jobless(1)).await;
    let first = file(1).await.expect("it is assisted before anybody is determined").assistance;
    assert_eq!(first.because, Because::Household);
    assert!(matches!(file(2).await, Err(AppError::NotFound)));
    let wish = HouseholdWish::AddMember { on: MONDAY, given: jobless(2) };
    let now = does(&house, &clerk(), &before, wish).await;
    assert_eq!(file(2).await.expect("who joins it as well").assistance.because, Because::Household);
    let version = file(1).await.expect("still").assistance.version;
    assert_eq!(version, first.version, "nothing is added twice");
    does(&house, &clerk(), &now, works(1, 1, MONDAY)).await;
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("made anew");
    house.is_sound().await;
}

#[tokio::test]
async fn each_level_does_its_own_and_nobody_their_own_household() {
    let house = House::at(MONDAY, 9).await;
    let now = formed(&house, jobless(1)).await;
    let now = does(&house, &clerk(), &now, HouseholdWish::Apply { member: 1 }).await;
    let tries = async |by: &Staff, wish| house.app.act_on_household(by, &now.id, now.version, wish).await;
    let early = tries(&office(), pass()).await;
    assert!(matches!(early, Err(AppError::Household(HouseholdRefusal::OtherAgency))), "{early:?}");
    let kin = Staff { identity: Some(house.app.identity_hash(&number(1))), ..clerk() };
    assert!(matches!(tries(&kin, pass()).await, Err(AppError::Forbidden { .. })));
    let above = tries(&office(), HouseholdWish::AddMember { on: MONDAY, given: jobless(2) }).await;
    assert!(matches!(above, Err(AppError::Forbidden { .. })), "{above:?}");
    let other = staff("other", Role::Head, NEXT_STATION);
    assert!(matches!(tries(&other, pass()).await, Err(AppError::NotFound)));
    assert!(matches!(house.app.household_file(&other, &now.id).await, Err(AppError::NotFound)));
    // Somebody moved up meanwhile.
    let now = does(&house, &clerk(), &now, pass()).await;
    let moved = Staff { role: Role::Reviewer, agency: code(crate::cast::OFFICE), ..clerk() };
    let again = house.app.act_on_household(&moved, &now.id, now.version, pass()).await;
    assert!(matches!(again, Err(AppError::Household(HouseholdRefusal::WorkedBelow))), "{again:?}");
    let stale = house.app.act_on_household(&office(), &now.id, now.version - 1, pass()).await;
    assert!(matches!(stale, Err(AppError::Stale { .. })), "{stale:?}");
    assert!(!house.app.household_file(&moved, &now.id).await.expect("a file").may_review);
    assert!(house.app.household_file(&head(Level::Office), &now.id).await.expect("a file").may_review);
}

#[tokio::test]
async fn the_service_looks_every_day_for_who_came_of_age() {
    let house = House::at(MONDAY, 9).await;
    // Sixteen on 10 March.
    let minor = MemberGiven { number: String::new(), born: Some(date(2010, 3, 10)), ..jobless(1) };
    let minor = MemberGiven { class: Some(RetirementClass::Male), ..minor };
    let now = formed(&house, minor).await;
    assert_eq!(now.standing.as_str(), "plain");
    assert_eq!(house.app.look_at_households().await.expect("a look"), 0);
    house.until(date(2026, 3, 10), 9, 0).await;
    assert_eq!(house.app.look_at_households().await.expect("a look"), 0, "it has looked by itself");
    let file = house.app.household_file(&auditor(), &now.id).await.expect("a file");
    assert_eq!((file.household.standing.as_str(), file.zero), ("found", Some(true)));
    house.is_sound().await;
}
